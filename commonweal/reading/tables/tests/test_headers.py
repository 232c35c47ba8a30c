"""Are the heads of a plan's columns found, in any order and under other names, and is a table without them no plan?"""

from __future__ import annotations

import pytest

from commonweal.reading.tables.headers import field_of
from commonweal.reading.tables.plan_tables import read_table_plan
from commonweal.reading.tables.tests.plans_in_rows import HEADS, actions, read, table
from commonweal.reading.values import Document, Line


def test_columns_may_stand_in_any_order_below_a_title_and_under_other_names() -> None:
    reading = read(
        ["Harbour work plan 2013", "", "", "", ""],
        ["", "", "", "", ""],
        ["Timescale", "Lead agency", "Ref.", "What we will do", "Resources required"],
        ["Q1 2013/14", "Quay Council", "H1", "Print a guide", "£500; staff time"],
    )
    (action,) = actions(reading)
    assert (action.reference, action.text, action.lead, action.by_when) == (
        "H1",
        "Print a guide",
        "Quay Council",
        "Q1 2013/14",
    )
    assert action.resources == ("£500", "staff time")
    assert reading.plan is not None
    assert reading.plan.title == "Harbour work plan 2013"
    assert reading.places[1] == "/plan/title"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Work area", "area"), ("Service Area", "area"), ("Theme", "area"), ("Priority area", "area"), ("ACTIONS", "action"),
        ("Proposed action", "action"), ("Key activities", "action"), ("What", "action"), ("Action required", "action"),
        ("Action no.", "reference"), ("Ref", "reference"), ("#", "reference"), ("No", "reference"), ("By whom?", "by_whom"),
        ("Action by", "by_whom"), ("Owner", "by_whom"), ("Responsible officer", "by_whom"), ("Responsibility", "by_whom"),
        ("Lead", "lead"), ("Lead organisation", "lead"), ("Lead partner(s)", "lead"), ("By when", "by_when"),
        ("Target date", "by_when"), ("Timescale", "by_when"), ("Time-scales", "by_when"), ("Deadline", "by_when"),
        ("Progress update", "progress"), ("Progress to date", "progress"), ("RAG status", "progress"), ("Comments", "progress"),
        ("Status (with dates chased)", "progress"), ("Partners", "partners"), ("Delivery partners (lead in bold)", "partners"),
        ("Partner agencies", "partners"), ("Expected outcome", "outcomes"), ("Expected outcomes / impact", "outcomes"),
        ("Success measures", "outcomes"), ("How will we know it has worked", "outcomes"), ("Resources", "resources"),
        ("Cost", "resources"), ("Key tasks", "tasks"), ("Milestones", "tasks"), ("Next steps", "tasks"),
        ("Strategic objective", "objective"), ("Aim", "objective"), ("Weather", None), ("", None),
    ],
)  # fmt: skip
def test_heads_are_recognised_generously(label: str, field: str | None) -> None:
    assert field_of(label) == field


def test_two_rows_of_heads_are_read_as_one() -> None:
    reading = read(
        ["Action", "Responsibility", "", "Timescale"],
        ["", "Lead", "Partners", ""],
        ["Print a guide", "Quay Council", "Harbour Trust", "May 2013"],
    )
    (action,) = actions(reading)
    assert (action.lead, action.partners, action.by_when) == ("Quay Council", ("Harbour Trust",), "May 2013")
    assert reading.places[2] == "/plan"


def test_heads_that_come_again_on_the_next_page_are_no_action() -> None:
    reading = read(HEADS, ["A", "one", "", "X", "", "", ""], HEADS, ["", "two", "", "X", "", "", ""])
    assert [action.text for action in actions(reading)] == ["one", "two"]
    assert reading.plan is not None
    assert len(reading.plan.objectives) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Age"], ["Ann", "41"]],
        [["Year", "Number of crews"], ["2012", "14"]],
        [["a", "b", "c"], ["1", "2", "3"]],
        [["Action"], ["only one column"]],
        [["Ward", "Population", "Area"], ["Quay", "400", "2"]],
        [],
    ],
)
def test_a_table_that_is_no_plan_is_none(rows: list[list[str]]) -> None:
    assert read_table_plan(Document("csv", tuple(table(*rows)))) is None


def test_text_without_tables_is_none() -> None:
    assert read_table_plan(Document("text", (Line(1, "Action: light the quay"),))) is None
