"""What does a document say, once it has been read?

Every value is frozen and carries the numbers of the input lines it was read from, so that each line can be shown to
stand in exactly one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


class CannotRead(Exception):
    """The input was refused; the message is one sentence for the person who offered it."""


@dataclass(frozen=True)
class Line:
    """One line of the input as a person would see it.

    number counts from 1. bold is None where the format cannot say (plain text). heading is the level of a heading
    (1-6) where the format marks one, else 0. indent counts leading columns (plain text) or list depth times two.
    cells holds the cells of a table row, and is empty for a line that is not part of a table. strong holds the parts of
    the line that are bold while the rest of it is not.
    """

    number: int
    text: str
    bold: bool | None = None
    heading: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0
    strong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The lines of one file, in order, and the kind of file they came from ("text", "html", "docx", "pdf", "csv", "xlsx")."""

    kind: str
    lines: tuple[Line, ...]
    name: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A numbered or plain paragraph under the heading it stands below; items are its bullets or lettered points."""

    text: str
    number: str = ""
    heading: str = ""
    items: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """letter is the mark it stands under: a letter ("B"), a number where sections are numbered ("2"), or ""."""

    letter: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Appendix:
    number: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    holds_plan: bool = False
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One committee paper.

    contents is the one-line description that an archive page puts under "Contents". details are the lines of the
    head of the paper that no other field can hold whole ("Classification: Open", "Date: 1 May 2010 at 10.30").
    """

    body: str = ""
    meeting_on: date | None = None
    number: str = ""
    title: str = ""
    by: str = ""
    summary: str = ""
    recommendations: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    background_papers: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)
    appendices: tuple[Appendix, ...] = ()
    warnings: tuple[str, ...] = ()
    contents: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    text: str
    number: str = ""
    subtasks: tuple[str, ...] = ()
    due: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Action:
    """One proposed action. lead is None where the source does not say who leads; nobody is guessed into it."""

    reference: str
    text: str
    tasks: tuple[Task, ...] = ()
    outcomes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    lead: str | None = None
    resources: tuple[str, ...] = ()
    progress: str = ""
    by_whom: str = ""
    by_when: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Objective:
    text: str
    service_area: str = ""
    actions: tuple[Action, ...] = ()
    lines: tuple[int, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Plan:
    """title and notes hold the lines around a plan that stands alone, without a paper."""

    objectives: tuple[Objective, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something the reader is not sure of: where, of what kind, in words, and what it would do about it.

    kind is one of DOUBT_KINDS in doubts.py. suggestion is plain words; place is the JSON pointer of the value it is
    about (for example "/plan/objectives/0/actions/3/partners"), correction the value to put there on one click.
    """

    line: int
    kind: str
    text: str
    suggestion: str = ""
    place: str = ""
    correction: object = None


@dataclass(frozen=True)
class NotUnderstood:
    line: int
    text: str


@dataclass(frozen=True)
class Reading:
    """All that was read.

    places maps every non-blank line to the JSON pointer (RFC 6901) of the one place where it stands, within the object
    that as_json.to_json makes; a heading or label ("Key tasks") points to the value or list that it opens. Lines that
    were not understood are in not_understood and not in places. furniture holds lines of the web page or the printer
    around the document ("Feedback", "Page 3 of 9").
    """

    paper: Paper | None = None
    plan: Plan | None = None
    doubts: tuple[Doubt, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    places: dict[int, str] = field(default_factory=dict)
    furniture: tuple[str, ...] = ()
