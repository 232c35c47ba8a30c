"""Is a plan in the form of a table read as the plan that it is?"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from commonweal.reading import tables
from commonweal.reading.doubts import DOUBT_KINDS
from commonweal.reading.tables.plan_tables import read_table_plan
from commonweal.reading.tables.tests.plans_in_rows import HEADS, actions, kinds, read, table
from commonweal.reading.values import Action, Document, Line


def test_the_seven_columns_of_a_work_plan_are_read() -> None:
    reading = read(
        HEADS,
        [
            "Housing",
            "Print a guide",
            "Text agreed",
            "Quay Council",
            "31 March 2013",
            "Harbour Trust; NHS",
            "Fewer evictions",
        ],
        [
            "",
            "Train the wardens",
            "",
            "Quay Council",
            "ongoing",
            "Port Council",
            "Better advice; Fewer complaints",
        ],
        ["Safety", "Hold a meeting", "", "Harbour Police", "May 2013", "", ""],
    )
    assert reading.plan is not None
    assert [(one.service_area, one.text, len(one.actions)) for one in reading.plan.objectives] == [
        ("Housing", "Housing", 2), ("Safety", "Safety", 1),
    ]  # fmt: skip
    first, second, _ = actions(reading)
    assert first == Action(
        "", "Print a guide", (), ("Fewer evictions",), ("Harbour Trust", "NHS"), "Quay Council", (), "Text agreed",
        "Quay Council", "31 March 2013", (2,),
    )  # fmt: skip
    assert second.outcomes == ("Better advice", "Fewer complaints")
    assert reading.places == {
        1: "/plan", 2: "/plan/objectives/0/actions/0", 3: "/plan/objectives/0/actions/1", 4: "/plan/objectives/1/actions/0",
    }  # fmt: skip
    assert (reading.doubts, reading.not_understood) == ((), ())


def test_a_row_without_an_action_goes_on_with_the_one_above() -> None:
    reading = read(
        HEADS,
        ["A", "one", "started", "X", "May 2013", "Harbour Trust", "less"],
        ["", "", "half done", "", "", "Port Council", "more"],
    )
    (action,) = actions(reading)
    assert action.progress == "started\nhalf done"
    assert action.partners == ("Harbour Trust", "Port Council")
    assert action.outcomes == ("less", "more")
    assert action.lines == (2, 3)


def test_an_action_that_reaches_down_over_rows_is_one_action() -> None:
    reading = read(
        HEADS, ["A", "1. Print it", "begun", "X", "", "", ""], ["A", "1. Print it", "done", "X", "", "", ""]
    )
    (action,) = actions(reading)
    assert (action.reference, action.text, action.progress) == ("1", "Print it", "begun\ndone")


def test_a_row_that_belongs_to_no_action_is_left_and_doubted() -> None:
    reading = read(
        HEADS, ["Housing", "", "something was done", "", "", "", ""], ["", "one", "", "X", "", "", ""]
    )
    assert [left.line for left in reading.not_understood] == [2]
    assert reading.not_understood[0].text == "Housing | something was done"
    assert kinds(reading) == ["row_without_action"]


def test_a_row_that_only_names_an_area_begins_it() -> None:
    heads = ["Ref", "Action", "Lead"]
    reading = read(
        heads,
        ["Safety of the quay", "", ""],
        ["1", "Light it", "X"],
        ["Health", "", ""],
        ["2", "Heal it", "Y"],
    )
    assert reading.plan is not None
    assert [(one.service_area, [a.reference for a in one.actions]) for one in reading.plan.objectives] == [
        ("Safety of the quay", ["1"]), ("Health", ["2"]),
    ]  # fmt: skip
    assert reading.places[2] == "/plan/objectives/0"


def test_area_and_objective_may_each_have_a_column() -> None:
    heads = ["Theme", "Objective", "Action", "Lead"]
    reading = read(
        heads,
        ["Safety", "Light the quay", "Buy lamps", "X"],
        ["", "", "Hang lamps", "X"],
        ["", "Calm the quay", "Talk", "X"],
    )
    assert reading.plan is not None
    assert [(one.service_area, one.text, len(one.actions)) for one in reading.plan.objectives] == [
        ("Safety", "Light the quay", 2), ("Safety", "Calm the quay", 1),
    ]  # fmt: skip


def test_tasks_keep_their_numbers_whether_in_their_own_column_or_under_the_action() -> None:
    heads = ["Action", "Key tasks", "Lead"]
    own = actions(read(heads, ["Light the quay", "1. Buy lamps\n2. Hang lamps\nand test them", "X"]))[0]
    assert [(task.number, task.text) for task in own.tasks] == [
        ("1", "Buy lamps"),
        ("2", "Hang lamps and test them"),
    ]
    under = actions(read(["Action", "Lead"], ["Light the quay\n• Buy lamps\n• Hang lamps", "X"]))[0]
    assert under.text == "Light the quay"
    assert [task.text for task in under.tasks] == ["Buy lamps", "Hang lamps"]


def test_the_lead_is_known_from_a_column_a_mark_or_bold_type_and_never_guessed() -> None:
    heads = ["Action", "Delivery partners (lead in bold)"]
    rows = [
        ["one", "Quay Council; Harbour Trust"],
        ["two", "Quay Council; Harbour Trust"],
        ["three", "Quay Council (lead); NHS"],
    ]
    reading = read(heads, *rows, bold={2: ("Harbour Trust",)})
    assert [action.lead for action in actions(reading)] == ["Harbour Trust", None, "Quay Council"]
    assert actions(reading)[2].partners == ("Quay Council", "NHS")
    assert [(doubt.kind, doubt.line, doubt.place) for doubt in reading.doubts] == [
        ("lead_unmarked", 3, "/plan/objectives/0/actions/1/lead")
    ]


def test_bold_type_that_no_head_explains_is_offered_and_not_taken() -> None:
    reading = read(
        ["Action", "Partners"], ["one", "Quay Council; Harbour Trust"], bold={2: ("Harbour Trust",)}
    )
    assert actions(reading)[0].lead is None
    assert reading.doubts[0].correction == "Harbour Trust"


@pytest.mark.parametrize("who", ["Quay Council, Harbour Trust", "All partners", "TBC", "Mrs Jane Smith", ""])
def test_who_does_it_is_no_lead_where_it_is_not_one_body(who: str) -> None:
    reading = read(["Action", "By whom", "By when"], ["one", who, "May 2013"])
    assert actions(reading)[0].lead is None
    assert actions(reading)[0].by_whom == who
    assert kinds(reading) == ["lead_unmarked"]


def test_each_doubt_about_a_table_is_raised_in_its_line() -> None:
    reading = read(
        ["Ref", "Action", "Lead", "By when", "Partners", "Moon phase", "Lead officer"],
        ["1", "one", "X", "when pigs fly", "Harbour Trust, Mayor (John Smith)", "full", "X"],
        ["1", "two", "X", "May 2013", "NHS, Housing and Planning", "", ""],
        ["", "", "", "", "", "new", ""],
    )
    assert [(doubt.kind, doubt.line) for doubt in reading.doubts] == [
        ("unknown_column", 1), ("several_headers", 1), ("date_unread", 2), ("person_among_organisations", 2), ("names_joined", 3),
        ("reference_repeated", 3),
    ]  # fmt: skip
    by_kind = {doubt.kind: doubt for doubt in reading.doubts}
    assert by_kind["person_among_organisations"].correction == ["Harbour Trust", "Mayor"]
    assert by_kind["names_joined"].correction == ["NHS", "Housing", "Planning"]
    first, second = actions(reading)
    assert first.progress == "Moon phase: full"
    assert second.progress == "Moon phase: new", "an unknown column is kept with its name"


def test_every_kind_of_doubt_is_explained() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(tables.__file__).parent.glob("*.py"))
    raised = set(re.findall(r"\bdoubt\(\s*[\w.\[\]]+,\s*\"(\w+)\"", source))
    assert len(raised) == 9
    assert raised <= set(DOUBT_KINDS)


def test_several_tables_make_one_plan_with_their_headings_as_areas() -> None:
    heads = ["Action", "Lead"]
    lines = [
        Line(1, "Some words about it"),
        Line(2, "Housing", heading=2),
        *table(heads, ["one", "X"], number=1, at=3),
        Line(5, "Safety", heading=2),
        *table(heads, ["two", "Y"], number=2, at=6),
        Line(8, ""),
        *table(["three", "Z"], number=3, at=9),
        Line(10, "A list of crews"),
        *table(["Crew", "Boats"], ["Red", "4"], number=4, at=11),
    ]
    reading = read_table_plan(Document("docx", tuple(lines)))
    assert reading is not None
    assert reading.plan is not None
    assert [(one.text, [a.text for a in one.actions]) for one in reading.plan.objectives] == [
        ("Housing", ["one"]), ("Safety", ["two", "three"]),
    ]  # fmt: skip
    assert kinds(reading) == ["table_without_heads"]
    assert [left.line for left in reading.not_understood] == [1, 10, 11, 12]
    assert set(reading.places) == {2, 3, 4, 5, 6, 7, 9}


def test_csv_with_a_plan_gives_the_same_whatever_its_separator() -> None:
    from commonweal.reading.files import open_document

    rows = [HEADS, ["Housing", "Print, fold; send", "", "Quay Council", "May 2013", "A B; C D", "x"]]
    found = []
    for delimiter in ",;\t|":
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(rows)
        reading = read_table_plan(open_document(out.getvalue().encode(), name="plan.csv"))
        assert reading is not None
        found.append(reading.plan)
    assert all(plan == found[0] for plan in found)
