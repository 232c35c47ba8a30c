"""What is each line, taken by itself: its words, its mark, how far in it stands, whether a gap comes before it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.reading.lines.marks import Mark, read_mark
from commonweal.reading.text import clean
from commonweal.reading.values import Document, Line

_GAP = re.compile(r"\s+")


@dataclass(frozen=True)
class Row:
    """A non-blank line. text is the whole line in plain words, content what stands after its mark."""

    number: int
    text: str
    content: str
    mark: Mark | None
    indent: int
    bold: bool | None
    heading: int
    gap_before: bool
    wide: str
    """The line with the gaps between its columns kept."""
    strong: tuple[str, ...] = ()


def _words(line: Line) -> str:
    cells = [cell.strip() for cell in line.cells if cell.strip()]
    if len(cells) == 2 and len(line.cells) == 2:
        return f"{cells[0].rstrip(':')}: {cells[1]}"
    return clean(line.text).strip() or " | ".join(cells)


def rows_of(document: Document) -> Iterator[Row]:
    """The non-blank lines of a document in order."""
    gap, previous = True, None
    for line in document.lines:
        wide = _words(line)
        if not wide:
            gap = True
            continue
        mark, content = read_mark(wide, previous)
        if mark is not None and mark.style in ("letter", "roman"):
            previous = mark
        yield Row(
            line.number,
            _GAP.sub(" ", wide),
            _GAP.sub(" ", content),
            mark,
            line.indent,
            line.bold,
            line.heading,
            gap,
            wide,
            line.strong,
        )
        gap = False
