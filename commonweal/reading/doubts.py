"""What is the reader not sure of, in which line, and what would it do about it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.reading.as_json import to_json
from commonweal.reading.doubts_of_names import find_name_doubts
from commonweal.reading.doubts_of_numbers import find_number_doubts
from commonweal.reading.doubts_of_papers import find_paper_doubts
from commonweal.reading.doubts_of_plans import find_plan_doubts
from commonweal.reading.doubts_of_spelling import find_spelling_doubts
from commonweal.reading.draft import Remark
from commonweal.reading.lines import LineIndex
from commonweal.reading.pointers import resolve
from commonweal.reading.rows import Row
from commonweal.reading.values import Doubt, Reading

DOUBT_KINDS: dict[str, str] = {
    "lead_unmarked": "The document does not show which partner leads.",
    "partners_under_wrong_heading": "Names of bodies stand under a heading for something else.",
    "names_split": "One line was divided into several names.",
    "tasks_without_heading": "A list that looks like tasks has no heading.",
    "action_missing": "Part of an action stands where no action was opened.",
    "numbering_gap": "A number is missing in a row of numbers.",
    "numbering_repeated": "A number comes again, or out of order.",
    "reference_out_of_place": "A reference does not fit those around it.",
    "reference_repeated": "Two actions carry the same reference.",
    "nesting_flattened": "Points of two levels carry the same kind of number, or their levels are lost.",
    "list_run_together": "A point of a list stands within the text of another.",
    "person_among_organisations": "A person is named where bodies are listed.",
    "probable_misprint": "A word looks misprinted.",
    "names_may_be_one_body": "Two names may mean the same body.",
    "conditional_resource": "A resource depends on something that has still to happen.",
    "letters_without_list": "The text refers to lettered points, but the list has no letters.",
    "facts_disagree": "Two lines say different things about the same fact.",
    "date_unread": "A date could not be read.",
    "unknown_column": "A column of a table is not one that plans are known to have.",
    "several_headers": "Columns of a table share one meaning, or change their heads half-way.",
    "table_without_heads": "A table without heads was read as going on with the one before it.",
    "row_without_action": "A row of a table belongs to no action.",
    "names_joined": "What was kept as one name may be two.",
}
"""Every kind of doubt, with what it means in plain words."""


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
