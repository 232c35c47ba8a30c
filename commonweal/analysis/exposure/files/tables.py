"""Which rows and columns does a table of comma-separated values hold?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.analysis.exposure.files.opening import text_of
from commonweal.analysis.exposure.files.written import number_of
from commonweal.analysis.exposure.values import NotPossible

MOST_ROWS = 2_000_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000
LON = ("lon", "lng", "long", "longitude", "x")
LAT = ("lat", "latitude", "y")
EAST, NORTH = ("easting", "eastings", "east"), ("northing", "northings", "north")


@dataclass(frozen=True)
class Table:
    heads: tuple[str, ...]
    """As they stand in the file, tidy."""
    rows: tuple[Sequence[str], ...]

    def column(self, names: Iterable[str]) -> int | None:
        """The first column under one of these names, in the order of the names."""
        known = {head.casefold().replace(" ", "_"): at for at, head in reversed(list(enumerate(self.heads)))}
        return next((known[name] for name in names if name in known), None)

    def position_columns(self) -> tuple[int, int] | None:
        for first, second in ((LON, LAT), (EAST, NORTH)):
            east, north = self.column(first), self.column(second)
            if east is not None and north is not None:
                return east, north
        return None


def read_table(data: bytes, path: Path) -> Table:
    """Heads and rows, every row as long as the heads. Raises NotPossible."""
    text = text_of(data, path)
    if "\0" in text:
        raise NotPossible(f"{path} is not a table of comma-separated values.")
    first = text.lstrip("\n\r").split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows: list[list[str]] = []
    csv.field_size_limit(LONGEST_CELL)  # one for the whole process, and others set their own
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise NotPossible(f"{path} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns.")
    except csv.Error as broken:
        raise NotPossible(f"{path} is not a table of comma-separated values ({broken}).") from None
    heads = tuple(" ".join(cell.split()) for cell in rows[0]) if rows else ()
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(heads):
            raise NotPossible(f"{path} has {len(row)} values in row {number} under {len(heads)} headings.")
    return Table(heads, tuple(rows[1:]))


def position_in(row: Sequence[str], columns: tuple[int, int], number: int) -> tuple[float, float] | None:
    """East and north, or longitude and latitude, of a row; None where both are blank."""
    east, north = (row[at].strip() for at in columns)
    if not east and not north:
        return None
    return (
        number_of(east, f"The longitude or easting in row {number}"),
        number_of(north, f"The latitude or northing in row {number}"),
    )
