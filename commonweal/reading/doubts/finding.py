"""Which doubts does a reading raise, put together from those who look for them?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.reading.as_json import to_json
from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.doubts.of_marks import find_mark_doubts
from commonweal.reading.doubts.of_names import find_name_doubts
from commonweal.reading.doubts.of_numbers import find_number_doubts
from commonweal.reading.doubts.of_papers import find_paper_doubts
from commonweal.reading.doubts.of_plans import find_plan_doubts
from commonweal.reading.doubts.of_spelling import find_spelling_doubts
from commonweal.reading.drafts.draft import Remark
from commonweal.reading.lines.rows import Row
from commonweal.reading.pointers import resolve
from commonweal.reading.values import Doubt, Reading


def find_doubts(reading: Reading, remarks: list[tuple[Remark, str]], rows: list[Row]) -> tuple[Doubt, ...]:
    """All doubts about a reading, in the order of their lines.

    remarks are those made while reading, each with its pointer; rows are the lines as they were read.
    """
    whole = to_json(reading)
    index = LineIndex(reading)
    found: list[Doubt] = [_from_remark(whole, remark, pointer) for remark, pointer in remarks]
    found.extend(find_plan_doubts(whole, index))
    found.extend(find_number_doubts(whole, index))
    found.extend(find_name_doubts(whole, index, rows))
    found.extend(find_paper_doubts(whole, index))
    found.extend(find_mark_doubts(whole, index))
    found.extend(find_spelling_doubts(whole, reading.places, rows))
    return tuple(sorted(_once(found), key=lambda doubt: (doubt.line, doubt.kind)))


def _from_remark(whole: dict[str, Any], remark: Remark, pointer: str) -> Doubt:
    """A remark as a doubt: its correction is the value as it was read, which accepting the doubt confirms."""
    return Doubt(remark.line, remark.kind, remark.text, remark.suggestion, pointer, resolve(whole, pointer))


def _once(doubts: Iterable[Doubt]) -> list[Doubt]:
    seen: dict[tuple[int, str, str, str], Doubt] = {}
    for doubt in doubts:
        seen.setdefault((doubt.line, doubt.kind, doubt.place, doubt.text), doubt)
    return list(seen.values())
