"""Are clear days, working days and meetings due as the law, the calendar and a body's own rule say?"""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.analysis import scheduling as s

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))


def test_published_thursday_for_next_thursday_is_one_day_short():
    assert s.clear_working_days(date(2010, 7, 1), date(2010, 7, 8)) == 4
    assert s.clear_working_days(date(2010, 7, 1), date(2010, 7, 9)) == 5


@pytest.mark.parametrize(
    ("published", "meeting", "division", "clear"),
    [
        (date(2010, 7, 22), date(2010, 7, 22), "England", 0),
        (date(2010, 7, 23), date(2010, 7, 22), "England", 0),
        (date(2010, 5, 28), date(2010, 6, 7), "England", 4),  # the spring bank holiday, Monday 31 May
        (date(2011, 4, 21), date(2011, 5, 4), "England", 4),  # Easter, a royal wedding and May Day
        (date(2010, 8, 27), date(2010, 9, 6), "England", 4),  # the August bank holiday of England …
        (date(2010, 8, 27), date(2010, 9, 6), "Scotland", 5),  # … is none in Scotland
        (date(2010, 11, 26), date(2010, 12, 6), "Scotland", 4),  # St Andrew's Day
    ],
)
def test_bank_holidays_are_those_of_the_place(published, meeting, division, clear, count):
    assert s.clear_working_days(published, meeting, division) == clear
    count("Clear days: worked examples", 1)


def test_five_working_days_after_the_friday_before_may_day():
    assert s.add_working_days(date(2025, 5, 2), 5) == date(2025, 5, 12)


@pytest.mark.parametrize("day", [date(2010, 7, 4), date(2010, 12, 27), date(2010, 12, 28), date(2011, 4, 29)])
def test_these_are_no_working_days(day):
    assert not s.is_working_day(day)


@given(DAYS, st.integers(0, 30))
def test_the_last_day_to_publish_is_early_enough_and_a_day_later_is_not(meeting, clear):
    last = s.latest_publication_on(meeting, clear)
    assert s.is_working_day(last)
    assert s.clear_working_days(last, meeting) == clear
    following = s.add_working_days(last, 1)
    assert following >= meeting or s.clear_working_days(following, meeting) < max(clear, 1)


@given(DAYS, DAYS)
def test_days_between_are_counted_alike_by_stepping(first, last):
    day, stepped = s.add_working_days(first, 1), 0
    if (last - first) > timedelta(days=400):
        last = first + timedelta(days=400)
    while day < last:
        day, stepped = s.add_working_days(day, 1), stepped + 1
    assert s.working_days_between(first, last) == stepped


@given(DAYS, st.integers(1, 60))
def test_there_and_back_again_is_the_working_day_it_was(day, number):
    if s.is_working_day(day):
        assert s.add_working_days(s.add_working_days(day, number), -number) == day


@pytest.mark.parametrize(
    ("last", "frequency", "due"),
    [
        (date(2009, 2, 26), "quarterly", date(2009, 5, 26)),
        (date(2010, 11, 30), "quarterly", date(2011, 2, 28)),
        (date(2011, 11, 30), "quarterly", date(2012, 2, 29)),
        (date(2010, 12, 31), "monthly", date(2011, 1, 31)),
        (date(2010, 7, 22), "weekly", date(2010, 7, 29)),
        (date(2010, 7, 22), "fortnightly", date(2010, 8, 5)),
        (date(2012, 2, 29), "yearly", date(2013, 2, 28)),
        (date(2010, 9, 1), "half_yearly", date(2011, 3, 1)),
        (date(2010, 9, 1), "four_monthly", date(2011, 1, 1)),
        (date(2010, 12, 1), "two_monthly", date(2011, 2, 1)),
    ],
)
def test_the_next_meeting_is_due_by(last, frequency, due):
    assert s.next_due_on(last, frequency) == due


def test_a_quarterly_body_is_overdue_the_day_after_and_not_before():
    last = date(2010, 4, 22)
    assert not s.is_meeting_overdue(last, "quarterly", date(2010, 7, 22))
    assert s.is_meeting_overdue(last, "quarterly", date(2010, 7, 23))
    assert s.meeting_due(last, "quarterly", date(2010, 8, 1)) == s.MeetingDue(date(2010, 7, 22), 10)


def test_a_body_that_never_met_is_counted_from_its_beginning():
    assert not s.is_meeting_overdue(None, "quarterly", date(2010, 7, 22))
    assert s.is_meeting_overdue(None, "quarterly", date(2010, 7, 22), since=date(2010, 1, 1))


def test_what_there_is_not_is_said():
    with pytest.raises(ValueError, match="no division 'Cornwall'"):
        s.working_days_between(date(2010, 1, 1), date(2010, 1, 2), "Cornwall")
    with pytest.raises(ValueError, match="sometimes"):
        s.next_due_on(date(2010, 1, 1), "sometimes")
    with pytest.raises(ValueError, match="negative"):
        s.latest_publication_on(date(2010, 1, 1), -1)


def test_it_needs_no_settings_and_no_web_framework():
    code = "import commonweal.analysis, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, env={"PATH": ""}).returncode == 0
