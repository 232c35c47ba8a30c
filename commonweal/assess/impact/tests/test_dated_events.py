"""Is a day that will come prepared step by step, and does an assessment of it get asked for in time?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from commonweal.assess.impact.models import Assessment, DatedEvent
from commonweal.assess.impact.reads.events import list_events, page_of, what_waits
from commonweal.assess.impact.rules.run_up import USUAL
from commonweal.assess.impact.tests import sources
from commonweal.assess.impact.tests.factories import make_area, make_community, make_police
from commonweal.assess.impact.writes import events
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db
FIRST = date(2010, 9, 20)


def opened(**given: Any) -> DatedEvent:
    """A festival of a week in September."""
    return events.open_event(
        **{
            "owner": make_police(), "title": "Refugee Week", "starts_on": FIRST, "ends_on": FIRST + timedelta(days=6),
            "kind": "event", "triggers": ["feast"], "what": "A week of gatherings.", "areas": [make_area()],
            "communities": [make_community()], "by": sources.reader("desk_officer"), "at": sources.AT, **given,
        }
    )  # fmt: skip


def test_an_event_opens_with_its_run_up_each_task_so_many_weeks_before():
    event = opened()
    assert [(task.text, FIRST - task.due_on) for task in event.tasks.all()] == [
        (task.text, timedelta(weeks=task.weeks_before)) for task in USUAL
    ]
    assert {task.kind for task in event.tasks.all()} == {"assess", "engage", "prepare"}
    page = page_of(event, sources.reader("desk_officer"), on=sources.TODAY)
    assert page.late == 2  # twelve and ten weeks before are gone already
    assert page.may_prepare


def test_asking_for_its_assessment_takes_over_what_the_event_says_and_settles_the_task():
    event = opened()
    by = sources.reader("desk_officer")
    events.ask_for_event(event=event, unit="Events", needed_by_on=date(2010, 8, 20), by=by, at=sources.AT)
    event.refresh_from_db()
    operation = event.operation
    assert operation is not None
    assert (operation.title, operation.kind, operation.triggers) == ("Refugee Week", "event", ["feast"])
    assert [row.area for row in operation.areas.all()] == [make_area()]
    assert Assessment.objects.get(operation=operation).state == "requested"
    assert event.tasks.get(kind="assess").outcome == "The assessment was asked for."
    with pytest.raises(NotPossible, match="asked for already"):
        events.ask_for_event(event=event, unit="Events", needed_by_on=date(2010, 8, 20), by=by, at=sources.AT)


def test_what_waits_are_the_open_tasks_of_ones_own_body_that_are_due():
    event = opened()
    mine = sources.reader("desk_officer")
    other = get_viewer(
        make_account("desk_officer", organisation=make_organisation("Others", "police")), on=sources.TODAY
    )
    assert [task.weeks_before for task in what_waits(mine, on=sources.TODAY)] == [12, 10]
    assert not what_waits(other, on=sources.TODAY)
    late = event.tasks.get(weeks_before=10)
    events.settle_task(
        event=event, task=late, outcome="They asked for a stall", is_dropped=False, by=mine, at=sources.AT
    )
    assert [task.weeks_before for task in what_waits(mine, on=sources.TODAY)] == [12]
    with pytest.raises(NotPossible, match="settled already"):
        events.settle_task(event=event, task=late, outcome="Again", is_dropped=False, by=mine, at=sources.AT)


def test_an_event_that_is_called_off_leaves_no_open_task_and_takes_no_new_one():
    event, by = opened(), sources.reader("desk_officer")
    with pytest.raises(NotPossible, match="Say why"):
        events.call_off_event(event=event, reason=" ", by=by, at=sources.AT)
    events.call_off_event(event=event, reason="The hall is closed", by=by, at=sources.AT)
    assert not event.tasks.filter(done_at=None).exists()
    assert all(task.is_dropped for task in event.tasks.all())
    more = {"kind": "engage", "text": "x", "weeks_before": 1, "owner_post": "y", "by": by, "at": sources.AT}
    for change in (
        lambda: events.add_task(event=event, **more),
        lambda: events.call_off_event(event=event, reason="Again", by=by, at=sources.AT),
        lambda: events.ask_for_event(event=event, unit="u", needed_by_on=FIRST, by=by, at=sources.AT),
    ):
        with pytest.raises(NotPossible, match="called off"):
            change()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ends_on": FIRST - timedelta(days=1)}, "last day"),
        ({"starts_on": date(2010, 6, 1), "ends_on": date(2010, 6, 2)}, "is over"),
        ({"title": " "}, "a name"),
        ({"triggers": []}, "at least one reason"),
        ({"kind": "festival"}, "what kind"),
        ({"areas": []}, "at least one area"),
        ({"communities": []}, "at least one community"),
    ],
)
def test_what_an_event_has_to_say(given, words):
    with pytest.raises(NotPossible, match=words):
        opened(**given)


def test_who_opens_events_and_for_which_body():
    with pytest.raises(Refused):
        opened(owner=make_organisation("Others", "police"))
    with pytest.raises(Refused):
        opened(by=sources.reader("oversight_auditor"))
    opened()
    assert list_events(sources.reader("oversight_auditor"), on=sources.TODAY).count() == 1
    assert list_events(sources.reader("contributor"), on=sources.TODAY).count() == 0
    assert list_events(sources.enforcer(), on=sources.TODAY).count() == 0


def test_a_task_is_added_between_the_day_itself_and_two_years_before():
    event, by = opened(), sources.reader("desk_officer")
    given = {
        "event": event,
        "kind": "engage",
        "text": "Ask the youth forum",
        "owner_post": "Desk",
        "by": by,
        "at": sources.AT,
    }
    events.add_task(weeks_before=0, **given)
    assert event.tasks.get(weeks_before=0).due_on == FIRST
    for weeks in (-1, 105):
        with pytest.raises(NotPossible, match="number of weeks"):
            events.add_task(weeks_before=weeks, **given)
