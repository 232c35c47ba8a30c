"""Does what came in, or did not, stand in its week as what it is, and against the deadline that this person had?"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.tension.reads import weeks
from commonweal.listen.tension.rules.standing import Standing
from commonweal.listen.tension.tests.factories import (
    AT,
    BEFORE,
    DUE,
    LATE,
    WEEK,
    World,
    contribution,
    make_world,
    officer_return,
    public_return,
    sent_return,
)
from commonweal.listen.tension.writes import arranging, sending

pytestmark = pytest.mark.django_db


def standing(world: World, area: str = "Northwick", at: datetime = AT):
    found = weeks.points(world.viewer("analyst"), world.round, since=WEEK, until=WEEK, at=at)
    return next(point for point in found if point.area_name == area)


# The four states


def test_on_the_stroke_of_twelve_is_in_time_and_a_minute_past_is_late(world):
    sent_return(world, DUE)
    assert standing(world).standing is Standing.REPORTED
    sent_return(world, LATE, by="middle")
    assert standing(world, "Middleham").standing is Standing.LATE
    assert standing(world, "Middleham").rank == 2


def test_nil_missing_and_not_asked_are_three_things_before_and_after_the_deadline(world):
    sending.report(asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, **world.who("lead"))
    nil, silent, unasked = (standing(world, name) for name in world.areas)
    assert (nil.standing, nil.rank, nil.items) == (Standing.NIL, 0, 0)
    assert (silent.standing, silent.rank, silent.items) == (Standing.MISSING, None, None)
    assert (unasked.standing, unasked.rank, unasked.items) == (Standing.NOT_ASKED, None, None)
    assert standing(world, "Middleham", at=DUE).standing is Standing.AWAITED


def test_a_draft_and_a_withdrawn_return_are_silence(world):
    sent = officer_return(world)
    assert standing(world).standing is Standing.MISSING
    sent = sending.submit_return(sent=sent, **world.who("lead"))
    assert standing(world).standing is Standing.REPORTED
    sending.withdraw_return(sent=sent, **world.who("lead"))
    assert standing(world).standing is Standing.MISSING


def test_a_contribution_is_effort_and_no_official_return(world):
    contribution(world)
    public_return(world)
    found = standing(world)
    assert (found.standing, found.effort) == (Standing.MISSING, 2)


def test_whoever_is_not_asked_any_more_is_not_silent_and_what_was_missing_stays_missing(world):
    arranging.stop_asking(asking=world.askings["Middleham"], until_on=WEEK, **world.who("analyst"))
    assert standing(world, "Middleham").standing is Standing.NOT_ASKED
    before = weeks.points(world.viewer("analyst"), world.round, since=BEFORE, until=BEFORE, at=AT)
    assert {p.area_name: p.standing for p in before}["Middleham"] is Standing.MISSING


def test_asking_in_the_middle_of_a_week_begins_with_the_next(world):
    asking = arranging.ask(
        chosen=world.round, organisation=world.police["Southley"], area=world.areas["Southley"], variant="officer",
        overseer=world.police["Southley"], since_on=WEEK + timedelta(days=2), **world.who("analyst"),
    )  # fmt: skip
    assert asking.since_on == WEEK + timedelta(days=7)
    assert standing(world, "Southley").standing is Standing.NOT_ASKED


def test_a_series_says_the_state_of_every_week(world):
    sent_return(world)
    found = weeks.series(
        world.viewer("analyst"), world.round, world.areas["Northwick"], since=BEFORE, until=WEEK, at=AT
    )
    assert [(p.week_starting, p.standing, p.rank) for p in found] == [
        (BEFORE, Standing.MISSING, None), (WEEK, Standing.REPORTED, 2),
    ]  # fmt: skip


def test_an_auditor_counts_and_sees_no_level_and_others_see_nothing(world):
    sent_return(world)
    counted = weeks.points(world.viewer("auditor"), world.round, since=WEEK, until=WEEK, at=AT)
    assert [p.standing for p in counted][:2] == [Standing.MISSING, Standing.REPORTED]
    assert {p.rank for p in counted} == {None}
    for key in ("contributor", "partner", "admin"):
        assert weeks.points(world.viewer(key), world.round, since=WEEK, until=WEEK, at=AT) == []


# Deadlines and exceptions


def test_late_is_taken_and_locked_is_not_and_an_exception_opens_it_for_one_person_only(world):
    lock = world.round.clockwork.lock_at(WEEK)
    after = lock + timedelta(minutes=1)
    drafted = officer_return(world)
    with pytest.raises(NotPossible, match="closed"):
        sending.submit_return(sent=drafted, **world.who("lead", after))
    arranging.grant_exception(
        asking=world.askings["Northwick"], week_starting=WEEK, account=world.accounts["lead"],
        until_at=after + timedelta(hours=2), reason="The station was without power", **world.who("analyst", after),
    )  # fmt: skip
    with pytest.raises(NotPossible, match="closed"):
        sending.submit_return(sent=drafted, **world.who("deputy", after))
    sent = sending.submit_return(sent=drafted, **world.who("lead", after))
    assert standing(world, at=after).standing is Standing.REPORTED  # by the deadline that this person had
    assert sent.due_at == after + timedelta(hours=2)


def test_an_exception_ends(world):
    lock = world.round.clockwork.lock_at(WEEK)
    arranging.grant_exception(
        asking=world.askings["Northwick"], week_starting=WEEK, account=world.accounts["lead"],
        until_at=lock + timedelta(hours=2), reason="Ill", **world.who("analyst"),
    )  # fmt: skip
    with pytest.raises(NotPossible, match="closed"):
        sending.report(
            asking=world.askings["Northwick"],
            week_starting=WEEK,
            is_nil=True,
            **world.who("lead", lock + timedelta(hours=3)),
        )


def test_nobody_gives_themselves_longer_and_only_analysts_give_it(world):
    given = {
        "asking": world.askings["Northwick"],
        "week_starting": WEEK,
        "until_at": AT + timedelta(days=1),
        "reason": "Ill",
    }
    with pytest.raises(NotPossible, match="Nobody gives themselves"):
        arranging.grant_exception(account=world.accounts["analyst"], **given, **world.who("analyst"))
    with pytest.raises(Refused):
        arranging.grant_exception(account=world.accounts["deputy"], **given, **world.who("lead"))


def test_where_nothing_locks_a_return_is_taken_however_late(db):
    world = make_world(lock_hours=None)
    sent = sent_return(world, AT + timedelta(days=80))
    assert sent.state == "submitted"


def test_changed_settings_make_nobody_late_afterwards(world):
    sent_return(world, DUE)
    arranging.change_round(chosen=world.round, on=WEEK, due_day=1, **world.who("analyst"))
    world.round.refresh_from_db()
    assert standing(world).standing is Standing.REPORTED
