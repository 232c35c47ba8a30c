"""Is the early warning as much faster than R as is claimed, linear, and bounded in memory? Only figures of one run compare."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import pytest

from commonweal.analysis.early_warning import farrington
from commonweal.analysis.early_warning.spooled import Spooled
from commonweal.analysis.early_warning.tests import beside_r
from commonweal.config.home import PROJECT

pytestmark = pytest.mark.once
BENCHMARK = PROJECT / "benchmarks" / "early_warning.py"


@pytest.mark.slow
@pytest.mark.skipif(not beside_r.is_here(), reason=beside_r.LACKING)
def test_the_benchmark_finds_it_a_hundred_times_as_fast_as_r_and_linear():
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--short"], capture_output=True, text=True, check=False, cwd=PROJECT
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "R / ours, over all settings" in done.stdout
    assert "at the slowest size, beside the quickest" in done.stdout


@pytest.mark.parametrize(
    ("ratio", "growth", "status"), [(120, 1.2, 0), (99, 1.2, 1), (120, 2.1, 1), (None, 1.2, 0)]
)
def test_the_benchmark_fails_below_a_hundred_and_where_it_does_not_grow_evenly(ratio, growth, status):
    assert run_path(str(BENCHMARK))["verdict"](ratio, growth) == status


def test_a_column_comes_back_as_it_went_in_whatever_the_block():
    spooled = Spooled(300)
    for row in range(7):
        spooled.add([row * 1000.0 + column for column in range(300)])
    assert [list(column) for column in spooled][299] == [row * 1000.0 + 299 for row in range(7)]
    assert spooled.columns(298, 50).shape == (2, 7)
    assert len(list(spooled)) == 300


def test_a_folder_of_many_series_is_judged_one_series_at_a_time(tmp_path, monkeypatch, count):
    """Counted, not timed: no call of the method is ever given more than one series, and each is asked once."""
    from commonweal.analysis.early_warning.command_line import main

    make_folder(tmp_path, 600, 230)
    asked = []
    judge = farrington.judge

    def counted(given, settings):
        asked.append(len(given))
        return judge(given, settings)

    monkeypatch.setattr(farrington, "judge", counted)
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    count("early warning: series of a large folder judged one by one", len(asked))
    assert asked == [1] * 600


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_series(tmp_path, count):
    few, many = (peak_of(tmp_path, number) for number in (200, 4_000))
    cells = (4_000 - 200) * 520
    count("early warning: KiB of memory more for twenty times the series", max(0, many - few))
    # a table of text in memory takes some 50 bytes for each cell
    assert (many - few) * 1024 < cells * 10, (few, many)


def peak_of(folder: Path, number: int) -> int:
    """Peak memory in KiB of the command on a folder with so many series of ten years."""
    made = folder / str(number)
    make_folder(made, number, 520)
    code = (
        "import resource, sys\n"
        "from commonweal.analysis.early_warning.command_line import main\n"
        "status = main(sys.argv[1:])\n"
        "print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    asked = [sys.executable, "-c", code, str(made), "--out", str(made / "out")]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=PROJECT)
    status, peak = map(int, done.stdout.splitlines()[-1].split())
    assert status == 0, done.stderr
    return peak


def make_folder(folder: Path, number: int, weeks: int) -> None:
    folder.mkdir(exist_ok=True)
    rng = random.Random(number)
    with (folder / "input.csv").open("w") as file:
        file.write("t,epoch," + ",".join(f"s{at}" for at in range(number)) + "\n")
        for week in range(1, weeks + 1):
            file.write(f"{week},{week}," + ",".join(str(byte % 7) for byte in rng.randbytes(number)) + "\n")
    asked = {"b": 3, "w": 3, "noPeriods": 10, "pastWeeksNotIncluded": 26, "thresholdMethod": "nbPlugin", "range_first": weeks,
             "range_last": weeks}  # fmt: skip
    (folder / "control.json").write_text(json.dumps({"freq": 52, "farrington": {"last": asked}, "ears": {}}))
