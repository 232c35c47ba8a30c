"""The method agrees on series that nobody has seen: with R where it is installed, and with a plain second writing."""

from __future__ import annotations

import math
import random
import warnings
from datetime import date
from pathlib import Path

import pytest

from commonweal.analysis.early_warning import FarringtonSettings, Finding, Mode, Series, find_unusual
from commonweal.analysis.early_warning.command_line import main
from commonweal.analysis.early_warning.folders import Folder, farrington_settings, read_folder
from commonweal.analysis.early_warning.tests import beside_r, plain
from commonweal.analysis.early_warning.tests.comparing import TOLERANCE, Row, differences, rows_of
from commonweal.analysis.early_warning.tests.made_up import (
    KINDS,
    ears_control,
    farrington_control,
    first_days,
)

pytestmark = pytest.mark.once


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_a_second_plain_writing_finds_the_same(seed, count):
    rng = random.Random(seed)
    per_year = rng.choice([52, 52, 12, 26])
    length = 6 * per_year + 9
    for make in KINDS.values():
        counts = make(rng, length, per_year)
        settings = farrington_settings(farrington_control(rng, per_year, length), rng.choice(list(Mode)))
        starts = (
            [date.fromisoformat(day) for day in first_days(length, per_year, rng)]
            if per_year in {12, 52}
            else None
        )
        calendar = starts if rng.random() < 0.5 else None
        series = Series(counts, per_year=per_year, starts=calendar)
        for finding in find_unusual(series, settings, first=length - 2):
            count("early warning: fits done twice", compare_with_plain(finding, series, settings))


def compare_with_plain(finding: Finding, series: Series, settings: FarringtonSettings) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        again = plain.judge(list(series.counts), finding.at, settings, series.per_year, starts=series.starts)
    assert (again is None) == (finding.phi is None), (finding, settings)
    if again is None or again.shaky:
        return 0
    pairs = [(again.phi, finding.phi), (again.expected, finding.expected), (again.upper, finding.upper_bound)]
    for theirs, mine in pairs:
        if mine is not None and not math.isnan(theirs):
            assert abs(mine - theirs) <= TOLERANCE * max(1.0, abs(theirs)), (finding, again, settings)
    assert finding.trend == again.kept
    return 1


@pytest.mark.slow
@pytest.mark.skipif(not beside_r.is_here(), reason=beside_r.LACKING)
@pytest.mark.parametrize("seed", range(3))
def test_r_says_the_same_of_series_it_has_never_seen(seed, tmp_path, count):
    rng = random.Random(9_000 + seed)
    per_year, dated, peopled = [(52, False, True), (52, True, False), (12, True, True)][seed]
    length = 6 * per_year + rng.randint(1, 20)
    series = {kind: make(rng, length, per_year) for kind, make in KINDS.items()}
    people = (
        {kind: [round(rng.uniform(1e4, 1e5)) for _ in range(length)] for kind in series} if peopled else None
    )
    control = {
        "freq": per_year,
        "epochAsDate": dated,
        "farrington": {f"made_up_{i}": farrington_control(rng, per_year, length) for i in range(2)},
        "ears": {f"made_up_{i}": ears_control(rng, length) for i in range(3)},
    }
    control["farrington"]["made_up_0"]["populationOffset"] = peopled
    epochs = first_days(length, per_year, rng) if dated else None
    beside_r.write_folder(tmp_path, control, series, epochs=epochs, population=people)
    beside_r.ask(tmp_path, tmp_path / "theirs")
    assert main([str(tmp_path), "--out", str(tmp_path / "ours")]) == 0
    compared, found = differences(
        tmp_path / "theirs", tmp_path / "ours", tmp_path / "control.json",
        leave_out=Shaky(read_folder(tmp_path, Mode.COMPAT)),
    )  # fmt: skip
    count("early warning: numbers of unseen series compared with R", compared)
    assert compared > 5_000
    assert not found, found[:10]


@pytest.mark.slow
@pytest.mark.skipif(not beside_r.is_here(), reason=beside_r.LACKING)
def test_compat_copies_where_r_places_the_present_after_a_gap_and_corrected_does_not(tmp_path):
    """By date, with the oldest window missing and a falling trend: the gap must not move the present."""
    rng, length = random.Random(5), 330
    counts = KINDS["falling"](rng, length, 52)
    for place in range(length - 166, length - 154):
        counts[place] = None
    asked = {
        **farrington_control(rng, 52, length), "b": 3, "w": 3, "noPeriods": 10, "pastWeeksNotIncluded": 26,
        "trend": True, "pThresholdTrend": 1, "thresholdMethod": "nbPlugin", "limit54": [0, 4],
    }  # fmt: skip
    control = {"freq": 52, "epochAsDate": True, "farrington": {"gap": asked}, "ears": {}}
    beside_r.write_folder(tmp_path, control, {"falling": counts}, epochs=first_days(length, 52, rng))
    beside_r.ask(tmp_path, tmp_path / "theirs")
    for mode in Mode:
        assert main([str(tmp_path), "--out", str(tmp_path / mode), "--mode", mode]) == 0
    compared, found = differences(tmp_path / "theirs", tmp_path / Mode.COMPAT, tmp_path / "control.json")
    assert compared > 50
    assert not found
    expected = [
        float(rows_of(tmp_path / mode / "farrington_gap.csv")[-1]["expected"])
        for mode in (Mode.COMPAT, Mode.CORRECTED)
    ]
    assert expected[0] > expected[1] * 1.02


class Shaky:
    """Rows where R's own answer hangs on rounding, as the plain writing sees it."""

    def __init__(self, folder: Folder) -> None:
        self.series = {one.name: one for one in folder.series}
        self.settings = {Path(asked.file).stem: asked.settings for asked in folder.asked}

    def __call__(self, name: str, row: Row) -> bool:
        settings, one = self.settings[name], self.series[row["unit"]]
        if not isinstance(settings, FarringtonSettings):
            return False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            again = plain.judge(
                list(one.counts),
                int(row["t"]) - 1,
                settings,
                one.per_year,
                population=one.population,
                starts=one.starts,
            )
        return again is not None and again.shaky
