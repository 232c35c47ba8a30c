"""Does each change do what it says, keep the status with it, and refuse those who may not?"""

from datetime import date, timedelta

import pytest

from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import ProgressUpdate, StatusSnapshot
from commonweal.act.plans.tests.factories import AT, World, many_actions
from commonweal.act.plans.writes import (
    closing,
    evidence,
    partners,
    progress,
    resources,
    statuses,
    structure,
    work,
)
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def world():
    return World()


def start(world, by=None, body=None, **values):
    return progress.start_update(
        action=world.action, organisation=body or world.lead_body, period_until_on=date(2010, 6, 30),
        narrative="We met twice.", by=by or world.lead, at=AT, **values,
    )  # fmt: skip


def prove(world):
    for task in (world.task, world.second_task):
        work.mark_task_done(task=task, by=world.lead, at=AT)
    item = evidence.offer_evidence(
        outcome=world.outcome, organisation=world.lead_body, text="Trust rose", source="Survey", strength="measured",
        by=world.lead, at=AT,
    )  # fmt: skip
    return evidence.accept_evidence(evidence=item, by=world.link_lead, at=AT)


def current(world):
    return StatusSnapshot.objects.get(action=world.action, is_current=True)


def test_an_update_goes_back_and_forth_until_it_is_confirmed(world):
    update = start(world)
    update = progress.send_update(update=update, by=world.lead, at=AT)
    update = progress.send_back_update(update=update, reason="No figures", by=world.link_lead, at=AT)
    assert (update.state, update.sent_back_reason) == ("sent_back", "No figures")
    update = progress.send_update(update=update, narrative="42 people came.", by=world.lead, at=AT)
    assert update.state == "sent_again"
    update = progress.confirm_update(update=update, by=world.link_lead, at=AT)
    assert (update.state, update.confirmed_by_id) == ("confirmed", world.link_lead.account_id)


def test_a_partner_reports_on_its_own_actions_only(world):
    with pytest.raises(Refused):
        start(world, by=world.stranger)
    with pytest.raises(Refused):
        start(world, by=world.partner, body=world.lead_body)
    assert ProgressUpdate.objects.count() == 0


def test_closing_needs_proof_and_a_second_person(world):
    with pytest.raises(NotPossible, match="Task 1 is not done"):
        closing.propose_closing(action=world.action, by=world.manager, at=AT)
    prove(world)
    closing.propose_closing(action=world.action, by=world.manager, at=AT)
    with pytest.raises(Refused, match="Somebody else"):
        closing.close_action(action=world.action, by=world.manager, at=AT)
    closed = closing.close_action(action=world.action, by=world.second_manager, at=AT)
    assert (closed.state, current(world).code) == ("closed", "B")
    assert current(world).sentence.endswith("closed on 22 July 2010.")


def test_a_closed_action_can_be_challenged_and_reopens(world):
    prove(world)
    closing.propose_closing(action=world.action, by=world.manager, at=AT)
    closing.close_action(action=world.action, by=world.link_lead, at=AT)
    closing.challenge_action(
        action=world.action, why="The survey asked staff only", by=world.member, at=LATER
    )
    assert (world.fresh().state, current(world).code) == ("challenged", "A")
    challenge = world.action.challenges.get()
    closing.answer_challenge(
        action=world.action, challenge=challenge, upheld=True, answer="True", by=world.link_lead, at=LATER
    )
    assert world.fresh().state == "reopened"
    item = world.outcome.evidence.get()
    evidence.reject_evidence(evidence=item, reason="Staff only", by=world.link_lead, at=LATER)
    runs = StatusSnapshot.objects.filter(action=world.action).values_list("code", flat=True)
    assert list(runs) == ["B", "G"]


def test_nobody_judges_their_own_evidence(world):
    item = evidence.offer_evidence(
        outcome=world.outcome, organisation=world.lead_body, text="Trust rose", source="Survey", strength="measured",
        by=world.lead, at=AT,
    )  # fmt: skip
    with pytest.raises(Refused):
        evidence.accept_evidence(evidence=item, by=world.lead, at=AT)
    assert current(world).code != "B"


def test_a_failed_condition_changes_the_action(world):
    money = resources.add_resource(
        action=world.action, kind="funding", text="The regional fund", state="conditional",
        condition="the bid succeeds", by=world.manager, at=AT,
    )  # fmt: skip
    assert "depends on a condition (the bid succeeds)" in current(world).sentence
    resources.decide_condition(resource=money, met=False, reason="Turned down", by=world.manager, at=AT)
    assert current(world).code == "R"
    assert "The regional fund has failed because its condition was not met" in current(world).sentence


def test_the_lead_is_one_and_may_be_unstated(world):
    partners.set_lead(action=world.action, organisation=world.partner_body, by=world.manager, at=AT)
    assert world.fresh().lead == world.partner_body
    assert sorted(world.action.partners.values_list("role", flat=True)) == ["lead", "partner"]
    partners.set_lead(action=world.action, organisation=None, by=world.manager, at=AT)
    assert world.fresh().lead is None
    assert "lead not stated" in current(world).sentence


def test_moves_of_a_date_are_counted_and_need_a_reason(world):
    work.move_task_date(task=world.second_task, due_on=date(2010, 10, 2), reason="x", by=world.manager, at=AT)
    with pytest.raises(NotPossible, match="Say why"):
        work.move_task_date(task=world.task, due_on=date(2010, 9, 9), reason="", by=world.manager, at=AT)
    for day in (9, 10):
        work.move_task_date(
            task=world.task, due_on=date(2010, 9, day), reason="Late", by=world.manager, at=AT
        )
    world.task.refresh_from_db()
    assert (world.task.moved_count, world.task.first_due_on) == (2, date(2010, 9, 1))
    assert [c["kind"] for c in current(world).concerns] == ["moved_twice"]


def test_an_override_shows_both_and_needs_a_reason(world):
    structure.edit_action(action=world.action, by=world.manager, at=AT)
    with pytest.raises(NotPossible, match="Say why"):
        closing.override_status(action=world.action, status="R", reason="", by=world.manager, at=AT)
    with pytest.raises(NotPossible, match="Only evidence"):
        closing.override_status(action=world.action, status="B", reason="Done", by=world.manager, at=AT)
    closing.override_status(
        action=world.action, status="R", reason="The team was cut.", by=world.manager, at=AT
    )
    now = current(world)
    assert (now.code, now.computed_code) == ("R", "G")
    assert now.sentence.startswith(
        "Off track in the judgement of Partnership manager on 22 July 2010: The team was cut."
    )
    assert "Computed: On track:" in now.sentence
    closing.clear_override(action=world.action, by=world.manager, at=AT)
    assert current(world).code == "G"


def test_going_backwards_is_kept_day_by_day(world):
    for days in (0, 1, 41, 42, 72):
        snapshot_statuses(now=AT + timedelta(days=days))
    runs = StatusSnapshot.objects.filter(action=world.action).values_list("from_on", "seen_on", "code")
    assert list(runs) == [
        (date(2010, 7, 22), date(2010, 9, 1), "G"),
        (date(2010, 9, 2), date(2010, 9, 2), "A"),
        (date(2010, 10, 2), date(2010, 10, 2), "R"),
    ]


def test_the_days_statuses_are_kept_once(world):
    assert snapshot_statuses(now=AT) == 1
    assert snapshot_statuses(now=AT) == 0
    assert AuditEntry.objects.filter(action="plans.look_further").count() == 1


def test_a_long_plan_is_carried_on_where_it_was_left(world, monkeypatch):
    """Two workers take pieces in turn; one that stops in the middle loses nothing."""
    monkeypatch.setattr(statuses, "PIECE", 10)
    plan = many_actions(25, world.strategy)
    day = statuses.begin_day(strategy=plan, on=AT.date(), by=SYSTEM, at=AT)
    day = statuses.look_further(day=day, by=SYSTEM, at=AT)
    assert (day.actions, day.is_whole) == (10, False)
    assert snapshot_statuses(now=AT) == 1
    day.refresh_from_db()
    assert (day.actions, day.is_whole, sum(day.counts.values())) == (26, True, 26)
    assert StatusSnapshot.objects.filter(is_current=True).count() == 26
    with pytest.raises(NotPossible):
        statuses.look_further(day=day, by=SYSTEM, at=AT)
