"""The command writes every answer or none, and says in one sentence what was wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.analysis.early_warning import output_files
from commonweal.analysis.early_warning.command_line import main
from commonweal.config.home import PROJECT

pytestmark = pytest.mark.once
SERIES = "t,epoch,quay,harbour\n" + "".join(f"{t},{t},{t % 5},{t % 3}\n" for t in range(1, 61))
CONTROL = {
    "freq": 12,
    "epochAsDate": False,
    "farrington": {
        "year": {
            "b": 2,
            "w": 1,
            "noPeriods": 4,
            "thresholdMethod": "nbPlugin",
            "range_first": 50,
            "range_last": 60,
        }
    },
    "ears": {"C1": {"method": "C1"}},
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    (made / "input.csv").write_text(SERIES)
    (made / "control.json").write_text(json.dumps(CONTROL))
    return made


def test_it_writes_a_file_for_each_settings(folder, tmp_path, capsys):
    assert main([str(folder), "--out", str(tmp_path / "deep" / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "deep" / "out").iterdir()) == [
        "ears_C1.csv",
        "farrington_year.csv",
    ]
    lines = (tmp_path / "deep" / "out" / "farrington_year.csv").read_text().splitlines()
    assert lines[0] == "unit,t,observed,upperbound,expected,alarm,score,pvalue,mu0,phi,trend,trendCoef"
    assert len(lines) == 1 + 2 * 11
    assert lines[1].startswith("quay,50,0,")
    assert "2 files with 128 rows for 2 series" in capsys.readouterr().out


def test_the_corrected_mode_says_something_else(folder, tmp_path):
    for mode in ("compat", "corrected"):
        assert main([str(folder), "--out", str(tmp_path / mode), "--mode", mode]) == 0
    compat, corrected = (
        (tmp_path / mode / "farrington_year.csv").read_text() for mode in ("compat", "corrected")
    )
    assert compat != corrected


def test_a_terminal_gets_the_same_answer_from_the_word_of_the_project(folder, tmp_path):
    asked = [sys.executable, "-m", "commonweal", "early-warning", str(folder), "--out", str(tmp_path / "out")]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (folder / "control.json").unlink()
    done = subprocess.run(asked, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "control.json cannot be read" in done.stderr


def _control(**changes):
    return lambda folder: (folder / "control.json").write_text(json.dumps({**CONTROL, **changes}))


def _farrington(**changes):
    return _control(farrington={"year": {**CONTROL["farrington"]["year"], **changes}})


def _input(text, name="input.csv"):
    return lambda folder: (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


BREAKS = {
    "input.csv cannot be read": lambda folder: (folder / "input.csv").unlink(),
    "control.json cannot be read (Is a directory)": lambda folder: (
        (folder / "control.json").unlink(),
        (folder / "control.json").mkdir(),
    ),
    "is not JSON": lambda folder: (folder / "control.json").write_text("{"),
    "must hold one object": lambda folder: (folder / "control.json").write_text("[1]"),
    "asks for nothing": _control(farrington={}, ears={}),
    "'farrington' must be an object": _control(farrington=[1]),
    "a name must be fit for a file": _control(ears={"../../../outside": {}}),
    "hold an object of settings": _control(ears={"C1": 3}),
    "years_back is 0": _farrington(b=0),
    "a setting is not of the right kind": _farrington(thresholdMethod="guess"),
    "not of the right kind (could not": _farrington(alpha="small"),
    "the range must lie in the 60 periods": _farrington(range_last=61),
    "the range must lie": _farrington(range_first=0),
    "choose fewer season_groups": _farrington(w=4, noPeriods=10),
    "freq is 'weekly'": _control(freq="weekly"),
    "0 periods a year": _control(freq=0),
    "no date (year-month-day) as the epoch of period 1": _control(epochAsDate=True),
    "must begin with the columns t and epoch": _input("week,count\n1,2\n"),
    "is not a table": _input(""),
    "has 2 values in row 3 under 4 headings": _input("t,epoch,quay,harbour\n1,1,2,3\n2,2\n"),
    "'many' for 'quay' in period 1": _input("t,epoch,quay\n1,1,many\n"),
    "'1.5' for 'quay'": _input("t,epoch,quay\n1,1,1.5\n"),
    "'1e999' for 'quay'": _input("t,epoch,quay\n1,1,1e999\n"),
    "'quay' holds -3 in place 1": _input("t,epoch,quay\n1,1,-3\n"),
    "not a text file in UTF-8": _input(b"t,epoch,quay\n1,1,\xff\n"),
    "something that is not a number": _input("t,quay,harbour\n" + "1,x,2\n" * 60, "population.csv"),
    "60 counts but 1 population figures": _input("t,quay,harbour\n1,5,2\n", "population.csv"),
    "ask for the population": _farrington(populationOffset=True),
}


@pytest.mark.parametrize("sentence", BREAKS)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(sentence, folder, tmp_path, capsys):
    BREAKS[sentence](folder)
    assert main([str(folder), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_file_among_many_that_cannot_be_written_leaves_the_others_as_they_were(folder, tmp_path, capsys):
    out = tmp_path / "out"
    out.write_text("a file stands where the folder should be")
    assert main([str(folder), "--out", str(out)]) == 2
    assert "cannot be written to" in capsys.readouterr().err
    assert out.read_text() == "a file stands where the folder should be"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
def test_a_full_disk_leaves_the_old_answers(folder, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    assert main([str(folder), "--out", str(out)]) == 0
    before = {path.name: path.read_text() for path in out.iterdir()}
    usual = output_files.opened

    def full(path):
        return usual(Path("/dev/full")) if path.name == "farrington_year.csv" else usual(path)

    monkeypatch.setattr(output_files, "opened", full)
    (folder / "input.csv").write_bytes(SERIES.replace(",4,", ",9,").encode())
    for asked in (out, tmp_path / "not" / "there yet"):
        assert main([str(folder), "--out", str(asked)]) == 2
        assert "No space left" in capsys.readouterr().err
    assert not (tmp_path / "not").exists()
    monkeypatch.undo()
    assert {path.name: path.read_text() for path in out.iterdir()} == before


def test_columns_may_stand_quoted_and_gaps_may_be_empty_or_na(folder, tmp_path):
    quoted = '"t","epoch","quay","harbour"\n' + "".join(
        f'{t},"{t}",{"NA" if t == 7 else t % 5},{t % 3}\n' for t in range(1, 61)
    )
    (folder / "input.csv").write_text(quoted)
    assert main([str(folder), "--out", str(tmp_path / "na")]) == 0
    (folder / "input.csv").write_text(quoted.replace("NA", ""))
    assert main([str(folder), "--out", str(tmp_path / "empty")]) == 0
    na, empty = (tmp_path / one / "ears_C1.csv" for one in ("na", "empty"))
    assert na.read_bytes() == empty.read_bytes()
    assert ",NA,NA\n" in na.read_text()


@pytest.mark.slow
def test_it_needs_no_place_to_keep_the_compiled_code(folder, tmp_path):
    """On a read-only installation the code is compiled anew and the answer is the same."""
    copy = tmp_path / "copy"
    shutil.copytree(
        PROJECT / "commonweal" / "analysis",
        copy / "commonweal" / "analysis",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    (copy / "commonweal" / "__init__.py").write_text("")
    nowhere = {
        **os.environ,
        "NUMBA_CACHE_DIR": "/proc/nowhere",
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    asked = [
        sys.executable,
        "-m",
        "commonweal.analysis.early_warning.command_line",
        str(folder),
        "--out",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=copy, env=nowhere, check=False)
    assert done.returncode == 0, done.stderr
    assert main([str(folder), "--out", str(tmp_path / "kept")]) == 0
    for name in ("farrington_year.csv", "ears_C1.csv"):
        assert (tmp_path / "out" / name).read_text() == (tmp_path / "kept" / name).read_text()
