"""Is silence asked about in time: the body before and after its deadline, and whoever oversees it a day later?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.messages.models import Message
from commonweal.ground.visibility.rules import SYSTEM, Refused
from commonweal.listen.tension.models import ReturnReminder
from commonweal.listen.tension.reminding import remind_the_missing
from commonweal.listen.tension.rules.deadlines import ESCALATED_AFTER, reminders_due
from commonweal.listen.tension.tests.factories import (
    BEFORE,
    DUE,
    IN_TIME,
    PEOPLE,
    WEEK,
    contribution,
    sent_return,
)
from commonweal.listen.tension.writes import arranging, judging, sending

SECOND = timedelta(seconds=1)
A_DAY_LATE = DUE + timedelta(hours=24)
ANALYSTS = {"analyst", "analyst2"}


def told(kind: str, asking) -> set[str]:
    """Who is told by one reminder, and by nothing else."""
    Message.objects.all().delete()
    made = ReturnReminder.objects.filter(week_starting=WEEK, kind=kind, asking=asking)
    made.delete()
    arranging.remind(asking=asking, week_starting=WEEK, kind=kind, by=SYSTEM, at=A_DAY_LATE)
    return {address.split("@")[0] for address in Message.objects.values_list("account__email", flat=True)}


def kinds_of(world, key: str) -> set[str]:
    rows = ReturnReminder.objects.filter(week_starting=WEEK, asking=world.askings[key])
    return set(rows.values_list("kind", flat=True))


# The clock


@pytest.mark.parametrize(
    ("late_by", "kinds"),
    [
        (-timedelta(hours=24) - SECOND, ()), (-timedelta(hours=24), ("before",)), (timedelta(0), ("before",)),
        (SECOND, ("after",)), (timedelta(hours=24), ("after",)), (timedelta(hours=24) + SECOND, ("after", "above")),
        (timedelta(days=9), ("after", "above")),
    ],
)  # fmt: skip
def test_before_after_and_above_each_begin_on_the_second(late_by, kinds):
    assert reminders_due(DUE + late_by, remind_at=DUE - timedelta(hours=24), due_at=DUE) == kinds


@given(st.integers(-400, 400), st.integers(0, 100))
def test_nobody_above_hears_of_silence_within_a_day_of_the_deadline(hours, longer):
    due_at = DUE + timedelta(hours=longer)
    found = reminders_due(DUE + timedelta(hours=hours), remind_at=DUE - timedelta(hours=24), due_at=due_at)
    assert ("above" in found) == (timedelta(hours=hours - longer) > ESCALATED_AFTER)
    assert not ("before" in found and "after" in found)


@pytest.mark.django_db
def test_on_the_stroke_of_a_day_nobody_above_is_told_and_a_second_later_they_are_once(world, count):
    for at, wanted in (
        (DUE - timedelta(hours=23), {"before"}), (DUE, {"before"}), (DUE + SECOND, {"before", "after"}),
        (A_DAY_LATE, {"before", "after"}), (A_DAY_LATE + SECOND, {"before", "after", "above"}),
    ):  # fmt: skip
        remind_the_missing(now=at)
        assert remind_the_missing(now=at) == 0
        for key in ("Northwick", "Middleham", "partner"):
            assert kinds_of(world, key) == wanted
            count("silent bodies × moments", 1)
    assert kinds_of(world, "contributor") == set()  # owes nothing


@pytest.mark.django_db
def test_after_a_worker_stood_still_both_are_told_at_once_and_nobody_before_the_week_is_over(world):
    remind_the_missing(now=A_DAY_LATE + timedelta(days=1))
    assert kinds_of(world, "Northwick") == {"after", "above"}
    assert not ReturnReminder.objects.filter(week_starting__gt=WEEK).exists()
    assert ReturnReminder.objects.filter(week_starting=BEFORE, kind="above").count() == 3


# Who is told


@pytest.mark.django_db
def test_first_those_who_owe_it_and_a_day_later_those_who_oversee_them(world):
    partner, own = world.askings["partner"], world.askings["Northwick"]
    assert told("before", partner) == told("after", partner) == {"partner"}
    assert told("above", partner) == {"lead", "deputy"}
    # Where the silent body oversees itself, somebody above it hears as well.
    assert told("before", own) == told("after", own) == {"lead", "deputy"}
    assert told("above", own) == {"lead", "deputy"} | ANALYSTS
    assert told("above", world.askings["Middleham"]) == {"middle"} | ANALYSTS


@pytest.mark.django_db
def test_the_message_says_that_something_waits_and_nothing_else(world):
    told("above", world.askings["Northwick"])
    rows = set(Message.objects.values_list("kind", "address", "record_type", "record_id"))
    assert rows == {("awaits", "/tension/", "", None)}


# Who is not


@pytest.mark.django_db
def test_whoever_reported_late_or_nil_is_not_told_about_above_and_a_draft_is_silence(world):
    sending.report(asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, **world.who("lead"))
    sent_return(world, DUE + timedelta(hours=23), by="middle")
    sending.start_return(
        asking=world.askings["partner"], week_starting=WEEK, what="Not sent", **world.who("partner")
    )
    contribution(world)
    remind_the_missing(now=A_DAY_LATE + SECOND)
    assert (kinds_of(world, "Northwick"), kinds_of(world, "Middleham")) == (set(), set())
    assert "above" in kinds_of(world, "partner")


@pytest.mark.django_db
def test_what_was_sent_back_has_arrived_and_is_no_silence(world):
    judging.send_back(sent=sent_return(world), reason="Where was it?", **world.who("deputy"))
    remind_the_missing(now=A_DAY_LATE + SECOND)
    assert kinds_of(world, "Northwick") == set()


@pytest.mark.django_db
def test_whoever_was_given_longer_is_late_only_after_that(world):
    until = DUE + timedelta(hours=48)
    arranging.grant_exception(
        asking=world.askings["Northwick"], week_starting=WEEK, account=world.accounts["lead"], until_at=until,
        reason="The office was flooded", **world.who("analyst"),
    )  # fmt: skip
    for at, wanted in (
        (A_DAY_LATE + SECOND, {"before"}), (until, {"before"}), (until + SECOND, {"before", "after"}),
        (until + timedelta(hours=24), {"before", "after"}),
        (until + timedelta(hours=24) + SECOND, {"before", "after", "above"}),
    ):  # fmt: skip
        remind_the_missing(now=at)
        assert kinds_of(world, "Northwick") == wanted, at
    assert kinds_of(world, "Middleham") == {"after", "above"}
    # Longer for one week is longer for no other.
    assert ReturnReminder.objects.filter(
        week_starting=BEFORE, asking=world.askings["Northwick"], kind="above"
    ).exists()


@pytest.mark.django_db
def test_only_the_program_and_those_who_arrange_may_remind(world, count):
    for key in PEOPLE:
        given = {"asking": world.askings["partner"], "week_starting": WEEK, "kind": "above"}
        if world.viewer(key).may("tension.arrange"):
            continue
        with pytest.raises(Refused):
            arranging.remind(**given, **world.who(key))
        count("people refused to remind", 1)


@pytest.mark.django_db
def test_the_database_knows_three_kinds_and_each_once(world):
    made = arranging.remind(
        asking=world.askings["partner"], week_starting=WEEK, kind="above", by=SYSTEM, at=IN_TIME
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ReturnReminder.objects.filter(pk=made.pk).update(kind="often")
    with pytest.raises(IntegrityError), transaction.atomic():
        arranging.remind(
            asking=world.askings["partner"], week_starting=WEEK, kind="above", by=SYSTEM, at=IN_TIME
        )
