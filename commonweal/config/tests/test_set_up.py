"""Does setting up notice what changed, say what is missing, and pin everything without naming where it came from?"""

import importlib.util
import json
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

from commonweal.config.home import PROJECT


@pytest.fixture
def run(monkeypatch, tmp_path):
    loader = SourceFileLoader("commonweal_run", str(PROJECT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("commonweal_run", loader))
    loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "ASSETS", tmp_path / "assets")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp.json")
    return module


def test_a_changed_added_or_deleted_file_is_noticed(run, tmp_path):
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "a.scss").write_text("a")
    seen = [run.fingerprint(folder)]
    (folder / "a.scss").write_text("b")
    seen.append(run.fingerprint(folder))
    (folder / "b.scss").write_text("")
    seen.append(run.fingerprint(folder))
    (folder / "a.scss").unlink()
    seen.append(run.fingerprint(folder))
    assert len(set(seen)) == 4
    assert run.fingerprint(folder) == seen[-1]


def test_a_deleted_style_sheet_means_not_ready(run, tmp_path, monkeypatch):
    built = tmp_path / "commonweal.css"
    monkeypatch.setattr(run, "BUILT", [built])
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    built.touch()
    run.note(**run.wanted())
    assert run.ready("base")
    built.unlink()
    assert not run.ready("base")


def test_a_missing_venv_is_explained(run, monkeypatch, capsys):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit):
        run.find_uv()
    assert "apt-get install python3-venv" in capsys.readouterr().err


def test_what_is_compiled_is_kept_in_our_own_folder(run, monkeypatch):
    """Whatever the machine says of bytecode beside the sources; but nothing is made there before the environment is."""
    monkeypatch.setattr(run.os, "execv", lambda *command: None)
    monkeypatch.setattr(run.os, "environ", {"PYTHONDONTWRITEBYTECODE": "1"})
    run.start([sys.executable], ["--help"])
    assert "PYTHONPYCACHEPREFIX" not in run.os.environ
    run.start([str(run.PYTHON)], ["demo"])
    assert "PYTHONDONTWRITEBYTECODE" not in run.os.environ
    assert Path(run.os.environ["PYTHONPYCACHEPREFIX"]).parent == run.VENV


def test_an_older_python_is_told_so_in_its_own_syntax(run, monkeypatch, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit):
        run.main(["demo"])
    assert "needs Python 3.11 or later" in capsys.readouterr().err


def test_the_test_tools_are_locked_on_top_of_the_rest():
    def pins(name):
        return set(
            re.findall(r"^([a-z0-9-]+==\S+)", (PROJECT / "requirements" / name).read_text(), re.MULTILINE)
        )

    assert pins("base.txt")
    assert pins("base.txt") < pins("test.txt") < pins("bench.txt")


def test_every_pin_has_a_hash_and_no_lock_names_an_address():
    for name in ("base.txt", "test.txt", "bench.txt", "uv.txt"):
        text = (PROJECT / "requirements" / name).read_text()
        assert not re.search(r"https?:|file:|--index|--find-links|--extra", text), name
        assert all("--hash=sha256:" in pin for pin in re.split(r"\n(?=[a-z])", text.strip())), name
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    assert not [
        path
        for path, package in packages.items()
        if "resolved" in package or (path and "integrity" not in package)
    ]


def test_nothing_that_is_built_or_bought_in_is_committed():
    listed = subprocess.run(["git", "ls-files"], check=False, cwd=PROJECT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git clone")
    wrong = [
        f
        for f in listed.stdout.splitlines()
        if re.search(r"node_modules|\.topo\.json$|commonweal\.css$|\.min\.js$", f)
    ]
    assert not wrong
