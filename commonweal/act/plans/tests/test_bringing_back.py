"""Does a file that comes back change exactly what was shown, or nothing?"""

import csv
import io
from datetime import date

import pytest

from commonweal.act.plans.models import KeyTask, PlannedAction, Resource
from commonweal.act.plans.reads import exporting
from commonweal.act.plans.tests.factories import AT
from commonweal.act.plans.tests.files_of_plans import (
    changed_file,
    compared,
    edited,
    file_world,
    saved,
)
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.rules import NotPossible, Refused


@pytest.fixture
def world(db):
    return file_world()


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
