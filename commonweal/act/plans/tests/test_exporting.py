"""Does a plan go out and come back without losing or running a single character?"""

import csv
import io
import random
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commonweal.act.plans.reads import exporting
from commonweal.act.plans.rules.cells import read_cells
from commonweal.act.plans.rules.exporting import BY_WORD, HOW_TO_USE, KINDS, Row
from commonweal.act.plans.rules.workbooks import TooLong, escape, to_csv, to_workbook, unescape
from commonweal.act.plans.tests.files_of_plans import (
    FORMS,
    compared,
    edited,
    file_world,
    said_by,
)
from commonweal.reading.formulas import is_formula, protect, restore
from commonweal.reading.values import CannotRead

HOSTILE = [
    "=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "  =1", "\u00a0=1", "＝1", " ＝1", "＋1",
    "－1", "＠x", "\u200b=1", "\ufeff=1", "'", "''", "'=1", "_x000D_", "_x005F_x000D_", "a\r\nb", "a\rb", " ", "  x  ", "7.10",
    "1/2", "3-4", "May 2010", "TRUE", "1e5", "007", "50%", "£5", '"', '""', ",", ";", "\x0b", "\x1f", "\ufffe", "😀", "é", "",
]  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.tuples(
    st.sampled_from(["", " ", "\t", "\u00a0", "'", "\u200b"]), st.sampled_from(HOSTILE), st.text(max_size=10)
).map("".join).filter(lambda t: t.isprintable() or not any("\ud800" <= c <= "\udfff" for c in t))


def table_of(said):
    """A plan whose tasks say these texts."""
    values = {column.key: "" for column in BY_WORD["task"].columns}
    return {"task": [Row("task", n, 1, "action-1", "t", values | {"text": t}) for n, t in enumerate(said, 1)]}


def came_back(data):
    return [restore(row.cells.get("Text", "")) for row in read_cells(data).rows]


# Text


def test_text_is_the_same_after_being_made_harmless_and_restored(count):
    @settings(max_examples=600, suppress_health_check=list(HealthCheck))
    @given(st.lists(texts, min_size=4, max_size=8))
    @example(HOSTILE)
    def check(said):
        for text in said:
            assert restore(protect(text)) == text
            assert restore(protect(text, rewritten=True)) == text
            assert unescape(escape(text)) == text
            assert not is_formula(protect(text))
        count("G10 texts made harmless and restored", len(said))

    check()


def test_a_csv_file_gives_every_text_back_and_no_cell_that_runs(count):
    @settings(max_examples=300, suppress_health_check=list(HealthCheck))
    @given(st.lists(texts, min_size=8, max_size=12))
    @example(HOSTILE)
    def check(said):
        data = to_csv(table_of(said))
        assert came_back(data) == said
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not any(is_formula(cell) for cell in row)
        count("G10 texts through CSV", len(said))

    check()


def test_a_workbook_gives_every_text_back_and_no_cell_that_runs(count):
    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(st.lists(texts, min_size=220, max_size=260))
    @example(HOSTILE)
    def check(said):
        data = to_workbook(table_of(said))
        assert came_back(data) == said
        sheet = openpyxl.load_workbook(io.BytesIO(data))["Tasks"]
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        assert not any(cell.data_type == "f" or is_formula(unescape(cell.value)) for cell in cells)
        count("G10 texts through workbooks", len(said))

    check()


def test_without_the_apostrophe_a_formula_would_be_found():
    assert is_formula("=1")
    assert protect("=1") == "'=1"
    assert not is_formula("a=1")
    assert protect("7.3.1") == "7.3.1"
    assert protect("7.10", rewritten=True) == "'7.10"


def test_a_text_too_long_for_a_cell_is_refused_with_a_way_out():
    with pytest.raises(TooLong, match="as CSV instead"):
        to_workbook(table_of(["x" * 40_000]))
    assert came_back(to_csv(table_of(["x" * 40_000]))) == ["x" * 40_000]


@pytest.fixture
def world(db):
    return file_world()


# A whole plan


@FORMS
def test_what_went_out_comes_back_and_nothing_has_changed(world, form):
    found = compared(world, exporting.file_of(world.manager, world.strategy, form))
    assert (found.changes, found.mistakes, found.missing, found.notes) == ((), (), (), ())
    assert found.unchanged == 1 + 1 + 1 + 1 + 3 + 1 + 2 + 1


def test_a_workbook_has_a_sheet_for_each_kind_with_dates_as_dates(world):
    book = openpyxl.load_workbook(io.BytesIO(exporting.file_of(world.manager, world.strategy, "xlsx")))
    assert book.sheetnames == ["How to use this", *(kind.sheet for kind in KINDS)]
    assert book["How to use this"]["A1"].value == HOW_TO_USE[0]
    headings = [cell.value for cell in book["Actions"][1]]
    due = book["Actions"].cell(2, headings.index("Due") + 1)
    assert due.is_date
    assert due.value.date() == date(2010, 12, 31)
    assert book["Actions"].freeze_panes == "D2"
    assert book["Updates"].max_row == 2


@FORMS
def test_random_edits_appear_as_exactly_those_edits(world, form, count):
    tables = exporting.tables_of(world.manager, world.strategy, with_updates=False)
    places = [
        (row.code, column.heading, row.values[column.key])
        for rows in tables.values()
        for row in rows
        for column in BY_WORD[row.kind].columns
        if column.editable and column.kind == "text"
    ]
    data = exporting.file_of(world.manager, world.strategy, form)
    for seed in range(12 if form == "csv" else 4):
        draw = random.Random(seed)
        chosen = draw.sample(places, draw.randint(1, len(places)))
        edits = {
            (code, heading): draw.choice(["Nu", "à la", "two\nlines"]) + f" {seed} {code}"
            for code, heading, _ in chosen
        }
        edits |= {(f"action-{world.action.pk}", "Due"): "5 January 2011"} if seed % 2 else {}
        found = compared(world, edited(data, form, edits))
        assert found.mistakes == ()
        expected = {place: "2011-01-05" if place[1] == "Due" else text for place, text in edits.items()}
        assert said_by(found) == expected
        count("edits found in files that came back", len(edits))


def test_rows_that_are_missing_are_said_and_stay(world):
    data = exporting.file_of(world.manager, world.strategy, "csv").decode("utf-8-sig")
    kept = "".join(
        line for line in data.splitlines(keepends=True) if f"task-{world.second_task.pk}," not in line
    )
    found = compared(world, kept.encode())
    assert [row.code for row in found.missing] == [f"task-{world.second_task.pk}"]
    assert found.changes == ()


@pytest.mark.parametrize(
    ("heading", "text", "kind", "says"),
    [
        ("Due", "soon", "action", "is no date"),
        ("Title", "", "action", "Fill in Title"),
        ("Title", "x" * 301, "action", "Shorten this to 300"),
        ("Role", "Boss", "partner", "none of the choices"),
        ("Organisation", "Nobody Ltd", "partner", "No organisation is called"),
        ("Amount in pounds", "much", "resource", "is no amount"),
        ("Days it must hold", "long", "outcome", "no whole number"),
        ("Starts", "2011-05-01", "action", ""),
        ("Condition", "", "resource", "Write down the condition"),
        ("Id", "task-999", "task", "This plan has no task-999"),
        ("Belongs to", "action-999", "task", "moved in the plan itself"),
    ],
)
def test_a_mistake_names_its_row_and_column_and_what_to_do(world, heading, text, kind, says):
    row = {"action": world.action, "resource": world.resource, "outcome": world.outcome, "task": world.task,
           "partner": world.action.partners.get(role="lead")}[kind]  # fmt: skip
    data = edited(
        exporting.file_of(world.manager, world.strategy, "csv"), "csv", {(f"{kind}-{row.pk}", heading): text}
    )
    mistakes = compared(world, data).mistakes
    if says:
        assert mistakes[0].place.startswith(("Row ", world.action.reference))
        assert mistakes[0].column == heading
        assert says in mistakes[0].text
    else:
        assert [m.text for m in mistakes] == ["An action cannot be due before it starts."]


def test_a_formula_in_a_cell_is_refused_and_not_computed(world):
    data = exporting.file_of(world.manager, world.strategy, "xlsx")
    found = compared(
        world, edited(data, "xlsx", {(f"task-{world.task.pk}", "Text"): '=HYPERLINK("http://example.org")'})
    )
    assert [(m.column, m.text.split(".")[0]) for m in found.mistakes] == [("Text", "A formula stands here")]


def test_what_others_report_is_not_taken_from_a_file(world):
    data = edited(
        exporting.file_of(world.manager, world.strategy, "csv"),
        "csv",
        {(f"task-{world.task.pk}", "Done on"): "2010-07-01"},
    )
    found = compared(world, data)
    assert found.changes == ()
    assert "“Done on” is kept by the plan itself" in found.notes[0]


@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense", b"PK\x03\x04 broken", b"%PDF-1.4", b"a,b\n1,2\n", b'Type,Id\n"task', b"\xd0\xcf\x11\xe0" * 4,
     b"Type\n" + b"x," * 300],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused_with_one_sentence(world, data):
    with pytest.raises(CannotRead) as refused:
        compared(world, data)
    assert str(refused.value).count("\n") == 0
