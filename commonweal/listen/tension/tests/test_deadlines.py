"""Does a week begin on Monday, a deadline fall on the stroke, and midday stay midday when the clocks change?"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.tension.rules import deadlines
from commonweal.listen.tension.rules.deadlines import Clockwork

LONDON = ZoneInfo("Europe/London")
days = st.dates(date(1972, 1, 3), date(2090, 1, 1))
clocks = st.times(min_value=time(0, 0), max_value=time(23, 59)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
moments = st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))


@given(days)
def test_a_week_begins_on_the_monday_on_or_before_the_day(day):
    monday = deadlines.week_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)
    assert deadlines.week_of(monday) == monday


@given(days, days)
def test_weeks_between_are_half_open_and_leave_no_gap(one, other):
    first, last = sorted((one, min(one, other) + (max(one, other) - min(one, other)) % timedelta(days=400)))
    weeks = deadlines.weeks_between(first, last)
    assert weeks[0] <= first < weeks[0] + timedelta(days=7)
    assert weeks[-1] <= last < weeks[-1] + timedelta(days=7)
    assert all(b - a == timedelta(days=7) for a, b in pairwise(weeks))


@given(moments)
def test_the_week_of_a_moment_is_that_of_the_day_on_the_wall_in_london(moment):
    assert deadlines.week_at(moment, "Europe/London") == deadlines.week_of(moment.astimezone(LONDON).date())


@given(days, st.integers(0, 13), clocks)
def test_a_deadline_shows_its_time_on_the_wall_whatever_the_clocks_do(day, due_day, clock):
    week = deadlines.week_of(day)
    due = Clockwork(due_day, clock).due_at(week)
    shown = due.astimezone(LONDON)
    on = week + timedelta(days=due_day)
    if _exists(on, clock):
        assert (shown.date(), shown.time()) == (on, clock)
    else:  # the clocks skip it: the first minute after the gap that is as far on
        assert shown - timedelta(hours=1) < datetime.combine(on, clock, LONDON) + timedelta(hours=1)
        assert shown.date() == on


def _exists(on, clock):
    local = datetime.combine(on, clock, LONDON)
    return local.astimezone(UTC).astimezone(LONDON).replace(fold=0) == local


@pytest.mark.parametrize(
    ("week", "due_day", "utc"),
    [
        (date(2010, 3, 22), 6, datetime(2010, 3, 28, 11, 0, tzinfo=UTC)),  # the clocks go forward that night
        (date(2010, 3, 22), 5, datetime(2010, 3, 27, 12, 0, tzinfo=UTC)),
        (date(2010, 10, 25), 6, datetime(2010, 10, 31, 12, 0, tzinfo=UTC)),  # and back
        (date(2010, 10, 25), 5, datetime(2010, 10, 30, 11, 0, tzinfo=UTC)),
    ],
)
def test_midday_stays_midday_on_the_weekends_when_the_clocks_change(week, due_day, utc):
    assert Clockwork(due_day, time(12, 0)).due_at(week) == utc


def test_an_hour_that_comes_twice_counts_the_second_time_and_one_that_never_comes_after_the_gap():
    assert deadlines.on_the_wall(date(2010, 10, 31), time(1, 30), "Europe/London") == datetime(
        2010, 10, 31, 1, 30, tzinfo=UTC
    )
    assert deadlines.on_the_wall(date(2010, 3, 28), time(1, 30), "Europe/London") == datetime(
        2010, 3, 28, 1, 30, tzinfo=UTC
    )


@given(days, st.integers(0, 13), clocks, st.integers(-(10**6), 10**6))
def test_on_the_stroke_is_in_time_and_any_moment_later_is_late(day, due_day, clock, seconds):
    due = Clockwork(due_day, clock).due_at(deadlines.week_of(day))
    assert deadlines.is_late(due + timedelta(seconds=seconds), due) == (seconds > 0)


@given(moments, st.one_of(st.none(), moments))
def test_an_exception_never_shortens_anybodys_time(due, extended):
    assert deadlines.effective_due(due, extended) >= due


@given(moments, st.one_of(st.none(), moments), st.one_of(st.none(), moments))
def test_locked_is_after_the_lock_and_after_the_exception(at, lock, extended):
    locked = deadlines.is_locked(at, lock, extended)
    assert locked == (lock is not None and at > lock and (extended is None or at > extended))


@given(days, st.integers(0, 13), clocks, st.integers(0, 500), st.integers(0, 300))
def test_reminder_deadline_and_lock_come_in_this_order(day, due_day, clock, lock, remind):
    work = Clockwork(due_day, clock, lock_hours=lock, remind_hours=remind)
    week = deadlines.week_of(day)
    assert work.remind_at(week) <= work.due_at(week) <= work.lock_at(week)


def test_late_and_locked_are_two_settings():
    week = date(2010, 7, 12)
    never = Clockwork(2, time(12, 0), lock_hours=None)
    assert never.lock_at(week) is None
    assert not deadlines.is_locked(never.due_at(week) + timedelta(days=900), never.lock_at(week))


@pytest.mark.parametrize("bad", [Clockwork(14, time(12)), Clockwork(2, time(12), "Mars/Olympus"), Clockwork(2, time(12), lock_hours=-1), Clockwork(2, time(12), remind_hours=-1)])  # fmt: skip
def test_settings_that_mean_nothing_are_refused_with_a_sentence(bad):
    with pytest.raises(NotPossible, match=r"\."):
        deadlines.check_settings(bad)
