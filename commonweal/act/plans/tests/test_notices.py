"""Is everybody reminded in time, once, and of nothing that is not theirs?"""

from datetime import date, timedelta

import pytest

from commonweal.act.plans.daily import raise_due_notices, snapshot_statuses
from commonweal.act.plans.models import Notice, PlanDay
from commonweal.act.plans.rules.facts import ActionFacts, TaskFacts
from commonweal.act.plans.rules.notices import Reminder, reminders_for
from commonweal.act.plans.tests.factories import AT, World
from commonweal.act.plans.writes import closing, progress
from commonweal.act.plans.writes.notices import raise_reminders
from commonweal.ground.messages.models import Message
from commonweal.ground.visibility.rules import SYSTEM, NotPossible

ON = date(2010, 7, 22)


def test_reminders_come_at_21_14_and_7_days_and_when_late(count):
    expected = {22: None, 21: 21, 15: 21, 14: 14, 8: 14, 7: 7, 0: 7, -1: -1, -200: -1}
    for left, step in expected.items():
        due = ON + timedelta(days=left)
        found = reminders_for(ActionFacts(on=ON, tasks=(TaskFacts("task 1", due),)))
        kind = "task_late" if left < 0 else "task_due_soon"
        assert found == ([] if step is None else [Reminder(kind, due, step)])
        count("reminder steps", 1)


def test_silence_for_two_periods_is_its_own_reminder():
    silent = ActionFacts(on=ON, last_update_on=ON - timedelta(days=200))
    assert [r.kind for r in reminders_for(silent)] == ["stale"]
    late = ActionFacts(on=ON, last_update_on=ON - timedelta(days=92))
    assert [r.kind for r in reminders_for(late)] == ["update_late"]
    soon = ActionFacts(on=ON, last_update_on=ON - timedelta(days=80))
    assert [(r.kind, r.days_before) for r in reminders_for(soon)] == [("due_soon", 14)]


def test_what_is_done_closed_or_not_begun_reminds_nobody():
    task = TaskFacts("task 1", ON, done_on=ON)
    assert reminders_for(ActionFacts(on=ON, tasks=(task,))) == []
    assert reminders_for(ActionFacts(on=ON, tasks=(TaskFacts("task 1", ON),), state="closed")) == []
    assert (
        reminders_for(ActionFacts(on=ON, tasks=(TaskFacts("task 1", ON),), starts_on=ON + timedelta(days=1)))
        == []
    )


@pytest.fixture
def world(db):
    return World()


def look(days):
    now = AT + timedelta(days=days)
    snapshot_statuses(now=now)
    return raise_due_notices(now=now)


def test_each_reminder_goes_once_and_in_one_message_a_person(world):
    assert look(20) == 1  # the first task is due in 21 days
    assert look(21) == 0
    assert Message.objects.filter(account=world.lead.account_id).count() == 1
    assert look(27) == 1  # 14 days
    assert look(60) == 3  # a task late, another due, an update due soon
    assert raise_due_notices(now=AT + timedelta(days=60)) == 0
    assert Notice.objects.count() == 5
    assert Message.objects.filter(account=world.lead.account_id).count() == 3
    assert set(Message.objects.values_list("account", flat=True)) == {world.lead.account_id}


def test_two_workers_raise_the_days_reminders_once(world):
    snapshot_statuses(now=AT)
    day = PlanDay.objects.get()
    raise_reminders(day=day, by=SYSTEM, at=AT)
    with pytest.raises(NotPossible):
        raise_reminders(day=day, by=SYSTEM, at=AT)


def test_without_a_lead_the_link_body_is_reminded(world):
    world.action.partners.filter(role="lead").delete()
    look(20)
    assert set(Message.objects.values_list("account", flat=True)) == {world.link_lead.account_id}


def test_who_sent_something_hears_what_became_of_it(world):
    update = progress.start_update(
        action=world.action,
        organisation=world.lead_body,
        period_until_on=ON,
        narrative="Done",
        by=world.lead,
        at=AT,
    )
    progress.send_update(update=update, by=world.lead, at=AT)
    assert list(Message.objects.values_list("account", "kind")) == [(world.link_lead.account_id, "awaits")]
    Message.objects.all().delete()
    progress.send_back_update(update=update, reason="No figures", by=world.link_lead, at=AT)
    (told,) = Message.objects.all()
    assert (told.account_id, told.kind, told.address) == (
        world.lead.account_id,
        "decided",
        f"/plans/updates/{update.pk}/",
    )
    Message.objects.all().delete()
    closing.challenge_action(action=world.action, why="Not so", by=world.member, at=AT)
    told = set(Message.objects.values_list("account", flat=True))
    assert told == {world.link_lead.account_id}
