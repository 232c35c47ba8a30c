"""What do lines say together, once it is known which belong together?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from commonweal.reading.lines.marks import Mark
from commonweal.reading.lines.rows import Row


@dataclass(frozen=True)
class Block:
    """One or more rows that say one thing; the first carries the mark."""

    rows: tuple[Row, ...]

    @cached_property
    def text(self) -> str:
        """The whole of it, with its mark."""
        return _join([row.text for row in self.rows])

    @cached_property
    def content(self) -> str:
        """The whole of it without its mark."""
        return _join([self.rows[0].content, *(row.text for row in self.rows[1:])])

    @cached_property
    def lines(self) -> tuple[int, ...]:
        return tuple(row.number for row in self.rows)

    @property
    def line(self) -> int:
        return self.rows[0].number

    @property
    def mark(self) -> Mark | None:
        return self.rows[0].mark

    @property
    def style(self) -> str:
        return self.rows[0].mark.style if self.rows[0].mark else ""

    @property
    def indent(self) -> int:
        return self.rows[0].indent

    @property
    def gap_before(self) -> bool:
        return self.rows[0].gap_before

    @cached_property
    def bold(self) -> bool:
        return all(row.bold for row in self.rows)

    @cached_property
    def heading(self) -> int:
        return self.rows[0].heading

    @cached_property
    def wide(self) -> str:
        """The text with its column gaps, where it is a single line."""
        return self.rows[0].wide if len(self.rows) == 1 else self.text


def _join(pieces: list[str]) -> str:
    joined = pieces[0]
    for piece in pieces[1:]:
        joined += piece if joined.endswith("-") and piece[:1].islower() else " " + piece
    return joined
