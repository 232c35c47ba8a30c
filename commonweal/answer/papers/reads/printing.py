"""How does the content of a paper become a document in its body's own form?

The content is the very dictionary that is frozen under the hash, so a paper printed years later comes out the same.
Letters, headings, order and numbering come from that content and its format; there is no body's name in this code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.design.documents.document import (
    Block,
    Document,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Part,
    Spans,
    Table,
    Text,
)
from commonweal.design.documents.markdown import blocks_of, printable
from commonweal.design.words import count, day, listed
from commonweal.ground.scales.reads import status_of

HEAD_WORDS = {
    "meeting": "Meeting",
    "report_number": "Report",
    "meeting_on": "Date",
    "by": "By",
    "subject": "Subject",
    "report_of": "Report of",
}
UNNUMBERED = frozenset({"summary", "background", "contact", "appendix", "group"})
ROWS_IN_A_NOTE = 12
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@dataclass(frozen=True)
class Numbering:
    """How paragraphs and recommendations are labelled: {n} counts, {s} is the section, {r} a small roman number."""

    paragraph: str
    recommendation: str
    restarts: bool


NUMBERINGS = {
    "restarts_in_section": Numbering("{n}.", "{n}.", True),
    "continuous": Numbering("{n}.", "{n}.", False),
    "section_decimal": Numbering("{s}.{n}", "{r})", True),
}


def roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "x" * tens + ROMAN[ones]


def print_document(content: Mapping[str, Any], *, hash_of_content: str) -> Document:
    """The document that this content prints to; the hash is named at its end."""
    notes = _Notes({figure["key"]: figure for figure in content["figures"]})
    parts = tuple(_parts(content, notes))
    head = content["head"]
    return Document(
        title=printable(head["title"]),
        body=printable(head["body"]),
        language=head["language"],
        head=tuple((label, printable(words)) for label, words in _head_lines(head)),
        parts=parts,
        notes=tuple(notes.made),
        closing=tuple(_closing(content, hash_of_content)),
    )


def _head_lines(head: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    values = {
        "meeting": head["body"],
        "report_number": head["number"],
        "meeting_on": day(date.fromisoformat(head["meeting_on"])) if head["meeting_on"] else "",
        "by": head["office"],
        "report_of": head["office"],
        "subject": head["title"],
    }
    asked = [name for name in head["lines"] if values.get(name)]
    yield from ((HEAD_WORDS[name], values[name]) for name in asked)
    if head["edition"] > 1:
        yield (
            "Edition",
            f"{head['edition']}, correcting edition {head['edition'] - 1}: {head['correction_reason']}",
        )


def _parts(content: Mapping[str, Any], notes: _Notes) -> Iterable[Part]:
    numbering = NUMBERINGS[content["head"]["numbering"]]
    ordinal = 0
    for place, (section, below) in enumerate(_gathered(content["sections"]), 1):
        if numbering.restarts:
            ordinal = 0
        label = section["letter"] or str(place)
        blocks, ordinal = _labelled(content, section, notes, label=label, ordinal=ordinal)
        for each in below:
            more, ordinal = _labelled(content, each, notes, label=label, ordinal=ordinal)
            blocks += [Heading((Text(printable(_heading(each))),)), *more] if more else []
        if blocks:
            yield Part(printable(_heading(section)), tuple(blocks))


def _gathered(sections: list[Any]) -> Iterable[tuple[Any, list[Any]]]:
    """Each section with those that stand below it: what follows a group without a letter of its own belongs to it."""
    at = 0
    while at < len(sections):
        section, at = sections[at], at + 1
        below = []
        while section["kind"] == "group" and at < len(sections) and sections[at]["kind"] == "implications":
            if sections[at]["letter"]:
                break
            below.append(sections[at])
            at += 1
        yield section, below


def _labelled(
    content: Mapping[str, Any],
    section: Mapping[str, Any],
    notes: _Notes,
    *,
    label: str,
    ordinal: int,
) -> tuple[list[Block], int]:
    numbering = NUMBERINGS[content["head"]["numbering"]]
    if section["kind"] == "recommendation":
        return _recommendations(content, section, numbering, notes), ordinal
    blocks = _section_blocks(section, notes)
    if section["kind"] in UNNUMBERED:
        return blocks, ordinal
    return _numbered(blocks, numbering, label, ordinal)


def _heading(section: Mapping[str, Any]) -> str:
    letter, heading = section["letter"], section["heading"]
    return f"{letter}. {heading}" if letter else heading


def _section_blocks(section: Mapping[str, Any], notes: _Notes) -> list[Block]:
    if section["withheld_reason"]:
        return [_plain(f"This section is not published: {section['withheld_reason']}")]
    if section["not_applicable_reason"]:
        return [_plain(section["not_applicable_reason"])]
    return list(blocks_of(section["text"], notes))


def _plain(words: str) -> Paragraph:
    return Paragraph((Text(printable(words)),))


def _recommendations(
    content: Mapping[str, Any], section: Mapping[str, Any], numbering: Numbering, notes: _Notes
) -> list[Block]:
    blocks = _section_blocks(section, notes)
    if section["withheld_reason"]:
        return blocks
    for number, words in enumerate(content["recommendations"], 1):
        label = numbering.recommendation.format(n=number, r=roman(number), s=section["letter"])
        first = next((b for b in blocks_of(words, notes) if isinstance(b, Paragraph)), _plain(words))
        blocks.append(replace(first, label=label, ordinal=number))
    return blocks


def _numbered(
    blocks: list[Block], numbering: Numbering, section: str, ordinal: int
) -> tuple[list[Block], int]:
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            ordinal += 1
            label = numbering.paragraph.format(n=ordinal, s=section, r=roman(ordinal))
            numbered.append(replace(block, label=label, ordinal=ordinal))
        else:
            numbered.append(block)
    return numbered, ordinal


def _closing(content: Mapping[str, Any], hash_of_content: str) -> Iterable[str]:
    days = sorted({figure["as_at_on"] for figure in content["figures"] if figure["as_at_on"]})
    if days:
        yield f"Figures as at {listed(day(date.fromisoformat(d)) for d in days)}."
    yield f"The text and the figures of this document are fixed by this SHA-256 hash: {hash_of_content}"


class _Notes:
    """Gives out footnote numbers, and the words of each figure where it is dropped in."""

    def __init__(self, figures: Mapping[str, Mapping[str, Any]]) -> None:
        self.figures = figures
        self.made: list[Note] = []
        self.first: dict[str, int] = {}

    def figure(self, key: str) -> Spans:
        found = self.figures.get(key)
        if found is None:
            return (Text(f"[there is no figure called {key}]", strong=True),)
        return (Text(printable(found["value"])), NoteMark(self._number(key)))

    def table(self, key: str) -> Table | None:
        found = self.figures.get(key)
        if found is None or not found["table"]:
            return None
        columns = tuple(printable(str(c)) for c in found["table"]["columns"])
        rows = tuple(tuple(printable(str(cell)) for cell in row) for row in found["table"]["rows"])
        return Table(printable(found["words"]), columns, rows, note=self._number(key))

    def _number(self, key: str) -> int:
        number = len(self.made) + 1
        again = key in self.first
        words = f"As note {self.first[key]}." if again else note_words(self.figures[key])
        self.first.setdefault(key, number)
        self.made.append(Note(number, printable(words), key))
        return number


def note_words(figure: Mapping[str, Any]) -> str:
    """Where a figure comes from, in words that name the rows it was counted from."""
    as_at = f" as at {day(date.fromisoformat(figure['as_at_on']))}" if figure["as_at_on"] else ""
    strength = strength_words(figure)
    if figure["source"] == "typed":
        return f"{figure['words']}{as_at}. Typed by the author, not counted from records here.{strength}"
    rows = figure["rows"]
    if not rows:
        return f"{figure['words']}{as_at}: no record fits.{strength}"
    named = [row["words"] for row in rows[:ROWS_IN_A_NOTE]]
    more = len(rows) - len(named)
    tail = f"; and {more} more, all named in the figures file" if more else ""
    return f"{figure['words']}{as_at}, from {count(len(rows), 'record')}: {'; '.join(named)}{tail}.{strength}"


def strength_words(figure: Mapping[str, Any]) -> str:
    """How strong its evidence is; nothing for a figure that was frozen before figures were graded."""
    grade = status_of(figure.get("strength_scale", ""), figure.get("strength", ""))
    return f" Strength of the evidence: {grade.label.lower()}." if grade else ""
