"""Which character separates the columns of this text, if any does?"""

from __future__ import annotations

import csv
import io
from collections import Counter

CANDIDATES = (",", ";", "\t", "|")


def separator_of(text: str) -> str:
    """The candidate that cuts the first rows most evenly into the most columns; a comma where none does."""
    return max(CANDIDATES, key=lambda candidate: _evenness(text, candidate))


def looks_like_table(text: str, *, named: bool) -> bool:
    """Whether text that nobody called CSV is a table all the same, such as cells pasted from a spreadsheet.

    Prose has commas too, so commas count only where no name says that this is plain text, and only when every row has
    the same three or more columns.
    """
    for candidate in ("\t",) if named else ("\t", ";", ","):
        widths = _widths(text, candidate)
        if len(widths) >= 2 and min(widths) >= 3 and min(widths) == max(widths):
            return True
    return False


def _evenness(text: str, candidate: str) -> tuple[float, int]:
    widths = _widths(text, candidate)
    if not widths:
        return (0.0, 0)
    width, rows = Counter(widths).most_common(1)[0]
    return (0.0, 0) if width < 2 else (rows * min(width, 12) / len(widths), width)


def _widths(text: str, candidate: str) -> list[int]:
    sample = text[:50_000]
    if len(text) > len(sample):
        sample = sample.rpartition("\n")[0]
    try:
        rows = [
            row
            for row, _ in zip(
                csv.reader(io.StringIO(sample, newline=""), delimiter=candidate), range(50), strict=False
            )
        ]
    except csv.Error:
        return []
    return [len(row) for row in rows if any(cell.strip() for cell in row)]
