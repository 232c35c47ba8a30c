"""Does `read FILE` tell a person what was understood, or in one sentence why not?"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.reading.command_line import main
from commonweal.reading.files.tests import invented

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(invented.as_text(), encoding="utf-8")
    return path


def _refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err.strip()


def test_it_prints_the_plan_as_a_tree_with_doubts_and_their_lines(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(plan)]) == 0
    said = capsys.readouterr().out
    assert "Plan (2 objectives, 3 actions)" in said
    assert "    Action 2.1.2: Light the steps between the ferry and the market.\n" in said
    assert "      Lead: not stated\n" in said
    assert "      Partners: Ferry Company; Harbour Trust\n" in said
    assert "Doubts (" in said
    assert "  line " in said


def test_json_is_exactly_one_object_with_the_agreed_keys(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(plan), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"paper", "plan", "doubts", "not_understood"} <= set(said)
    assert said["paper"] is None
    assert [len(objective["actions"]) for objective in said["plan"]["objectives"]] == [2, 1]
    assert {"line", "kind", "text", "suggestion"} <= set(said["doubts"][0])


def test_text_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(invented.as_text().encode())))
    assert main(["-"]) == 0
    assert "3 actions" in capsys.readouterr().out


def test_too_much_on_standard_input_is_refused_without_taking_it_all_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/zero").open("rb") as endless:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(endless))
        assert "larger than 20 MB" in _refused(capsys, "-")


def test_what_is_no_file_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no file called “gone.txt”" in _refused(capsys, str(tmp_path / "gone.txt"))
    assert "is a folder" in _refused(capsys, str(tmp_path))
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in _refused(capsys, str(tmp_path / "pipe"))
    assert "could not be opened" in _refused(capsys, "name\0with a zero byte")


def test_a_file_one_may_not_open_is_said_in_one_sentence(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    # The administrator may open everything, so the system's answer is stood in for.
    monkeypatch.setattr("commonweal.reading.files.opening.os.open", refuse)
    assert "not allowed to open “plan.txt”" in _refused(capsys, str(plan))


def test_a_paper_with_no_plan_in_it_and_a_text_that_is_neither_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "Harbour Committee\n\nReport: 4\nDate: 3 May 2012\nBy: Clerk\n\nSummary\n\nLamps were hung.\n\nA. Recommendation\n\n"
        "That members note this.\n\nB. Supporting information\n\n1. Twelve lamps were hung.\n\n2. They are lit.\n"
    )
    assert main([str(paper)]) == 0
    said = capsys.readouterr().out
    assert "a paper without a plan in it" in said
    assert "Meeting: 3 May 2012" in said
    assert "B. Supporting information (2 paragraphs)" in said
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt,\n\nthe weather is fine.\n\nYours, Jo\n")
    assert "neither a committee paper nor a plan" in _refused(capsys, str(letter))


@pytest.mark.parametrize("argv", [[], ["a", "b"], ["--jsn", "a"]])
def test_a_wrong_call_is_answered_in_one_sentence(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Give the name of one file" in _refused(capsys, *argv)


def test_help_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--json" in capsys.readouterr().out


def test_a_fault_of_our_own_is_no_traceback(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("commonweal.reading.reader.read_document", fail)
    assert "fault in the program" in _refused(capsys, str(plan))


def _run(*argv: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "commonweal.reading.command_line", *argv],
        cwd=ROOT, capture_output=True, check=False, timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


def test_it_runs_as_a_program_of_its_own_even_where_the_terminal_knows_only_ascii(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(invented.as_html().replace("ferry", "fähre – “boat”"), encoding="utf-8")
    done = _run(str(path), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "fähre – “boat”" in done.stdout.decode()
    gone = _run(str(tmp_path / "gone"))
    assert (gone.returncode, gone.stdout, gone.stderr.count(b"\n")) == (2, b"", 1)


def test_a_reader_who_has_had_enough_hears_no_complaint(plan: Path) -> None:
    run = f"'{sys.executable}' -m commonweal.reading.command_line '{plan}'"
    done = subprocess.run(
        ["sh", "-c", f"{run} | head -1"], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_importing_the_reading_stays_fast_because_readers_of_files_are_loaded_when_needed() -> None:
    code = (
        "import sys, commonweal.reading, commonweal.reading.files, commonweal.reading.command_line, commonweal.reading.tables;"
        "print([name for name in ('docx', 'lxml', 'openpyxl', 'pypdf', 'selectolax', 'numpy', 'django') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_command_reads_every_real_paper(shared: Path, capsys: pytest.CaptureFixture[str], count) -> None:
    papers = sorted((shared / "papers").glob("*.txt"))
    if not papers:
        pytest.skip("the real papers are not here")
    for path in papers:
        assert main([str(path), "--json"]) == 0, path.name
        said = json.loads(capsys.readouterr().out)
        assert said["paper"]["title"], path.name
        assert main([str(path)]) == 0
        assert capsys.readouterr().out.startswith("This is a paper with")
        count("real papers read by the command", 1)
