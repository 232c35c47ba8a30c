"""Which problems come again in how the law is enforced, in how many boroughs and months, and what of it may go out?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from commonweal.act.agreements.models import PracticeProblem
from commonweal.act.agreements.rules.small_numbers import (
    KEPT_BACK,
    Protected,
    next_quarter,
    protect,
    quarter_in_words,
    quarter_of,
)
from commonweal.act.agreements.rules.words import CATEGORIES, SOURCES
from commonweal.design.words import count
from commonweal.ground.visibility.rules import Viewer

BOROUGHS = 2  # in so many at once a problem is more than one borough's


@dataclass(frozen=True)
class Recurrence:
    """One kind of problem over all boroughs and months that were counted."""

    category: str
    words: str
    number: int
    boroughs: int
    months: int
    sources: list[str]

    @property
    def recurs(self) -> bool:
        return self.boroughs >= BOROUGHS or self.months >= BOROUGHS


def list_problems(viewer: Viewer) -> QuerySet[PracticeProblem]:
    rows = PracticeProblem.objects.visible_to(viewer).select_related("area")
    return rows.defer("area__boundary", "area__outline")


def recurrences(rows: Iterable[PracticeProblem]) -> list[Recurrence]:
    """Widest first: by boroughs, then months, then number."""
    by_category: dict[str, list[PracticeProblem]] = defaultdict(list)
    for row in rows:
        by_category[row.category].append(row)
    found = [
        Recurrence(
            category, CATEGORIES[category], sum(row.number for row in known), len({row.area_id for row in known}),
            len({row.month_on for row in known}), sorted({SOURCES[row.source] for row in known}),
        )
        for category, known in by_category.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.boroughs, -one.months, -one.number, one.words))


def sentence(found: list[Recurrence]) -> str:
    again = [one for one in found if one.recurs]
    if not found:
        return "No problem has been counted yet."
    if not again:
        return "No problem was counted in more than one borough or month."
    first = again[0]
    return (
        f"{count(len(again), 'kind')} of problem came again. Widest: {first.words[:1].lower()}{first.words[1:]}, "
        f"in {count(first.boroughs, 'borough')} and {count(first.months, 'month')}."
    )


@dataclass(frozen=True)
class ForInspectorate:
    """One quarter as it goes out."""

    start: date
    words: str
    table: Protected
    quarters: list[tuple[str, str]]


def quarters_of(viewer: Viewer) -> list[date]:
    months = PracticeProblem.objects.visible_to(viewer).values_list("month_on", flat=True).distinct()
    return sorted({quarter_of(month) for month in months}, reverse=True)


def for_inspectorate(viewer: Viewer, asked: str = "") -> ForInspectorate | None:
    """asked is the first day of a quarter; the newest one that has anything where it names none of them."""
    quarters = quarters_of(viewer)
    if not quarters:
        return None
    start = next((quarter for quarter in quarters if quarter.isoformat() == asked), quarters[0])
    rows = list(list_problems(viewer).filter(month_on__gte=start, month_on__lt=next_quarter(start)))
    counts: dict[tuple[Any, Any], int] = defaultdict(int)
    areas: dict[Any, str] = {}
    for row in rows:
        counts[row.category, row.area_id] += row.number
        areas[row.area_id] = row.area.name
    named = sorted(areas.items(), key=lambda one: one[1])
    found = [(key, words) for key, words in CATEGORIES.items() if any(key == each for each, _ in counts)]
    return ForInspectorate(
        start, quarter_in_words(start), protect(counts, found, named),
        [(quarter.isoformat(), quarter_in_words(quarter)) for quarter in quarters],
    )  # fmt: skip


def as_words(number: int | None) -> str:
    return KEPT_BACK if number is None else str(number)


def columns_of(shown: ForInspectorate) -> tuple[str, ...]:
    return ("quarter", "problem", *shown.table.columns, "all boroughs", "found in boroughs")


def table_of(shown: ForInspectorate) -> list[dict[str, Any]]:
    """As the page shows it: what is kept back is kept back here too."""
    lines = [
        (shown.words, line.name, *map(as_words, line.cells), as_words(line.total), str(line.found_in))
        for line in shown.table.lines
    ]
    totals = (
        shown.words,
        "all problems",
        *map(as_words, shown.table.totals),
        as_words(shown.table.total),
        "",
    )
    return [dict(zip(columns_of(shown), row, strict=True)) for row in [*lines, totals]]
