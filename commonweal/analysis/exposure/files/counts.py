"""How many people of each community does a file count in each area?

Two layouts: a column for each community, or a row for each area and community (as census tables are given out). Shares and
percentages are left out and said; what is missing stays missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from commonweal.analysis.exposure.files.areas import CODES
from commonweal.analysis.exposure.files.opening import MOST_LAYER, Kind, naming, open_file
from commonweal.analysis.exposure.files.tables import Table, read_table
from commonweal.analysis.exposure.files.written import number_of
from commonweal.analysis.exposure.layers import CountTable
from commonweal.analysis.exposure.values import NotPossible, Numbers

COUNTS = ("n", "count", "value", "people", "observation", "obs_value")
MISSING = {"", "-", "–", "..", ":", "*", "c", "x", "na", "n/a", "nan", "null"}
_TOTAL = re.compile(
    r"(all|total|population|everybody|all_persons|(all|total)_.*(residents|people|persons|population).*)"
)
_COUNTED = re.compile(r"\d{1,3}(,\d{3})+|\d+(\.\d+)?")
MOST_COMMUNITIES = 500


@dataclass(frozen=True)
class _Column:
    head: str
    cells: Sequence[str]
    values: Numbers | None
    """None where it holds words."""

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.fullmatch(re.sub(r"[^a-z]+", "_", self.head.casefold()).strip("_")))

    @property
    def is_share(self) -> bool:
        known = np.zeros(0) if self.values is None else self.values[np.isfinite(self.values)]
        return bool(len(known) and (known % 1 != 0).any())


def read_counts(path: Path) -> CountTable:
    """Raises NotPossible with one sentence."""
    data, kind = open_file(path, MOST_LAYER)
    with naming(path):
        if kind is not Kind.TABLE:
            raise NotPossible("Counts are read from a table of comma-separated values.")
        table = read_table(data, path)
        at = _code_column(table)
        codes = [row[at].strip() for row in table.rows]
        if "" in codes:
            raise NotPossible(f"Row {codes.index('') + 2} names no area.")
        columns = [_column(table, number) for number in range(len(table.heads)) if number != at]
        if len(set(codes)) < len(codes):
            return _long(codes, columns, path)
        return _wide(codes, columns, path)


def _code_column(table: Table) -> int:
    known = table.column(CODES)
    if known is not None:
        return known
    found = [at for at, head in enumerate(table.heads) if head.casefold().endswith(("code", "cd"))]
    if len(found) != 1:
        raise NotPossible("The counts need one column named code that says which area each row is about.")
    return found[0]


def _column(table: Table, at: int) -> _Column:
    cells = [row[at].strip() for row in table.rows]
    try:
        values = [
            np.nan if cell.casefold() in MISSING else _count(cell, table.heads[at], number)
            for number, cell in enumerate(cells, 2)
        ]
    except _Words:
        return _Column(table.heads[at], cells, None)
    return _Column(table.heads[at], cells, np.array(values))


class _Words(Exception):
    """The column holds words, so it cannot be one of counts."""


def _count(cell: str, head: str, number: int) -> float:
    if re.fullmatch(r"\d{1,3}(,\d{3})+", cell):
        cell = cell.replace(",", "")
    try:
        value = number_of(cell, "")
    except NotPossible:
        raise _Words from None
    if value < 0 or not np.isfinite(value):
        raise NotPossible(
            f"Row {number} holds {cell[:40]} under {head!r}; no count of people is below 0 or without end."
        )
    return value


def _wide(codes: Sequence[str], columns: Sequence[_Column], path: Path) -> CountTable:
    counts = [each for each in columns if each.values is not None and not each.is_share]
    communities = [each for each in counts if not each.is_total]
    totals = [each for each in counts if each.is_total]
    _check_many([each.head for each in communities])
    notes = [*_left_out([each.head for each in columns if each.is_share], path), *_mixed(columns, path)]
    found = [each.values for each in communities if each.values is not None]
    return CountTable(
        tuple(each.head for each in communities), tuple(codes), np.column_stack(found),
        totals[0].values if totals else None, tuple(notes),
    )  # fmt: skip


def _long(codes: Sequence[str], columns: Sequence[_Column], path: Path) -> CountTable:
    kind, count, total = _roles(columns)
    assert count.values is not None
    if count.is_share:
        raise NotPossible(f"{count.head!r} holds shares; counts of people are whole numbers.")
    areas = {code: at for at, code in enumerate(dict.fromkeys(codes))}
    communities = {name: at for at, name in enumerate(dict.fromkeys(kind))}
    _check_many(list(communities))
    _check_once(codes, kind)
    at = np.array([areas[code] for code in codes])
    made = np.full((len(areas), len(communities)), np.nan)
    made[at, [communities[name] for name in kind]] = count.values
    if total is None or total.values is None:
        note = f"{path.name} says no total for each area: the sum of its counts was taken."
        return CountTable(tuple(communities), tuple(areas), made, made.sum(axis=1), (note,))
    everybody = np.full(len(areas), np.nan)
    everybody[at] = total.values
    return CountTable(tuple(communities), tuple(areas), made, everybody)


def _check_once(codes: Sequence[str], kind: Sequence[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for row, (code, name) in enumerate(zip(codes, kind, strict=True), 2):
        if (code, name) in seen:
            raise NotPossible(f"{name!r} is counted twice for the area {code!r} (row {row}).")
        seen.add((code, name))


def _roles(columns: Sequence[_Column]) -> tuple[Sequence[str], _Column, _Column | None]:
    """Which column says the community, which counts, and which says how many there are in all."""
    words = [each for each in columns if each.values is None]
    numbers = [each for each in columns if each.values is not None and not each.is_total]
    named = [each for each in numbers if each.head.casefold() in COUNTS] or numbers
    if len(words) != 1 or len(named) != 1:
        raise NotPossible(
            "Where an area has several rows, there must be one column with words that names the community and one that "
            f"counts (named {COUNTS[0]} or {COUNTS[1]}); this table has {len(words)} and {len(named)}."
        )
    totals = [each for each in columns if each.is_total and each.values is not None]
    return words[0].cells, named[0], totals[0] if totals else None


def _check_many(names: Sequence[str]) -> None:
    if not names:
        raise NotPossible("The table has no column of counts.")
    if len(names) > MOST_COMMUNITIES:
        raise NotPossible(
            f"The table counts {len(names):,} communities; {MOST_COMMUNITIES} are the most that are taken."
        )
    if len(set(names)) < len(names):
        raise NotPossible(
            f"The column {next(n for at, n in enumerate(names) if n in names[:at])!r} stands twice."
        )


def _left_out(heads: Sequence[str], path: Path) -> list[str]:
    if not heads:
        return []
    return [f"{', '.join(heads)} of {path.name}: shares are no counts of people and were left out."]


def _mixed(columns: Sequence[_Column], path: Path) -> list[str]:
    """A word among counts makes a column one of words: whoever reads the answer hears that it was left out."""
    return [
        f"{each.head} of {path.name} holds words and numbers, such as {first_word[:40]!r}, and was left out."
        for each in columns
        if each.values is None and (first_word := _first_word(each.cells))
    ]


def _first_word(cells: Sequence[str]) -> str:
    """The first cell that is no number, where another one is a number."""
    known = [cell for cell in cells if cell.casefold() not in MISSING]
    words = [cell for cell in known if not _COUNTED.fullmatch(cell)]
    return words[0] if 0 < len(words) < len(known) else ""
