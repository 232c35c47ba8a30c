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

FILE = "data/police/recorded_crime/mps_race_religious_aggravated_public_fear_borough_monthly.csv"
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


def judged(path: Path, name: str, month: date, way: str) -> Judged:
    recipe, ruptures = WAYS[way]
    series = make_series(Period.MONTH, published(path)[name], ruptures=ruptures)
    return judge(series, recipe, since=month)[0]


def line(path: Path, month: date, way: str) -> list[str]:
    """One row of the document's table."""
    found = judged(path, LONDON, month, way)
    out = sorted(n for n in published(path) if n != LONDON and judged(path, n, month, way).is_unusual)
    says = "no answer" if found.high is None else "unusual" if found.is_unusual else "as usual"
    return [
        period_words(month, Period.MONTH),
        way,
        f"{found.observed:,}",
        "–" if found.expected is None or found.high is None else f"{found.expected:,.1f}",
        "–" if found.low is None else f"{found.low:,}",
        "–" if found.high is None else f"{floor(found.high):,}",
        says,
        f"{len(out)}",
    ]


def rows() -> list[list[str]]:
    """The rows of the table as they stand in the document."""
    lines = [text for text in DOCUMENT.read_text(encoding="utf-8").splitlines() if text.startswith("| ")]
    cells = [[cell.strip() for cell in text.strip("|").split("|")] for text in lines]
    return [each for each in cells if each[0] in {"July 2016", "August 2024"}]


def test_the_document_has_a_row_for_each_month_and_way():
    written = {(row[0], row[1]) for row in rows()}
    assert written == {(month, way) for month in ("July 2016", "August 2024") for way in WAYS}


@pytest.mark.parametrize("month", [JULY, AUGUST])
@pytest.mark.parametrize("way", WAYS)
def test_every_figure_is_what_the_method_says_of_the_published_file(
    shared: Path, month: date, way: str, count: Callable[[str, int], None]
):
    expected = line(shared / FILE, month, way)
    assert expected in rows()
    count("early warning: rows of the worked example worked out again", 1)


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
