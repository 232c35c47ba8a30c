"""Does every line of a document stand in exactly one place of its reading, with all its words?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commonweal.reading.as_json import to_json
from commonweal.reading.lines.rows import Row, rows_of
from commonweal.reading.pointers import resolve, steps
from commonweal.reading.values import Document, Reading
from commonweal.reading.words.dates import find_date

PAPERS = Path(__file__).parent / "papers"

_WORD = re.compile(r"[^\W_]+")

# Words that only say what comes next. They may be missing from the value that their line opens.
LABEL_WORDS = frozenset(
    """report reports no number ref reference paper agenda item enclosure meeting date of the committee and time held on
    by from presented submitted author authors s lead officer subject title re heading to body board name decision maker
    for contact contacts officers details person further more information telephone tel e mail email summary executive
    purpose recommendation recommendations recommended background papers documents list table abbreviations acronyms
    used glossary terms appendix annex annexe schedule appendices annexes attachments supporting material core strategic
    key overall objective objectives aim goal aims goals outcome outcomes proposed priority planned action actions point
    service area theme work stream workstream main specific task tasks steps step milestones milestone what we will do
    activities expected intended desired output outputs success measures measure delivery partner partners organisations
    organisation bodies delivered involved responsible resource resources required needed funding budget agency led
    progress update updates status whom person responsibility owner when timescale timescales scale scales deadline
    target due completion a in bold proposal joint or points synopsis requested sought officer decisions decision
    please any this about authorised supporting enquiries enquiry type mayoral request form""".split()  # noqa: SIM905 — words, not a column
)


def own_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)


def _may_hold(whole: dict[str, Any], pointer: str) -> set[str]:
    """The words of the value at a pointer, of its key, and of the number or letter that stands beside it."""
    value = resolve(whole, pointer)
    words = {word for text in _texts(value) for word in own_words(text)} | set(own_words(steps(pointer)[-1]))
    parent = resolve(whole, pointer.rpartition("/")[0])
    if isinstance(parent, dict):
        for key in ("number", "letter", "reference", "heading", "lead"):
            words.update(own_words(str(parent.get(key) or "")))
    return words


def missing_words(row: Row, whole: dict[str, Any], pointer: str) -> list[str]:
    """The words of a line that are not where the line is said to stand."""
    if pointer == "/paper/meeting_on" and (day := find_date(row.text)):
        return [] if whole["paper"]["meeting_on"] == day.isoformat() else [row.text]
    held = _may_hold(whole, pointer)
    missing = [word for word in own_words(row.content) if word not in held]
    if not missing:
        return []
    # Where a line was joined to the next without the space, its last word is part of a longer one.
    joined = " ".join(held)
    return [word for word in missing if word not in LABEL_WORDS and word not in joined]


def assert_everything_stands(document: Document, reading: Reading) -> None:
    """Fail where a line is lost, stands twice, or stands where its words are not."""
    whole = to_json(reading)
    rows = list(rows_of(document))
    placed, unread = set(reading.places), {one.line for one in reading.not_understood}
    assert not placed & unread
    assert placed | unread == {row.number for row in rows}
    assert len(reading.not_understood) == len(unread)
    for row in rows:
        if row.number in reading.places:
            missing = missing_words(row, whole, reading.places[row.number])
            assert not missing, (row.number, row.text, reading.places[row.number], missing)
    for doubt in reading.doubts:
        assert doubt.line in placed | unread
        resolve(whole, doubt.place)
