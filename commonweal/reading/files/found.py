"""What is one line of a document, before it has its number?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..values import CannotRead
from .decoding import without_controls
from .limits import MAX_CHARACTERS, MAX_LINE_LENGTH, MAX_LINES


@dataclass(frozen=True)
class FoundLine:
    text: str
    bold: bool | None = None
    heading: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0
    strong: tuple[str, ...] = ()

    def as_row(self, number: int) -> list[object]:
        return [
            number,
            without_controls(self.text),
            self.bold,
            self.heading,
            self.indent,
            [without_controls(cell) for cell in self.cells],
            self.table,
            [without_controls(part) for part in self.strong],
        ]


class Lines:
    """Collects lines and stops when there are more of them than any paper has."""

    def __init__(self) -> None:
        self.found: list[FoundLine] = []
        self.tables = 0
        self._characters = 0

    def add(self, line: FoundLine) -> None:
        size = len(line.text) + sum(map(len, line.cells))
        self._characters += size
        if size > 2 * MAX_LINE_LENGTH:
            raise CannotRead(
                f"Line {len(self.found) + 1} of this file is longer than {MAX_LINE_LENGTH:,} characters: "
                "break it and try again."
            )
        if len(self.found) >= MAX_LINES:
            raise CannotRead(
                f"This file has more than {MAX_LINES:,} lines: split it into several files and try again."
            )
        if self._characters > MAX_CHARACTERS:
            raise CannotRead(
                f"This file holds more than {MAX_CHARACTERS:,} characters: split it into several files and try again."
            )
        self.found.append(line)

    def blank(self) -> None:
        """One empty line, never two: what separates blocks in the source separates them here."""
        if self.found and (self.found[-1].text or self.found[-1].cells):
            self.add(FoundLine(""))

    def next_table(self) -> int:
        self.tables += 1
        return self.tables

    def row(
        self,
        cells: list[str],
        table: int,
        *,
        own: list[str] | None = None,
        bold: bool | None = None,
        strong: tuple[str, ...] = (),
    ) -> None:
        """A row of a table; own holds its cells without what merged cells above it bring along."""
        text = " | ".join(one_line(cell) for cell in (cells if own is None else own) if cell.strip())
        self.add(FoundLine(text, bold=bold, cells=tuple(cells), table=table, strong=strong))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def with_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy_cell(text: str) -> str:
    """A cell with its own line breaks kept and every other run of space made one."""
    lines = (one_line(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
