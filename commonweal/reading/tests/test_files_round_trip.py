"""Does one plan say the same in every kind of file it may come in?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commonweal.reading.files import open_document
from commonweal.reading.reader import read_document
from commonweal.reading.tests import invented
from commonweal.reading.values import Reading

FILES: dict[str, Callable[[], bytes]] = {
    "plan.txt": lambda: invented.as_text().encode(),
    "plan.md": lambda: invented.as_text("**{}**").encode(),
    "plan.html": lambda: invented.as_html().encode(),
    "plan.docx": invented.as_docx,
    "plan.pdf": invented.as_pdf,
    "plan.csv": invented.as_csv,
    "plan.xlsx": invented.as_xlsx,
    "table.docx": invented.as_docx_table,
    "table.html": invented.as_html_table,
}
KNOW_THE_LEAD = [name for name in FILES if name != "plan.txt"]


def _read(name: str) -> Reading:
    reading = read_document(open_document(FILES[name](), name=name))
    assert reading.plan is not None
    return reading


def _told(reading: Reading) -> list[tuple[object, ...]]:
    assert reading.plan is not None
    return [
        (
            objective.text,
            action.reference,
            action.text,
            tuple(task.text for task in action.tasks),
            action.outcomes,
            action.partners,
            action.resources,
        )
        for objective in reading.plan.objectives
        for action in objective.actions
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_plan_says_the_same_in_every_kind_of_file(name: str, count) -> None:
    expected = [
        (one.objective, one.reference, one.text, one.tasks, one.outcomes, one.partners, one.resources)
        for one in invented.PLAN
    ]
    assert _told(_read(name)) == expected
    count("kinds of file that give the same plan", 1)


@pytest.mark.parametrize("name", KNOW_THE_LEAD)
def test_the_lead_in_bold_or_in_its_column_is_known(name: str) -> None:
    reading = _read(name)
    assert reading.plan is not None
    leads = [action.lead for objective in reading.plan.objectives for action in objective.actions]
    assert leads == [one.lead for one in invented.PLAN]


def test_plain_text_cannot_show_the_lead_and_says_so() -> None:
    reading = _read("plan.txt")
    assert reading.plan is not None
    assert all(action.lead is None for objective in reading.plan.objectives for action in objective.actions)
    assert [doubt.kind for doubt in reading.doubts].count("lead_unmarked") == len(invented.PLAN)


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_the_file_stands_in_one_place(name: str) -> None:
    document = open_document(FILES[name](), name=name)
    reading = read_document(document)
    filled = {line.number for line in document.lines if line.text.strip()}
    left = {one.line for one in reading.not_understood}
    assert set(reading.places) | left == filled
    assert not set(reading.places) & left
