"""Does a plan go out and come back without losing or running a single character?"""

import csv
import io
import random
from datetime import date

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.models import KeyTask, PlannedAction, Resource
from commonweal.act.plans.reads import exporting, importing
from commonweal.act.plans.rules.cells import read_cells
from commonweal.act.plans.rules.exporting import BY_WORD, HOW_TO_USE, KINDS, Row, is_formula, protect, restore
from commonweal.act.plans.rules.workbooks import TooLong, escape, to_csv, to_workbook, unescape
from commonweal.act.plans.tests.factories import (
    AT,
    ResourceFactory,
    StrategyFactory,
    UpdateFactory,
    World,
    many_actions,
)
from commonweal.act.plans.tests.test_pages import client_of
from commonweal.act.plans.writes.returning import bring_back
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.rules import NotPossible, Refused
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


# A whole plan


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def world(db):
    world = World()
    world.resource = ResourceFactory(
        action=world.action,
        kind="funding",
        text="=Grant",
        state="conditional",
        condition="if it comes",
        amount="1200.50",
    )
    world.part = KeyTask.objects.create(
        action=world.action, parent=world.task, number=1, text="  a part\r\nin two lines "
    )
    world.outcome.measure, world.outcome.baseline = "Share who trust", "7.10"
    world.outcome.save()
    UpdateFactory(
        action=world.action,
        organisation=world.lead_body,
        state="sent",
        sent_at=AT,
        reported_by_id=world.lead.account_id,
    )
    return world


def compared(world, data):
    return importing.compare_file(world.manager, world.strategy, data)


FORMS = pytest.mark.parametrize("form", ["csv", "xlsx"])


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


def edited(data, form, edits):
    """The file with (id, heading) set to a new text, as a person would."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        for kind in KINDS:
            sheet = book[kind.sheet]
            headings = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                for (code, heading), text in edits.items():
                    if row[0].value == code:
                        row[headings.index(heading)].value = text
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for row in rows[1:]:
        for (code, heading), text in edits.items():
            if row[1] == code:
                row[rows[0].index(heading)] = text
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def said_by(found):
    return {(f"{c.kind}-{c.pk}", f.heading): f.new for c in found.changed for f in c.fields}


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


# Saving it


def saved(world, found, by=None, **more):
    return bring_back(strategy=world.strategy, changes=found.changes, by=by or world.manager, at=AT, **more)


def changed_file(world, edits, form="csv"):
    return compared(world, edited(exporting.file_of(world.manager, world.strategy, form), form, edits))


def test_saving_changes_exactly_what_was_shown_and_each_record_tells_of_it(world):
    before = {
        row.code: row for rows in exporting.tables_of(world.manager, world.strategy).values() for row in rows
    }
    edits = {
        (f"task-{world.task.pk}", "Text"): "=New words",
        (f"action-{world.action.pk}", "Due"): "2011-02-01",
        (f"outcome-{world.outcome.pk}", "Kind"): "Output",
    }
    saved(world, changed_file(world, edits), reason="Agreed in June")
    after = {
        row.code: row for rows in exporting.tables_of(world.manager, world.strategy).values() for row in rows
    }
    differing = {
        (c, k) for c, row in after.items() for k, v in row.values.items() if before[c].values[k] != v
    }
    assert differing == {
        (f"task-{world.task.pk}", "text"), (f"action-{world.action.pk}", "due_on"), (f"outcome-{world.outcome.pk}", "kind"),
    }  # fmt: skip
    assert after[f"task-{world.task.pk}"].values["text"] == "=New words"
    action = world.fresh()
    assert (action.moved_count, action.version) == (1, world.action.version + 1)
    entries = AuditEntry.objects.filter(action="plans.bring_back", reason="Agreed in June")
    assert entries.count() == 4
    assert verify_chain()[1] is None


def test_a_date_moves_only_with_a_reason(world):
    with pytest.raises(NotPossible, match="why dates move"):
        saved(world, changed_file(world, {(f"action-{world.action.pk}", "Due"): "2011-02-01"}))


def test_new_rows_are_added_where_they_belong(world):
    rows = [
        ["Type", "Id", "Version", "Belongs to", "Reference", "Title", "Text", "Organisation", "Role", "Kind"],
        ["action", "", "", f"objective-{world.action.objective_id}", "9.1", "A new promise", "", "", "", ""],
        ["task", "", "", "9.1", "", "", "First step", "", "", ""],
        ["partner", "", "", "9.1", "", "", "", "partner BODY", "Lead", ""],
        ["task", "", "", f"task-{world.task.pk}", "", "", "One more part", "", "", ""],
        ["outcome", "", "", "7.3.1", "", "", "Better", "", "", ""],
        ["resource", "", "", "7.3.1", "", "", "Rooms", "", "", "In kind"],
    ]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found = compared(world, out.getvalue().encode())
    assert (found.mistakes, len(found.new)) == ((), 6)
    saved(world, found)
    made = PlannedAction.objects.get(reference="9.1")
    assert (made.lead, made.tasks.get().text) == (world.partner_body, "First step")
    assert world.task.subtasks.count() == 2
    assert world.action.outcomes.count() == 2
    assert Resource.objects.filter(action=world.action, kind="in_kind").exists()
    assert made.snapshots.filter(is_current=True).exists()


def test_the_lead_can_change_hands_in_one_file(world):
    lead, other = world.action.partners.get(role="lead"), world.action.partners.get(role="partner")
    edits = {(f"partner-{lead.pk}", "Role"): "Partner", (f"partner-{other.pk}", "Role"): "Lead"}
    saved(world, changed_file(world, edits))
    assert PlannedAction.objects.get(pk=world.action.pk).lead == world.partner_body


def test_it_is_all_of_the_file_or_nothing(world):
    found = changed_file(
        world, {(f"task-{world.task.pk}", "Text"): "New", (f"task-{world.second_task.pk}", "Text"): "Newer"}
    )
    world.second_task.delete()
    with pytest.raises(NotPossible, match="removed from the plan meanwhile"):
        saved(world, found)
    world.task.refresh_from_db()
    assert world.task.text != "New"
    assert not AuditEntry.objects.filter(action="plans.bring_back", outcome="done").exists()


def test_a_clash_within_the_database_leaves_nothing_behind(world):
    other = PlannedAction.objects.create(
        strategy=world.strategy, objective=world.action.objective, reference="7.4", title="Other", entered_on=date(2010, 7, 1)
    )  # fmt: skip
    found = changed_file(
        world, {(f"task-{world.task.pk}", "Text"): "New", (f"action-{other.pk}", "Reference"): "7.5"}
    )
    PlannedAction.objects.create(
        strategy=world.strategy, objective=world.action.objective, reference="7.5", title="Third", entered_on=date(2010, 7, 1)
    )  # fmt: skip
    with pytest.raises(NotPossible, match="no longer fits"):
        saved(world, found)
    world.task.refresh_from_db()
    assert world.task.text != "New"


def test_two_actions_cannot_get_one_reference(world):
    other = PlannedAction.objects.create(
        strategy=world.strategy, objective=world.action.objective, reference="7.4", title="Other", entered_on=date(2010, 7, 1)
    )  # fmt: skip
    found = changed_file(world, {(f"action-{other.pk}", "Reference"): "7.3.1"})
    assert {m.text for m in found.mistakes} == {"The reference “7.3.1” is given to two actions."}


def test_a_record_that_somebody_saved_meanwhile_is_not_overwritten(world):
    found = changed_file(world, {(f"task-{world.task.pk}", "Text"): "Mine"})
    KeyTask.objects.filter(pk=world.task.pk).update(text="Theirs", version=2)
    with pytest.raises(Stale):
        saved(world, found)
    assert KeyTask.objects.get(pk=world.task.pk).text == "Theirs"


def test_an_old_file_asks_where_both_changed(world):
    data = edited(
        exporting.file_of(world.manager, world.strategy, "csv"),
        "csv",
        {(f"task-{world.task.pk}", "Text"): "Mine"},
    )
    KeyTask.objects.filter(pk=world.task.pk).update(text="Theirs", version=2)
    (change,) = compared(world, data).stale
    assert [(f.now, f.new) for f in change.fields] == [("Theirs", "Mine")]


def test_a_closed_action_is_not_changed_by_a_file(world):
    data = edited(
        exporting.file_of(world.manager, world.strategy, "csv"),
        "csv",
        {(f"task-{world.task.pk}", "Text"): "Mine"},
    )
    found = compared(world, data)
    PlannedAction.objects.filter(pk=world.action.pk).update(
        state="undelivered", decision_reference="Board", closed_by=world.manager.account_id, closed_at=AT
    )
    assert "has been closed" in compared(world, data).mistakes[0].text
    with pytest.raises(NotPossible, match="has been closed"):
        saved(world, found)


def test_only_the_manager_brings_a_file_back(world, count):
    found = changed_file(world, {(f"task-{world.task.pk}", "Text"): "Mine"})
    for name, viewer in world.everybody().items():
        if "manager" not in name:
            with pytest.raises(Refused):
                saved(world, found, by=viewer)
            count("roles that may not bring a plan back", 1)
    assert AuditEntry.objects.filter(action="plans.bring_back", outcome="refused").count() == 7


# Pages


def page_of(answer):
    return LexborHTMLParser(answer.content)


def fields_of(answer):
    boxes = page_of(answer).css("form[action$='/save/'] input[type=hidden]")
    return {box.attributes["name"]: box.attributes["value"] for box in boxes}


def bring(client, world, data, name="plan.csv"):
    return client.post(
        reverse("exchange:file", args=[world.strategy.pk]), {"file": SimpleUploadedFile(name, data)}
    )


def save(client, world, fields, **more):
    return client.post(reverse("exchange:save_file", args=[world.strategy.pk]), fields | more)


@FORMS
def test_a_download_holds_what_the_viewer_sees_and_is_kept_in_the_audit(world, form):
    answer = client_of(world.member).get(reverse("exchange:download", args=[world.strategy.pk, form]))
    assert answer.status_code == 200
    assert read_cells(answer.content).rows
    entry = AuditEntry.objects.get(outcome="read")
    assert (entry.actor_id, entry.subject_id) == (world.member.account_id, str(world.strategy.pk))


def test_who_sees_no_plan_gets_no_file(world):
    hidden = StrategyFactory(tier="police")
    client = client_of(world.contributor)
    assert client.get(reverse("exchange:download", args=[world.strategy.pk, "csv"])).status_code in (403, 404)
    assert (
        client_of(world.manager).get(reverse("exchange:download", args=[hidden.pk, "csv"])).status_code == 404
    )
    assert bring(client_of(world.lead), world, b"x").status_code == 403


def test_a_file_is_shown_then_saved_once_however_often_it_is_sent(world):
    client = client_of(world.manager)
    data = edited(
        exporting.file_of(world.manager, world.strategy, "xlsx"),
        "xlsx",
        {(f"task-{world.task.pk}", "Text"): "Mine"},
    )
    shown = bring(client, world, data, "plan.xlsx")
    assert "1 row changed" in shown.content.decode()
    assert KeyTask.objects.get(pk=world.task.pk).text != "Mine"
    fields = fields_of(shown)
    for _ in range(2):
        assert save(client, world, fields).status_code == 303
    assert KeyTask.objects.get(pk=world.task.pk).text == "Mine"
    assert AuditEntry.objects.filter(action="plans.bring_back", subject_type="plans.strategy").count() == 1


def test_the_unchanged_file_says_so(world):
    shown = bring(client_of(world.manager), world, exporting.file_of(world.manager, world.strategy, "csv"))
    assert "Nothing changed" in shown.content.decode()


@pytest.mark.parametrize(("answer", "stands"), [("now", "Theirs"), ("file", "Mine")])
def test_the_second_to_save_chooses_field_by_field(world, answer, stands):
    client = client_of(world.manager)
    data = edited(
        exporting.file_of(world.manager, world.strategy, "csv"),
        "csv",
        {(f"task-{world.task.pk}", "Text"): "Mine"},
    )
    fields = fields_of(bring(client, world, data))
    KeyTask.objects.filter(pk=world.task.pk).update(text="Theirs", version=2)
    again = save(client, world, fields)
    assert again.status_code == 409
    assert "Theirs" in again.content.decode()
    fields = fields_of(again)
    left_open = save(client, world, fields)
    assert left_open.status_code == 422
    done = save(client, world, fields_of(left_open), **{f"choice-task-{world.task.pk}-text": answer})
    assert done.status_code == 303
    assert KeyTask.objects.get(pk=world.task.pk).text == stands


def test_what_was_shown_cannot_be_changed_on_the_way(world):
    client = client_of(world.manager)
    data = edited(
        exporting.file_of(world.manager, world.strategy, "csv"),
        "csv",
        {(f"task-{world.task.pk}", "Text"): "Mine"},
    )
    fields = fields_of(bring(client, world, data))
    assert save(client, world, fields | {"changes": fields["changes"][:-3] + "abc"}).status_code == 303
    assert KeyTask.objects.get(pk=world.task.pk).text != "Mine"


@pytest.mark.parametrize(
    ("name", "data"), [("plan.xlsx", b"PK\x03\x04 broken"), ("plan.csv", b"a,b"), ("plan.csv", b"")]
)
def test_a_bad_file_gets_one_sentence_on_the_page(world, name, data):
    answer = bring(client_of(world.manager), world, data, name)
    assert answer.status_code == 422
    assert page_of(answer).css_first(".govuk-error-summary")


def test_the_page_asks_few_questions_however_large_the_plan(world, count):
    many_actions(60, world.strategy)
    client = client_of(world.manager)
    client.get(reverse("exchange:file", args=[world.strategy.pk]))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("exchange:file", args=[world.strategy.pk]))
    assert len(asked) <= 12
    data = exporting.file_of(world.manager, world.strategy, "csv")
    with CaptureQueriesContext(connection) as asked:
        assert "Nothing changed" in bring(client, world, data).content.decode()
    count("queries to show what differs in a file of 61 actions", len(asked))
    assert len(asked) <= 12


# The command line


def test_the_command_line_takes_a_plan_out_and_brings_it_back(world, tmp_path, capsys):
    path = tmp_path / "plan.csv"
    call_command("plans", "export", str(world.strategy.pk), "--to", str(path))
    call_command("plans", "import", str(path))
    assert "Nothing was changed" in capsys.readouterr().out
    path.write_bytes(edited(path.read_bytes(), "csv", {(f"task-{world.task.pk}", "Text"): "By hand"}))
    call_command("plans", "import", str(path), "--look")
    assert KeyTask.objects.get(pk=world.task.pk).text != "By hand"
    call_command("plans", "import", str(path))
    assert KeyTask.objects.get(pk=world.task.pk).text == "By hand"
    path.write_bytes(edited(path.read_bytes(), "csv", {(f"task-{world.task.pk}", "Text"): ""}))
    with pytest.raises(CommandError, match="Mend these"):
        call_command("plans", "import", str(path))
    with pytest.raises(CommandError, match=r"\.xlsx or \.csv"):
        call_command("plans", "export", str(world.strategy.pk), "--to", str(tmp_path / "plan.doc"))
