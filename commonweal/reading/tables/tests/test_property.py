"""Does every word of a plan's table stand somewhere in its reading, and every row in one place?"""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.reading.as_json import to_json
from commonweal.reading.pointers import resolve
from commonweal.reading.tables.plan_tables import read_table_plan
from commonweal.reading.values import Document, Line

HEADS = (
    "Ref", "Work area", "Objective", "Action", "Key tasks", "Progress", "By whom", "Lead", "By when", "Partners",
    "Expected outcome", "Resources", "Weather", "Status", "Lead officer", "What", "Due date", "",
)  # fmt: skip
WORDS = st.sampled_from(
    ("quay", "harbour", "Trust", "Council", "MPS", "NHS", "crews", "and", "(lead)", "lamps", "7.3.1", "2010", "May", "31/03/2013",
     "ongoing", "Mrs", "Jane", "Smith", "£5", "A.")
)  # fmt: skip
PHRASE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
JOINED = st.tuples(
    st.sampled_from(["\n", "; ", ", ", " and ", "\n• ", "\n2. "]), st.lists(PHRASE, min_size=1, max_size=3)
).map(lambda both: both[0].join(both[1]))
CELL = st.one_of(st.just(""), JOINED)


@st.composite
def documents(draw) -> Document:
    """One to three tables with any columns, rows of any length, titles, blank rows, heads that come again, and prose."""
    lines: list[Line] = []
    for table in range(1, draw(st.integers(1, 3)) + 1):
        if draw(st.booleans()):
            lines.append(Line(len(lines) + 1, draw(PHRASE), heading=draw(st.sampled_from([0, 2]))))
        heads = [*draw(st.permutations(HEADS))[: draw(st.integers(2, 9))], "Action", "Partners"]
        rows = draw(st.lists(st.lists(CELL, min_size=0, max_size=len(heads) + 1), max_size=6))
        rows.insert(draw(st.integers(0, len(rows))) if draw(st.booleans()) else 0, heads)
        if draw(st.booleans()):
            rows.append(heads)
        for row in rows:
            text = " | ".join(" ".join(cell.split()) for cell in row if cell.strip())
            strong = (draw(PHRASE),) if draw(st.booleans()) else ()
            lines.append(Line(len(lines) + 1, text, cells=tuple(row), table=table, strong=strong))
    return Document("docx", tuple(lines))


def _words(text: str) -> set[str]:
    # A full stop may fall at the end of a name, and "and", marks and numbers of points are what divides.
    found = re.findall(r"[^\s;,()•|]+", text)
    return {word.strip(".:") for word in found} - {"and", "2", "lead", ""}


def _all_text(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_all_text(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(_all_text(one) for one in value)
    return str(value)


@settings(max_examples=300)
@given(documents())
def test_no_word_of_a_cell_is_lost_and_no_row_stands_twice(document: Document) -> None:
    reading = read_table_plan(document)
    if reading is None:
        return
    whole = to_json(reading)
    heads = {line.number for line in document.lines if reading.places.get(line.number) == "/plan"}
    said = (
        _words(_all_text(whole["plan"]))
        | _words(_all_text(whole["not_understood"]))
        | _words(" ".join(whole["furniture"]))
    )
    filled = {line.number for line in document.lines if line.text.strip()}
    for line in document.lines:
        if line.number in filled and line.number not in heads:
            assert _words(" ".join([line.text, *line.cells])) <= said, line
    left = [one.line for one in reading.not_understood]
    assert set(reading.places) | set(left) == filled
    assert not set(reading.places) & set(left)
    assert len(left) == len(set(left))
    for pointer in [*reading.places.values(), *(doubt.place for doubt in reading.doubts if doubt.place)]:
        resolve(whole, pointer)
    assert all(doubt.line in filled for doubt in reading.doubts)
