"""Does the command line understand the person, and leave alone what it was not asked to touch?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.analysis import early_warning
from commonweal.config import command_line, starting


@pytest.fixture(autouse=True)
def own_environment(monkeypatch):
    """Commands choose the mode by environment; what a test chooses ends with it."""
    for name in ("COMMONWEAL_MODE", "COMMONWEAL_HOME", "DATABASE_URL"):
        monkeypatch.setenv(name, "set so that it is put back")
        monkeypatch.delenv(name)


def test_help_lists_every_command_with_one_plain_sentence(capsys):
    assert command_line.main(["--help"]) == 0
    said = capsys.readouterr().out
    for word in [*command_line.COMMANDS, *command_line.WORDS, *command_line.SET_UP]:
        assert re.search(rf"^  {word} +[A-Z][^\n]+[.]$", said, re.MULTILINE), word


def test_a_benchmark_is_asked_for_by_its_name(capsys, monkeypatch):
    asked = []
    monkeypatch.setattr(command_line.subprocess, "call", lambda words, **_: asked.append(words) or 0)
    assert command_line.main(["bench", "nothing of ours"]) == 2
    assert "reading" in capsys.readouterr().err
    assert command_line.main(["bench", "reading", "--brief"]) == 0
    assert [Path(asked[0][1]).name, *asked[0][2:]] == ["reading.py", "--brief"]


def test_help_and_read_do_not_wait_for_django():
    code = (
        "import sys; from commonweal.config.command_line import main\n"
        "for words in (['--help'], ['read', 'no such file.txt']):\n"
        "    try: main(words)\n"
        "    except SystemExit: pass\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


SERIES = Path(early_warning.__file__).parent / "tests" / "reference" / "edge_given"
ROUTE = '{"type": "LineString", "coordinates": [[-0.1, 51.5], [-0.11, 51.51]]}'


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "exposure --help",
        "exposure {here}/route.geojson --within 700 --json",
        f"early-warning {SERIES} --out {{here}}/out",
    ],
)
def test_whoever_stops_reading_gets_no_traceback(words, unbuffered, tmp_path):
    (tmp_path / "route.geojson").write_text(ROUTE)
    nobody_reads, ours = os.pipe()
    os.close(nobody_reads)
    done = subprocess.run(
        [sys.executable, "-m", "commonweal", *words.format(here=tmp_path).split()], check=False, stdout=ours,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_demonstration_never_touches_the_operators_database(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://operator@example/theirs")
    monkeypatch.setenv("COMMONWEAL_HOME", "/srv/theirs")
    seen = {}

    def remember(**_):
        seen.update(os.environ)
        return 0

    monkeypatch.setattr(starting, "start_demonstration", remember)
    assert command_line.main(["demo", "--home", str(tmp_path)]) == 0
    assert seen["COMMONWEAL_MODE"] == "demo"
    assert seen["COMMONWEAL_HOME"] == str(tmp_path)
    assert "DATABASE_URL" not in seen


def test_a_word_about_data_says_so_when_there_is_none(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path))
    assert command_line.main(["audit", "verify"]) == 1
    assert "There is no data yet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_word_about_data_takes_the_operators_first_and_the_demonstrations_on_request(monkeypatch, tmp_path):
    (tmp_path / command_line.DATABASE_FILE).touch()
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path))
    asked = []

    def remember(rest):
        asked.append((os.environ.pop("COMMONWEAL_MODE"), rest))
        return 0

    monkeypatch.setattr(command_line, "manage", remember)
    command_line.main(["audit", "verify"])
    command_line.main(["audit", "verify", "--demo"])
    assert asked == [("serve", ["audit", "verify"]), ("demo", ["audit", "verify"])]


def test_an_unknown_word_is_refused_in_words(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "commonweal", "reed"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "COMMONWEAL_HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "Unknown command: 'reed'" in done.stderr
    assert "Traceback" not in done.stderr


def test_starting_over_deletes_a_demonstration_and_nothing_else(tmp_path):
    theirs, demonstration = tmp_path / "theirs", tmp_path / "demonstration"
    for folder in (theirs, demonstration):
        folder.mkdir()
        (folder / "commonweal.sqlite3").write_text("data")
    (demonstration / starting.MARK).write_text("")
    starting.forget_demonstration(demonstration)
    assert not demonstration.exists()
    with pytest.raises(SystemExit, match="left alone"):
        starting.forget_demonstration(theirs)
    assert (theirs / "commonweal.sqlite3").read_text() == "data"
    starting.forget_demonstration(Path(tmp_path / "never was"))
