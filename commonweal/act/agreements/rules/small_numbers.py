"""Which numbers may go out, so that no small one can be read or worked out from the others?

A number from 1 to 4 is kept back. A sum is given only for a line in which nothing is kept back, so no published number
depends on one that is: whatever the hidden ones were, the table would read the same. Nought is said, because it speaks
of nobody. One table for each quarter is the only form in which these numbers go out: two forms could be subtracted.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST = 5
KEPT_BACK = "kept back"


def is_small(number: int) -> bool:
    return 0 < number < FEWEST


@dataclass(frozen=True)
class Line:
    """A row as it goes out: None is kept back. found_in counts the columns with any number at all."""

    name: str
    cells: tuple[int | None, ...]
    total: int | None
    found_in: int


@dataclass(frozen=True)
class Protected:
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[int | None, ...]
    total: int | None

    @property
    def kept_back(self) -> int:
        return sum(cell is None for line in self.lines for cell in line.cells)


def protect(
    counts: Mapping[tuple[Hashable, Hashable], int],
    rows: Sequence[tuple[Hashable, str]],
    columns: Sequence[tuple[Hashable, str]],
) -> Protected:
    """rows and columns are (key, words); what counts does not name is nought."""
    lines = [_line(words, [counts.get((key, column), 0) for column, _ in columns]) for key, words in rows]
    totals = tuple(_sum([line.cells[at] for line in lines]) for at in range(len(columns)))
    return Protected(tuple(words for _, words in columns), tuple(lines), totals, _sum(totals))


def _line(words: str, numbers: Sequence[int]) -> Line:
    cells = tuple(None if is_small(number) else number for number in numbers)
    return Line(words, cells, _sum(cells), sum(number > 0 for number in numbers))


def _sum(cells: Sequence[int | None]) -> int | None:
    """None as soon as one is kept back."""
    known = [cell for cell in cells if cell is not None]
    return sum(known) if len(known) == len(cells) else None


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(start: date) -> date:
    return date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)


def quarter_in_words(start: date) -> str:
    first = {1: "January to March", 4: "April to June", 7: "July to September", 10: "October to December"}
    return f"{first[start.month]} {start.year}"
