"""What does a printed document consist of? Values only: every output, on screen and on paper, is made from these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Where a text drops in a figure or a table, by its key.
MARKER = re.compile(r"\{(figure|table):([a-z0-9][a-z0-9_.-]{0,79})\}")


@dataclass(frozen=True)
class Text:
    """A run of words; `link` is an http, https or mailto address or nothing."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True)
class NoteMark:
    """Here the reader is pointed to note number n."""

    number: int


Span = Text | NoteMark
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    """`label` is the printed number ("3.", "2.1", "ii)"), `ordinal` the same as a whole number; 0 is unnumbered."""

    spans: Spans
    label: str = ""
    ordinal: int = 0


@dataclass(frozen=True)
class Heading:
    """A heading within a section; level 1 is the highest inside it."""

    spans: Spans
    level: int = 1


@dataclass(frozen=True)
class Item:
    spans: Spans
    below: tuple[Listing, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list with bullets, or with numbers from `start`."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of plain words under column headings; the first column names each row. `note` is 0 without a note."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: int = 0


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG; `says` is what it shows, for whoever does not see it."""

    svg: str
    says: str
    caption: str


Block = Paragraph | Heading | Listing | Table | Picture


@dataclass(frozen=True)
class Part:
    """One section: heading as printed, and what stands under it."""

    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Note:
    """A footnote; `key` is the figure it is about."""

    number: int
    text: str
    key: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document, ready for any form."""

    title: str
    body: str
    language: str = "en-GB"
    head: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()
    closing: tuple[str, ...] = field(default_factory=tuple)

    def note(self, number: int) -> Note:
        return self.notes[number - 1]
