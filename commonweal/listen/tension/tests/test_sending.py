"""Is a return sent with all that it needs, answered when that is owed, and its silence remembered?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonweal.ground.messages.models import Message
from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.tension.models import ReturnReminder
from commonweal.listen.tension.reads import receipts, returns
from commonweal.listen.tension.reminding import remind_the_missing
from commonweal.listen.tension.tests.factories import (
    AT,
    DUE,
    IN_TIME,
    LATE,
    WEEK,
    contribution,
    officer_return,
    public_return,
    sent_return,
)
from commonweal.listen.tension.writes import judging, noting, sending

pytestmark = pytest.mark.django_db


# What a return needs


def test_a_nil_says_nothing_else_and_is_signed(world):
    sent = sending.report(
        asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, what="", **world.who("lead")
    )
    assert (sent.is_nil, sent.what, sent.submitted_by_id) == (True, "", world.accounts["lead"].pk)
    drafted = officer_return(world, by="middle")
    with pytest.raises(NotPossible, match="Remove it first"):
        sending.submit_return(sent=drafted, is_nil=True, **world.who("middle"))


def test_a_return_without_words_or_level_or_item_is_not_sent(world):
    with pytest.raises(NotPossible, match="Say what"):
        sending.report(
            asking=world.askings["contributor"], week_starting=WEEK, what="  ", **world.who("contributor")
        )
    empty = sending.start_return(
        asking=world.askings["Northwick"], week_starting=WEEK, level="1", **world.who("lead")
    )
    with pytest.raises(NotPossible, match="at least one item"):
        sending.submit_return(sent=empty, **world.who("lead"))


def test_one_return_a_week_and_the_same_form_twice_is_one(world):
    given = {"asking": world.askings["contributor"], "week_starting": WEEK, "what": "Fear"}
    one = sending.report(**given, once="x" * 24, **world.who("contributor"))
    assert sending.report(**given, once="x" * 24, **world.who("contributor")).pk == one.pk
    with pytest.raises(NotPossible, match="already"):
        sending.report(**given, once="y" * 24, **world.who("contributor"))
    other = sending.report(**given, once="z" * 24, **world.who("contributor2"))
    assert other.pk != one.pk  # a colleague has their own


def test_paper_counts_from_when_it_was_handed_in_and_is_marked(world):
    sent = sending.report(
        asking=world.askings["contributor"], week_starting=WEEK, what="Fear", handed_in_at=IN_TIME,
        **world.who("contributor", LATE),
    )  # fmt: skip
    assert (sent.entry, sent.arrived_at, sent.submitted_at) == ("paper", IN_TIME, LATE)
    with pytest.raises(NotPossible, match="later than now"):
        sending.report(
            asking=world.askings["partner"],
            week_starting=WEEK,
            what="Fear",
            handed_in_at=AT,
            **world.who("partner", LATE),
        )


def test_an_old_grade_stays_as_it_was_given(world):
    sent = officer_return(world, scheme="5x5x5", source_grade="B", information_grade="2", handling="4")
    item = sent.items.get()
    assert (item.scheme, item.source_grade, item.information_grade, item.handling) == ("5x5x5", "B", "2", "4")
    with pytest.raises(NotPossible, match="Grade the source"):
        noting.note_item(sent=sent, **{**_item(), "scheme": "5x5x5"}, **world.who("lead"))


def _item():
    from commonweal.listen.tension.tests.factories import ITEM

    return ITEM


# Urgent


def test_an_urgent_return_leaves_the_weekly_cycle_without_a_word_of_content(world):
    drafted = officer_return(world, level="4", title="Zebra crossing tonight")
    Message.objects.all().delete()
    sent = sending.submit_return(sent=drafted, **world.who("lead"))
    told = set(Message.objects.values_list("account__email", flat=True))
    assert sent.is_urgent
    assert {"analyst@mail.example", "analyst2@mail.example", "deputy@mail.example"} <= told
    assert not Message.objects.filter(address__icontains="zebra").exists()
    assert returns.to_check(world.viewer("deputy"))[0].pk == sent.pk


@pytest.mark.parametrize(
    ("given", "urgent"), [({"level": "3"}, False), ({"level": "4"}, True), ({"risk_to_life": True}, True)]
)
def test_rank_four_or_a_life_at_risk_is_urgent(world, given, urgent):
    sent = sending.submit_return(sent=officer_return(world, **given), **world.who("lead"))
    assert sent.is_urgent is urgent


# Reminders


def test_the_silent_are_reminded_once_before_and_once_after_and_nobody_else(world):
    sent_return(world)
    Message.objects.all().delete()
    day_before = DUE - timedelta(hours=23)
    remind_the_missing(now=day_before)
    kinds = set(
        ReturnReminder.objects.filter(week_starting=WEEK).values_list(
            "asking__area__name", "asking__variant", "kind"
        )
    )
    assert kinds == {("Middleham", "officer", "before"), ("Northwick", "partner", "before")}
    assert remind_the_missing(now=day_before) == 0
    remind_the_missing(now=AT)
    after = set(
        ReturnReminder.objects.filter(week_starting=WEEK, kind="after").values_list(
            "asking__area__name", flat=True
        )
    )
    assert after == {"Middleham", "Northwick"}
    assert remind_the_missing(now=AT) == 0
    # The week before was silent for longer than a day: whoever oversees it hears, too.
    assert set(Message.objects.values_list("address", flat=True)) == {"/tension/mine/", "/tension/"}
    assert set(Message.objects.values_list("kind", flat=True)) == {"awaits"}


# Answers


def test_an_answer_is_owed_until_it_is_given(world):
    contribution(world)
    public_return(world)
    sending.report(asking=world.askings["partner"], week_starting=WEEK, is_nil=True, **world.who("partner"))
    later = datetime(2010, 7, 20, 9, 0, tzinfo=UTC)
    waiting = returns.owed(world.viewer("desk"), at=later)
    assert [each.is_overdue for each in waiting] == [True, True]  # a nil is owed nothing
    judging.answer_return(sent=waiting[0].sent, text="Done.", **world.who("desk", later))
    assert len(returns.owed(world.viewer("desk"), at=later)) == 1
    assert returns.owed(world.viewer("middle"), at=later) == []  # another borough's
    promise = receipts.promise_kept(world.viewer("desk"), at=later)
    assert (promise.late, promise.overdue) == (1, 1)
    assert receipts.promise_kept(world.viewer("middle"), at=later).overdue == 0
