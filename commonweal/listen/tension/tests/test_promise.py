"""Is it published how the promise of an answer was kept, once a month, and never of so few that somebody is told of?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.visibility.rules import Refused
from commonweal.listen.tension.models import PromiseMonth
from commonweal.listen.tension.promising import publish_promises
from commonweal.listen.tension.rules.answering import (
    FEWEST_PUBLISHED,
    answer_due_at,
    closed_month,
    span_of,
)
from commonweal.listen.tension.tests.factories import IN_TIME, make_world, public_return
from commonweal.listen.tension.writes import judging
from commonweal.listen.tension.writes.promising import count_promises

JULY = date(2010, 7, 1)
SOON, OVER = datetime(2010, 8, 2, 9, 0, tzinfo=UTC), datetime(2010, 8, 10, 9, 0, tzinfo=UTC)


@given(st.datetimes(datetime(2008, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_a_month_is_over_when_nobody_of_it_waits_within_their_time(at):
    month = closed_month(at)
    began, ended = span_of(month)
    assert month.day == 1
    assert began < ended <= at
    assert answer_due_at(ended - timedelta(minutes=1)) < at
    after = span_of((month + timedelta(days=31)).replace(day=1))[1]
    assert answer_due_at(after - timedelta(minutes=1)) >= at


def _told(world, number, *, answered):
    for n in range(number):
        sent = public_return(world, key=f"{n:040d}")
        if n < answered:
            judging.answer_return(sent=sent, text="We looked at it.", **world.who("desk"))


@pytest.mark.django_db
class TestMonths:
    @pytest.fixture
    def world(self):
        return make_world()

    def test_it_is_counted_once_when_everybodys_time_is_up(self, world):
        _told(world, FEWEST_PUBLISHED + 2, answered=7)
        assert publish_promises(now=SOON) == 1  # June, in which nobody wrote
        assert publish_promises(now=OVER) == 1
        july = PromiseMonth.objects.get(from_on=JULY)
        assert (july.owed, july.in_time) == (FEWEST_PUBLISHED + 2, 7)
        public_return(world, key="z" * 40)
        assert publish_promises(now=OVER) == 0
        july.refresh_from_db()
        assert july.owed == FEWEST_PUBLISHED + 2

    def test_of_too_few_no_number_is_kept(self, world):
        _told(world, FEWEST_PUBLISHED - 1, answered=3)
        publish_promises(now=OVER)
        july = PromiseMonth.objects.get(from_on=JULY)
        assert (july.owed, july.in_time) == (None, None)

    def test_no_person_counts(self, world):
        for key in world.accounts:
            with pytest.raises(Refused):
                count_promises(month=JULY, **world.who(key))

    def test_everybody_reads_it_where_they_are_asked_to_write(self, world, monkeypatch):
        from commonweal.ground.people import clock

        _told(world, FEWEST_PUBLISHED, answered=9)
        publish_promises(now=OVER)
        monkeypatch.setattr(clock, "now", lambda: IN_TIME)
        page = Client().get("/tell-us/").content.decode()
        assert "July 2010: 9 of 10 answered in time" in page
