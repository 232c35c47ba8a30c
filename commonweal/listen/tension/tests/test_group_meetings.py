"""Is a meeting of the group kept as it was: the level of a scale, its own items, and what it decided until it is done?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from commonweal.ground.people import clock
from commonweal.ground.people.tests.pages import text_of
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.tension.models import (
    GroupAction,
    GroupMeeting,
    ReviewedItem,
    TensionItem,
)
from commonweal.listen.tension.reads import meetings as reads
from commonweal.listen.tension.rules.meeting import check_action, check_done, check_held, meets_again_by
from commonweal.listen.tension.tests.factories import (
    AT,
    ITEM,
    PEOPLE,
    WEEK,
    World,
    make_world,
    officer_return,
)
from commonweal.listen.tension.writes import meeting, noting

pytestmark = pytest.mark.django_db
TODAY = AT.date()
LEVELS = {"0": 31, "1": 31, "2": 7, "3": 7, "4": 1, "5": 1}


@pytest.fixture
def world(monkeypatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make_world()


def held(world: World, by: str = "lead", **given: Any) -> GroupMeeting:
    values: dict[str, Any] = {
        "area": world.areas["Northwick"], "host": world.police["Northwick"], "held_on": WEEK, "level": "2",
        "attended": [world.police["Northwick"], world.askings["partner"].organisation],
    }  # fmt: skip
    return meeting.record_meeting(**values | given, **world.who(by, AT))


def decided(world: World, **given: Any) -> GroupMeeting:
    values = {"text": "Walk there together", "owner": world.police["Northwick"], "due_on": TODAY}
    return meeting.add_group_action(meeting=held(world), **values | given, **world.who("lead", AT))


def browser(world: World, key: str) -> Client:
    client = Client()
    client.force_login(world.accounts[key])
    return client


# The level


def test_the_level_agreed_is_one_of_the_scale_in_force_and_keeps_its_version(world, count):
    for number, code in enumerate(LEVELS):
        made = held(world, held_on=WEEK - timedelta(days=number), level=code)
        assert (made.level, made.rank, made.level_scale.split("@")[0]) == (code, int(code), "tension_level")
        count("levels that a group may agree on", 1)
    with pytest.raises(NotPossible, match="Choose a level"):
        held(world, held_on=date(2010, 6, 1), level="9")
    with pytest.raises(NotPossible, match="No round of returns ran"):
        held(world, held_on=date(2010, 1, 4))
    assert held(world, held_on=date(2010, 6, 2), level="").rank is None  # they may fail to agree


def test_the_level_of_the_group_changes_no_level_that_was_reported(world):
    sent = officer_return(world)
    held(world, level="5")
    sent.refresh_from_db()
    assert (sent.level, sent.items.get().level) == ("2", "2")


@pytest.mark.parametrize(("code", "days"), LEVELS.items())
def test_the_worse_the_level_the_sooner_the_group_meets_again(world, code, days):
    made = held(world, level=code, next_meeting_on=WEEK + timedelta(days=40))
    again = reads.meets_again(world.viewer("lead"), made, on=WEEK + timedelta(days=days))
    assert (again.by_on, again.is_overdue, again.is_set_too_late) == (
        WEEK + timedelta(days=days),
        False,
        True,
    )
    assert reads.meets_again(world.viewer("lead"), made, on=again.by_on + timedelta(days=1)).is_overdue
    held(world, held_on=WEEK + timedelta(days=1), level="1")
    later = reads.meets_again(world.viewer("lead"), made, on=again.by_on + timedelta(days=1))
    assert (later.has_met, later.is_overdue) == (True, False)


def test_a_calm_group_meets_each_month_an_uneasy_one_each_week_and_in_disorder_each_day():
    assert [(meets_again_by(WEEK, tone) - WEEK).days for tone in ("good", "", "watch", "warn", "bad")] == [
        31, 31, 7, 7, 1,
    ]  # fmt: skip


def test_the_page_says_by_when_the_group_meets_again(world):
    made = held(world, level="4", next_meeting_on=WEEK + timedelta(days=7))
    said = text_of(browser(world, "partner").get(f"/tension/meetings/{made.pk}/"))
    assert "At this level the group meets again by 13 July 2010" in said
    assert "Overdue" in said.split("meets again by")[1].split("What it decided")[0]


# What it looked at, and who was there


def test_the_group_looks_at_its_own_areas_items_and_at_nothing_protected(world):
    own = officer_return(world).items.get()
    other = officer_return(world, by="middle").items.get()
    made = held(world, reviewed=[own])
    assert [each.item_id for each in made.reviewed.all()] == [own.pk]
    with pytest.raises(NotPossible, match="its own area"):
        held(world, held_on=TODAY, reviewed=[own, other])
    with pytest.raises(NotPossible, match="looked at this item"):
        noting.remove_item(sent=own.of, number=own.number, **world.who("lead"))
    TensionItem.objects.filter(pk=own.pk).update(is_protected=True)  # after somebody has opened the form
    with pytest.raises(NotPossible, match="shown to nobody"):
        held(world, held_on=TODAY, reviewed=[own])
    assert GroupMeeting.objects.count() == 1


def test_an_item_that_became_protected_leaves_the_page_of_the_meeting(world):
    own = officer_return(world, title="Leaflets at the mosque gate").items.get()
    page = f"/tension/meetings/{held(world, reviewed=[own]).pk}/"
    assert "Leaflets at the mosque gate" in text_of(browser(world, "lead").get(page))
    assert "Leaflets at the mosque gate" not in text_of(browser(world, "partner").get(page))
    sent = noting.change_item(sent=own.of, number=1, **{**ITEM, "is_protected": True}, **world.who("lead"))
    assert sent.items.get().is_protected
    assert "Leaflets" not in text_of(browser(world, "lead").get(page))


def test_a_form_offers_nothing_protected_and_nobody_who_may_not_come(world):
    sent = officer_return(world, title="Seen by everybody")
    noting.note_item(sent=sent, **{**ITEM, "title": "Kept back", "is_protected": True}, **world.who("lead"))
    page = text_of(browser(world, "lead").get(f"/tension/meetings/about/{world.areas['Northwick'].pk}/"))
    assert "Seen by everybody" in page
    assert "Kept back" not in page
    assert "A partner" in page
    assert "Another partner" not in page


# When


def test_a_meeting_that_lies_ahead_or_was_kept_already_is_refused(world):
    with pytest.raises(NotPossible, match="lies ahead"):
        held(world, held_on=TODAY + timedelta(days=1))
    held(world)
    with pytest.raises(NotPossible, match="recorded already"):
        held(world)
    with pytest.raises(NotPossible, match="after this one"):
        check_held(TODAY, TODAY, TODAY)
    check_held(TODAY, TODAY + timedelta(days=1), TODAY)


# What it decided


def test_an_action_has_words_an_owner_and_a_day_and_is_open_until_somebody_says_what_came_of_it(world):
    made = decided(world, due_on=WEEK)
    action = made.actions.get()
    page = f"/tension/meetings/{made.pk}/"
    row = text_of(browser(world, "lead").get(page)).split("What it decided")[1]
    assert "Walk there together Police of Northwick" in row
    assert "Overdue" in row  # it was due on Monday, and it is Thursday
    done = {"action": action.pk, "done_on": TODAY, **world.who("lead", AT)}
    with pytest.raises(NotPossible, match="what came of it"):
        meeting.finish_group_action(meeting=made, outcome=" ", **done)
    made = meeting.finish_group_action(meeting=made, outcome="Nobody came", **done)
    action.refresh_from_db()
    assert (action.done_on, action.outcome) == (TODAY, "Nobody came")
    with pytest.raises(NotPossible, match="said already"):
        meeting.finish_group_action(meeting=made, outcome="Again", **done)
    row = text_of(browser(world, "partner").get(page)).split("What it decided")[1]
    assert "Nobody came (15 July 2010)" in row
    assert "Overdue" not in row


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: check_action(" ", TODAY, WEEK), "what is going to be done"),
        (lambda: check_action("Walk", WEEK - timedelta(days=1), WEEK), "day of the meeting or later"),
        (
            lambda: check_done("Done", WEEK - timedelta(days=1), held_on=WEEK, today=TODAY),
            "after the group decided",
        ),
        (lambda: check_done("Done", TODAY + timedelta(days=1), held_on=WEEK, today=TODAY), "lies ahead"),
        (lambda: check_done(" ", TODAY, held_on=WEEK, today=TODAY), "what came of it"),
    ],
)
def test_an_action_that_cannot_be_is_refused_with_a_sentence(check, words):
    with pytest.raises(NotPossible, match=words):
        check()


def test_an_action_is_due_and_done_on_the_days_at_both_ends(world):
    check_action("Walk", WEEK, WEEK)
    check_done("Done", WEEK, held_on=WEEK, today=TODAY)
    check_done("Done", TODAY, held_on=WEEK, today=TODAY)


def test_whoever_oversees_the_area_keeps_its_meetings_and_nobody_else(world, count):
    made = decided(world)
    for key in PEOPLE:
        may = key in ("lead", "deputy")
        tries = [
            lambda who: held(world, who, held_on=TODAY),
            lambda who: meeting.add_group_action(
                meeting=made, text="More", owner=world.police["Northwick"], due_on=TODAY, **world.who(who, AT)
            ),
            lambda who: meeting.finish_group_action(
                meeting=made, action=made.actions.order_by("pk")[0].pk, outcome="It helped", done_on=TODAY,
                **world.who(who, AT),
            ),
        ]  # fmt: skip
        for attempt in tries:
            undo = transaction.atomic()
            undo.__enter__()
            if may or world.viewer(key).may("tension.meet"):
                assert attempt(key)
            else:
                with pytest.raises(Refused):
                    attempt(key)
            transaction.set_rollback(True)
            undo.__exit__(None, None, None)
            count("role and write pairs of the group", 1)


# Past the writes

RAW = {
    "a level of no scale": lambda m: GroupMeeting.objects.filter(pk=m.pk).update(level_scale="", rank=None),
    "a rank without a level": lambda m: GroupMeeting.objects.filter(pk=m.pk).update(level=""),
    "an action done that says nothing": lambda m: GroupAction.objects.filter(meeting=m).update(done_on=TODAY),
    "an outcome on no day": lambda m: GroupAction.objects.filter(meeting=m).update(outcome="It helped"),
    "an action without words": lambda m: GroupAction.objects.filter(meeting=m).update(text=""),
    "two meetings on a day": lambda m: GroupMeeting.objects.create(area_id=m.area_id, held_on=m.held_on),
    "a protected item reviewed": lambda m: ReviewedItem.objects.create(
        meeting=m, item=TensionItem.objects.get(is_protected=True)
    ),
}


@pytest.mark.parametrize("what", RAW)
def test_the_database_holds_what_the_rules_of_the_group_say(world, what, count):
    officer_return(world, is_protected=True)
    made = decided(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        RAW[what](made)
    count("rules of the group that the database holds", 1)
