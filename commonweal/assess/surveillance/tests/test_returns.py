"""Does the weekly return reach the method as it was: nil a zero, silence unknown, and effort beside every number?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.assess.surveillance.daily import raise_alerts
from commonweal.assess.surveillance.models import Alert
from commonweal.assess.surveillance.reads.sources import last_week_due, mark_of, series_of
from commonweal.assess.surveillance.reads.this_week import _kind, newest_week, week_of_areas
from commonweal.assess.surveillance.tests.factories import AT, CODES, ON, WHO
from commonweal.assess.surveillance.tests.returns import ANALYST, MONDAY, came, make_round, weeks
from commonweal.assess.surveillance.writes import begin_watch
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account
from commonweal.listen.recorded_crime.tests.factories import make_area
from commonweal.listen.tension.models import ForwardEvent, TensionReturn
from commonweal.listen.tension.reads.ahead import forward_look
from commonweal.listen.tension.rules.standing import Standing

pytestmark = pytest.mark.django_db
USUAL = (2, 3, 2, 1, 2, 3, 2, 2, 3, 1, 2, 2, 3, 2, 2)


@pytest.fixture
def chosen():
    return make_round()


def watch_of(chosen, **given):
    given = {"methods": ["ears_c1"], "from_on": MONDAY - timedelta(weeks=2), **given}
    return begin_watch(title="Weekly return", subject="tension", return_round=chosen, **given, **WHO)


def test_nil_is_zero_and_silence_is_unknown(chosen):
    watch = watch_of(chosen)
    came(chosen, CODES[0], weeks()[-3], 4)
    came(chosen, CODES[0], weeks()[-2], 0)
    series = series_of(watch, now=AT)[CODES[0]]
    assert series.starts == tuple(weeks()[-3:])
    assert series.counts == (4, 0, None)
    assert series.effort[1] == "1 of 1 asked answered, 1 return in all"
    assert series.effort[2] == "0 of 1 asked answered, no returns in all"


def test_a_week_counts_from_its_deadline_on(chosen):
    assert last_week_due(chosen, AT) == MONDAY - timedelta(weeks=0)
    assert last_week_due(chosen, AT - timedelta(days=2)) == MONDAY - timedelta(weeks=1)


def test_a_week_that_stands_out_alerts_once_and_a_late_return_is_looked_at_again(chosen):
    watch = watch_of(chosen)
    for week, items in zip(weeks(), USUAL, strict=False):
        came(chosen, CODES[0], week, items)
    assert raise_alerts(now=AT) == 0
    before = mark_of(watch, now=AT)
    came(chosen, CODES[0], MONDAY, 12, hours_late=20)
    assert mark_of(watch, now=AT) != before
    assert raise_alerts(now=AT + timedelta(hours=1)) == 1
    assert raise_alerts(now=AT + timedelta(hours=2)) == 0
    alert = Alert.objects.get()
    assert alert.sentence.startswith(
        "In the week of Monday 5 July 2010 Northmarsh reported 12; from the weeks just before"
    )
    assert alert.baseline_missing == 0


def test_a_silent_week_in_the_baseline_says_nothing_instead_of_pulling_it_down(chosen):
    watch_of(chosen)
    for week, items in zip(weeks(), USUAL, strict=False):
        if week != weeks()[-4]:
            came(chosen, CODES[0], week, items)
    came(chosen, CODES[0], MONDAY, 12)
    assert raise_alerts(now=AT) == 0


def test_this_week_shows_the_four_states_beside_effort_and_alerts(chosen):
    watch_of(chosen)
    for week, items in zip(weeks(), USUAL, strict=False):
        came(chosen, CODES[0], week, items)
    came(chosen, CODES[0], MONDAY, 12)
    raise_alerts(now=AT)
    found, monday = newest_week(ON, AT)
    assert (found, monday) == (chosen, MONDAY)
    week = week_of_areas(ANALYST, chosen, MONDAY, now=AT, on=ON)
    rows = {row.point.area_code: row for row in week.rows}
    assert rows[CODES[0]].point.standing == Standing.REPORTED
    assert rows[CODES[1]].point.standing == Standing.MISSING
    assert rows[CODES[1]].point.items is None
    assert rows[CODES[0]].effort == "1 of 1 asked, 1 return"
    assert len(rows[CODES[0]].alerts) == 1
    assert rows[CODES[0]].has_risen
    assert week.sentence == (
        "1 of 2 areas that were asked reported; 0 late, 1 silent; the level rose in Northmarsh; 1 alert waits for an answer."
    )


def test_nil_late_missing_and_not_asked_are_four_things_this_week(chosen):
    make_area("E09000030", "Westham", parent=chosen.area)
    came(chosen, CODES[0], MONDAY, 0)
    came(chosen, CODES[1], MONDAY, 2, hours_late=3)
    week = week_of_areas(ANALYST, chosen, MONDAY, now=AT, on=ON)
    standing = {row.point.area_name: (row.point.standing, row.point.items) for row in week.rows}
    assert standing == {
        "Northmarsh": (Standing.NIL, 0),
        "Eastham": (Standing.LATE, 2),
        "Westham": (Standing.NOT_ASKED, None),
    }
    kinds = {row.point.area_name: _kind(row) for row in week.rows}
    assert len(set(kinds.values())) == 3
    TensionReturn.objects.filter(area__code=CODES[0]).delete()
    again = {row.point.area_name: row for row in week_of_areas(ANALYST, chosen, MONDAY, now=AT, on=ON).rows}
    assert again["Northmarsh"].point.standing == Standing.MISSING
    assert _kind(again["Northmarsh"]) not in kinds.values()


def test_the_forward_look_reaches_four_weeks_and_holds_what_a_second_person_looked_at(chosen):
    sent = came(chosen, CODES[0], MONDAY, 1)
    for days in (0, 1, 27, 28):
        ForwardEvent.objects.create(of=sent, title=f"In {days} days", happens_on=ON + timedelta(days=days))
    analyst = get_viewer(make_account("analyst"), on=ON)
    assert not forward_look(analyst, chosen, since=ON)
    TensionReturn.objects.filter(pk=sent.pk).update(
        state="checked", checked_by=make_account("borough_lead"), checked_at=AT
    )
    ahead = forward_look(analyst, chosen, since=ON)
    assert [event.title for event in ahead] == ["In 0 days", "In 1 days", "In 27 days"]
