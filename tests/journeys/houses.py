"""How does a story get a house of its own? The real command, started on a copy of a folder that was prepared once."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commonweal.config.home import PROJECT
from commonweal.config.shelf_for_tests import made_once
from commonweal.config.tables_for_tests import lay_in

READY = re.compile(r"ready: (http://\S+)")
ADMINISTRATOR = (
    "--email",
    "ada@house.example",
    "--name",
    "Ada Onslow",
    "--organisation",
    "Harbour Partnership",
)


@dataclass(frozen=True)
class House:
    """A running program: where it answers, and the folder with its database, keys and clock."""

    address: str
    home: Path

    def __str__(self) -> str:
        return self.address


def commonweal(*words: str, home: Path) -> list[str]:
    return [
        sys.executable,
        "-P",
        "-m",
        "commonweal",
        *words,
        *(["--home", str(home)] if words[0] == "demo" else []),
    ]


def environment(home: Path, mode: str) -> dict[str, str]:
    """As on an operator's machine: nothing of the test run's own settings comes along."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("COMMONWEAL_", "DJANGO_", "PYTEST_"))
    }
    kept.pop("DATABASE_URL", None)
    here = os.pathsep.join(filter(None, [str(PROJECT), kept.get("PYTHONPATH")]))
    return kept | {"PYTHONPATH": here, "COMMONWEAL_HOME": str(home), "COMMONWEAL_MODE": mode}


@contextmanager
def running(mode: str, home: Path) -> Iterator[House]:
    """`run demo` or `run serve` on that folder, until the story is over."""
    log = (home / "server.log").open("w+")
    process = subprocess.Popen(
        commonweal(mode, "--port", "0", home=home), env=environment(home, mode), cwd=PROJECT,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True,
    )  # fmt: skip
    try:
        yield House(_address(process, log), home)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
        log.close()


def _address(process: subprocess.Popen[str], log: object) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = READY.search(line)
        if found:
            return found[1]
    raise RuntimeError(f"the program did not start; see {getattr(log, 'name', 'its log')}")


def prepared(name: str, prepare: Callable[[Path], None]) -> Path:
    """A folder that is made once for the whole test run, whichever worker comes first."""

    def make(folder: Path) -> None:
        folder.mkdir(mode=0o700)
        prepare(folder)

    return made_once(f"houses/{name}", make)


def copy(prepared: Path, home: Path) -> None:
    shutil.copytree(prepared, home, dirs_exist_ok=True)


def demonstration(home: Path) -> None:
    """Everything that the demonstration loads, and then stopped."""
    lay_in(home)
    with running("demo", home):
        pass


def empty_service(home: Path) -> None:
    """An operator's first minute: tables, one administrator, and the link that they were given."""
    lay_in(home)
    (home / "link.txt").write_text(run_once(home, "create_administrator", *ADMINISTRATOR))


def run_once(home: Path, *words: str) -> str:
    return said_by(commonweal("manage", *words, home=home), home, "serve")


def said_by(command: list[str], home: Path, mode: str) -> str:
    """What a command says that runs on that folder and ends; what it complains of where it fails."""
    done = subprocess.run(
        command, env=environment(home, mode), cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
