"""Which month does a cell name?"""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
EARLIEST = 1900
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/]0?1)?(?:[ T]00:00(?::00)?)?", re.ASCII)
_MONTH_FIRST = re.compile(r"(?:0?1/)?(\d{1,2})/(\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"([A-Za-z]{3,9})[ -](\d{4})", re.ASCII)


def month_of(words: str) -> date | None:
    """The first day of the month that is meant: 2016-07, 2016-07-01, 07/2016, Jul 2016; None for anything else."""
    words = words.strip()
    if found := _YEAR_FIRST.fullmatch(words):
        return _first(int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(words):
        return _first(int(found[2]), int(found[1]))
    if found := _IN_WORDS.fullmatch(words):
        return _first(int(found[2]), MONTHS.get(found[1].lower()[:3], 0))
    return None


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and year >= EARLIEST else None


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
