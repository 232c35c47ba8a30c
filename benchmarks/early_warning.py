"""How long does the improved Farrington method take for one week of one series, beside R's own package surveillance?

Both are asked in one run for the same series and settings; start-up and the one compilation are left aside and printed by
themselves. Where R is not installed and may be (Debian, root), it is installed first; elsewhere the comparison is skipped
and says so. It also prints how the time grows with series and weeks, and how much memory it takes. The exit status is 1 where
the improved method, over all its settings, is less than a hundred times as fast as R, or where a week of a series takes more
than twice as long at one size as at another. Only figures of one run are compared, never a figure with a clock.

`python3 run bench early_warning`, or with `--short` for fewer weeks and series and no installing
"""

from __future__ import annotations

import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RUNS = 5
WEEKS, SERIES, R_WEEKS = 260, 4, 30
FASTER, GROWTH = 100, 2.0
SIZES = ((50, 52), (100, 52), (200, 52), (400, 52), (400, 104), (400, 156))
SHORT_SIZES = ((25, 52), (100, 52), (100, 156))
FARRINGTON = {
    "uk_nb_b3": {"b": 3, "thresholdMethod": "nbPlugin", "alpha": 0.005, "pThresholdTrend": 1},
    "uk_nb_b5": {"b": 5, "thresholdMethod": "nbPlugin", "alpha": 0.005, "pThresholdTrend": 1},
    "muan_b3": {"b": 3, "thresholdMethod": "muan", "alpha": 0.01, "pThresholdTrend": 1},
    "delta_b3": {"b": 3, "thresholdMethod": "delta", "alpha": 0.01, "pThresholdTrend": 0.05},
    "orig_delta": {"b": 3, "noPeriods": 1, "pastWeeksNotIncluded": 3, "weightsThreshold": 1, "alpha": 0.05},
}
USUAL = {
    "w": 3, "noPeriods": 10, "pastWeeksNotIncluded": 26, "reweight": True, "weightsThreshold": 2.58, "trend": True,
    "pThresholdTrend": 0.05, "limit54": [5, 4], "powertrans": "2/3", "populationOffset": False,
    "thresholdMethod": "delta",
}  # fmt: skip


def series(many: int, weeks: int) -> dict[str, list[int]]:
    from commonweal.analysis.early_warning.tests.made_up import KINDS

    rng = random.Random(2013)
    kinds = ("plain", "rare", "spikes", "large")
    return {f"{kinds[at % 4]}_{at}": KINDS[kinds[at % 4]](rng, weeks, 52) for at in range(many)}


def main(arguments: list[str]) -> int:
    short = "--short" in arguments
    print(
        f"Early warning (Python {platform.python_version()}, median of {RUNS} runs, seconds of one processor)\n"
    )
    if not short:
        _start_up()
    ratio = _beside_r(short=short)
    growth = _growth(SHORT_SIZES if short else SIZES)
    print(
        f"\nPeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )
    return verdict(ratio, growth)


def verdict(ratio: float | None, growth: float) -> int:
    """ratio is R's time beside ours over all settings of the improved method, None where R is not here."""
    if ratio is not None:
        print(f"R / ours, over all settings of the improved method: {ratio:.0f} (at least {FASTER} wanted)")
    print(
        f"A week of a series at the slowest size, beside the quickest: {growth:.2f} (at most {GROWTH} wanted)"
    )
    return int((ratio is not None and ratio < FASTER) or growth > GROWTH)


def _start_up() -> None:
    code = (
        "import time; a = time.process_time()\n"
        "from commonweal.analysis.early_warning import *\n"
        "b = time.process_time(); find_unusual(Series([3] * 300), FarringtonSettings())\n"
        "print(b - a, time.process_time() - b)"
    )
    with tempfile.TemporaryDirectory() as empty:
        for label in ("compiling, once on each machine", "afterwards"):
            settings = {**os.environ, "NUMBA_CACHE_DIR": empty}
            done = subprocess.run(
                [sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True
            )
            importing, first = map(float, done.stdout.split())
            print(f"Start, {label}: import {importing:.1f} s, first answer {first:.1f} s")


# Beside R


def _beside_r(*, short: bool) -> float | None:
    from commonweal.analysis.early_warning.tests import beside_r

    if not beside_r.is_here() and not short:
        _try_to_install()
        beside_r.is_here.cache_clear()
    if not beside_r.is_here():
        print(f"\nBeside R: skipped, {beside_r.LACKING}.")
        return None
    made = series(SERIES, WEEKS + 60)
    last = WEEKS + 60
    control: dict[str, Any] = {
        "freq": 52,
        "epochAsDate": False,
        "farrington": {
            name: {**USUAL, **own, "range_first": last - R_WEEKS + 1, "range_last": last}
            for name, own in FARRINGTON.items()
        },
        "ears": {
            name: {"method": name, "range_first": 20, "range_last": last} for name in ("C1", "C2", "C3")
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        beside_r.write_folder(Path(folder), control, made)
        # by turns, and the best of each, so that whatever else the machine does disturbs both alike
        rounds = [
            (beside_r.ask(Path(folder), Path(folder) / "out"), _ours(Path(folder)))
            for _ in range(2 if short else 3)
        ]
        theirs_in_all = ours_in_all = 0.0
        print(f"\n{'':12}{'R, ms':>10}{'ours, ms':>10}{'R / ours':>10}   per week of a series")
        for name in rounds[0][1]:
            ours = min(by_us[name] for _, by_us in rounds)
            weeks = SERIES * (R_WEEKS if name.startswith("farrington") else last - 19)
            r = min(by_r[name] for by_r, _ in rounds) / weeks
            print(f"{name.removeprefix('farrington_'):12}{r * 1e3:10.3f}{ours * 1e3:10.4f}{r / ours:10.0f}")
            if name.startswith("farrington"):
                theirs_in_all, ours_in_all = theirs_in_all + r, ours_in_all + ours
    return theirs_in_all / ours_in_all


def _ours(folder: Path) -> dict[str, float]:
    """The same weeks, through the same function that pages use. EARS is asked with all its findings made."""
    from commonweal.analysis.early_warning import Mode, find_unusual
    from commonweal.analysis.early_warning.folders import read_folder

    read = read_folder(folder, Mode.COMPAT)
    every = list(read.series)
    found = {}
    for asked in read.asked:

        def judge_all(asked: Any = asked) -> int:
            return sum(
                len(find_unusual(one, asked.settings, first=asked.first, last=asked.last)) for one in every
            )

        weeks = judge_all()
        found[asked.file.removesuffix(".csv")] = median_seconds(judge_all) / weeks
    return found


def _try_to_install() -> None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print("\nInstalling R and its package surveillance …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "r-base-core", "r-cran-surveillance"],
    ):
        subprocess.run(["apt-get", *words], env=quiet, capture_output=True, check=False)


# Growth


def _growth(sizes: tuple[tuple[int, int], ...]) -> float:
    """How many times as long a week of a series takes at the slowest size as at the quickest."""
    from commonweal.analysis.early_warning import FarringtonSettings, Series, find_latest, find_unusual

    settings = FarringtonSettings(years_back=3)
    print(
        f"\n{'series':>8}{'weeks judged':>14}{'seconds':>10}{'µs per week of a series':>26}{'MiB more':>10}"
    )
    each = []
    for many, weeks in sizes:
        made = [Series(counts) for counts in series(many, 159 + weeks).values()]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        def judge_all(made: list[Series] = made) -> None:
            for one in made:
                find_unusual(one, settings)

        took = median_seconds(judge_all, runs=3)
        each.append(took / many / weeks)
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"{many:8}{weeks:14}{took:10.2f}{took / many / weeks * 1e6:26.1f}{more:10.1f}")
    made = [Series(counts) for counts in series(2000, 212).values()]
    print(f"\nThe latest week of 2,000 series: {median_seconds(lambda: find_latest(made, settings)):.2f} s")
    return max(each) / min(each)


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Of the processor, so that whatever else the machine does does not count."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
