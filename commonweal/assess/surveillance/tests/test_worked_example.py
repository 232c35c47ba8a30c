"""Are the figures of docs/methods/early-warning-worked-example.md what the method says of the published file?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from math import floor
from pathlib import Path

import pytest

from commonweal.analysis.early_warning import FarringtonSettings
from commonweal.assess.surveillance.rules.judging import Judged, judge, period_words
from commonweal.assess.surveillance.rules.recipes import RECIPES, Period, Recipe
from commonweal.assess.surveillance.rules.series import Rupture, make_series
from commonweal.config.home import PROJECT
from commonweal.reading.files import open_table

FOLDER = "data/police/recorded_crime"
FILE = f"{FOLDER}/mps_race_religious_aggravated_public_fear_borough_monthly.csv"
WARDS = f"{FOLDER}/mps_race_religious_aggravated_public_fear_ward_monthly.parquet"
DOCUMENT = PROJECT / "docs" / "methods" / "early-warning-worked-example.md"
JULY, AUGUST = date(2016, 7, 1), date(2024, 8, 1)
RAMP = Rupture(date(2013, 1, 1), "The class had come into use by then.", restarts=True)
SYSTEM_CHANGE = Rupture(date(2024, 3, 1), "A new record system.", restarts=True)
LONDON = "London"


def farrington(**changes: object) -> Recipe:
    recipe = RECIPES["farrington"]
    settings = {}
    for period, kept in recipe.settings.items():
        assert isinstance(kept, FarringtonSettings)
        settings[period] = replace(kept, **changes)  # type: ignore[arg-type]
    return replace(recipe, settings=settings)


WAYS: dict[str, tuple[Recipe, tuple[Rupture, ...]]] = {
    "Farrington, five years": (RECIPES["farrington"], ()),
    "Farrington, nothing before 2013": (RECIPES["farrington"], (RAMP,)),
    "Farrington, three years": (farrington(years_back=3), ()),
    "Farrington, nothing before March 2024": (RECIPES["farrington"], (SYSTEM_CHANGE,)),
    "EARS C1": (RECIPES["ears_c1"], ()),
    "EARS C2": (RECIPES["ears_c2"], ()),
    "EARS C3": (RECIPES["ears_c3"], ()),
}


@cache
def published(path: Path) -> dict[str, dict[date, int]]:
    """The series of every borough by its name, and their sum."""
    found: dict[str, dict[date, int]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            month = date.fromisoformat(f"{row['month']}-01")
            for name in (row["borough"], LONDON):
                months = found.setdefault(name, {})
                months[month] = months.get(month, 0) + int(row["count"])
    return found


@cache
def published_wards(path: Path) -> dict[str, dict[date, int]]:
    """The series of every ward by its code. One ward has two rows a month, because two units record in it."""
    found: dict[str, dict[date, int]] = {}
    for _, (code, _, _, month, count) in open_table(path.read_bytes(), name=path.name)[1:]:
        months = found.setdefault(code, {})
        on = date.fromisoformat(f"{month}-01")
        months[on] = months.get(on, 0) + int(count)
    return found


def judged(counts: dict[date, int], month: date, way: str) -> Judged:
    recipe, ruptures = WAYS[way]
    return judge(make_series(Period.MONTH, counts, ruptures=ruptures), recipe, since=month)[0]


def unusual(series: dict[str, dict[date, int]], month: date, way: str) -> int:
    return sum(judged(counts, month, way).is_unusual for counts in series.values())


def line(boroughs: dict[str, dict[date, int]], month: date, way: str) -> list[str]:
    """One row of the document's first table."""
    found = judged(boroughs[LONDON], month, way)
    out = unusual({name: counts for name, counts in boroughs.items() if name != LONDON}, month, way)
    says = "no answer" if found.high is None else "unusual" if found.is_unusual else "as usual"
    return [
        period_words(month, Period.MONTH),
        way,
        f"{found.observed:,}",
        "–" if found.expected is None or found.high is None else f"{found.expected:,.1f}",
        "–" if found.low is None else f"{found.low:,}",
        "–" if found.high is None else f"{floor(found.high):,}",
        says,
        f"{out}",
    ]


def rows(width: int = 8) -> list[list[str]]:
    """The rows of the table of so many columns as they stand in the document."""
    lines = [text for text in DOCUMENT.read_text(encoding="utf-8").splitlines() if text.startswith("| ")]
    cells = [[cell.strip() for cell in text.strip("|").split("|")] for text in lines]
    return [each for each in cells if each[0] in {"July 2016", "August 2024"} and len(each) == width]


def test_the_document_has_a_row_for_each_month_and_way():
    for width in (8, 3):
        written = {(row[0], row[1]) for row in rows(width)}
        assert written == {(month, way) for month in ("July 2016", "August 2024") for way in WAYS}


@pytest.mark.parametrize("month", [JULY, AUGUST])
@pytest.mark.parametrize("way", WAYS)
def test_every_figure_is_what_the_method_says_of_the_published_file(
    shared: Path, month: date, way: str, count: Callable[[str, int], None]
):
    assert line(published(shared / FILE), month, way) in rows()
    count("early warning: rows of the worked example worked out again", 1)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("month", [JULY, AUGUST])
def test_every_figure_of_the_wards_is_what_the_method_says_of_the_published_file(
    shared: Path, month: date, count: Callable[[str, int], None]
):
    wards = published_wards(shared / WARDS)
    for way in WAYS:
        assert [period_words(month, Period.MONTH), way, f"{unusual(wards, month, way)}"] in rows(3)
    count("early warning: rows of the worked example worked out again", len(WAYS))


def test_the_sentences_about_the_wards_are_true(shared: Path):
    wards = published_wards(shared / WARDS)
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    july, august = (sorted(counts[month] for counts in wards.values()) for month in (JULY, AUGUST))
    for words in (
        f"{len(wards)} wards",
        f"{july.count(0)} wards recorded none in July 2016 and {august.count(0)} none in August 2024",
        f"at most {july[-1]} and {august[-1]}",
        f"{sum(july):,} and {sum(august):,}",
        f"{sum(len(counts) for counts in wards.values()):,} numbers",
    ):
        assert words in text
    assert july[len(july) // 2] == august[len(august) // 2] == 1


def test_the_sentences_about_the_file_are_true(shared: Path):
    london = published(shared / FILE)[LONDON]
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    by_year = {year: sum(n for m, n in london.items() if m.year == year) for year in range(2010, 2017)}
    for words in (
        f"{len(london)} months",
        f"{by_year[2011]:,} in 2011 to {by_year[2015]:,} in 2015",
        f"{london[date(2016, 6, 1)]:,} in June",
        f"{london[JULY]:,} in July 2016",
        f"{london[AUGUST]:,} in August 2024",
    ):
        assert words in text
