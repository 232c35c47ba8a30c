"""How is a day that will come opened, prepared step by step, and turned into a request for an assessment?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from commonweal.assess.impact.models import (
    DatedEvent,
    DatedEventArea,
    DatedEventCommunity,
    RunUpTask,
)
from commonweal.assess.impact.reads.whose import owner_given
from commonweal.assess.impact.rules import run_up
from commonweal.assess.impact.rules.states import REQUEST
from commonweal.assess.impact.rules.words import KINDS, TRIGGERS
from commonweal.assess.impact.writes.operations import place_request
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community

USUAL_POST = "Whoever opened the event"


def _owner_of(event: DatedEvent) -> list[int]:
    return [event.owner_id]


@write("opened a dated event", permission=REQUEST, owners=owner_given)
def open_event(
    *,
    owner: Organisation,
    title: str,
    starts_on: date,
    ends_on: date,
    kind: str,
    triggers: list[str],
    what: str,
    areas: Iterable[Area],
    communities: Iterable[Community],
    by: Viewer,
    at: datetime,
    owner_post: str = USUAL_POST,
) -> DatedEvent:
    """With the tasks that every run-up begins with: asking for an assessment, and speaking with communities."""
    today = timezone.localdate(at)
    areas, communities = list(areas), list(communities)
    run_up.check_dates(starts_on, ends_on, today)
    if not title.strip() or not what.strip():
        raise NotPossible("Give the event a name, and say what it is.")
    if kind not in KINDS or not triggers or not set(triggers) <= set(TRIGGERS):
        raise NotPossible("Choose what kind of event it is, and at least one reason for an assessment.")
    if not areas or not communities:
        raise NotPossible("Choose at least one area and at least one community.")
    event = DatedEvent.objects.create(
        title=title.strip(), starts_on=starts_on, ends_on=ends_on, kind=kind, triggers=triggers, what=what.strip(),
        owner=owner, opened_at=at, opened_by_id=by.person_id,
    )  # fmt: skip
    DatedEventArea.objects.bulk_create(DatedEventArea(event=event, area=area) for area in areas)
    DatedEventCommunity.objects.bulk_create(
        DatedEventCommunity(event=event, community=each) for each in communities
    )
    RunUpTask.objects.bulk_create(
        RunUpTask(
            event=event, kind=task.kind, text=task.text, weeks_before=task.weeks_before,
            due_on=run_up.due_on(starts_on, task.weeks_before), owner_post=owner_post,
        )
        for task in run_up.USUAL
    )  # fmt: skip
    return event


def _check_goes_on(event: DatedEvent) -> None:
    if event.called_off_at is not None:
        raise NotPossible("This event was called off.")


@write("added a task to the run-up", permission=REQUEST, locks="event", owners=_owner_of)
def add_task(
    *, event: DatedEvent, kind: str, text: str, weeks_before: int, owner_post: str, by: Viewer, at: datetime
) -> DatedEvent:
    _check_goes_on(event)
    if kind not in run_up.TASK_KINDS or not text.strip() or not owner_post.strip():
        raise NotPossible("Say what is to be done, and which post owes it.")
    RunUpTask.objects.create(
        event=event, kind=kind, text=text.strip(), weeks_before=weeks_before,
        due_on=run_up.due_on(event.starts_on, weeks_before), owner_post=owner_post.strip(),
    )  # fmt: skip
    return event


@write("settled a task of the run-up", permission=REQUEST, locks="event", owners=_owner_of)
def settle_task(
    *, event: DatedEvent, task: RunUpTask, outcome: str, is_dropped: bool, by: Viewer, at: datetime
) -> DatedEvent:
    """Done, with what came of it; or dropped, with why."""
    found: RunUpTask | None = event.tasks.filter(pk=task.pk, done_at=None).first()
    if found is None:
        raise NotPossible("This task was settled already.")
    if not outcome.strip():
        raise NotPossible("Say what came of it, or why it is dropped.")
    _settle(found, outcome, by, at, is_dropped=is_dropped)
    return event


def _settle(task: RunUpTask, outcome: str, by: Viewer, at: datetime, *, is_dropped: bool = False) -> None:
    task.done_at, task.done_by_id, task.outcome, task.is_dropped = (
        at,
        by.person_id,
        outcome.strip(),
        is_dropped,
    )
    task.save()


@write("called off a dated event", permission=REQUEST, locks="event", owners=_owner_of)
def call_off_event(*, event: DatedEvent, reason: str, by: Viewer, at: datetime) -> DatedEvent:
    """What was asked for because of it stays and goes its own way; its open tasks are dropped."""
    _check_goes_on(event)
    if not reason.strip():
        raise NotPossible("Say why nothing is prepared any more.")
    event.called_off_at, event.called_off_reason = at, reason.strip()
    event.save()
    for task in event.tasks.filter(done_at=None):
        _settle(task, reason, by, at, is_dropped=True)
    return event


@write("asked for an assessment of a dated event", permission=REQUEST, locks="event", owners=_owner_of)
def ask_for_event(
    *, event: DatedEvent, unit: str, needed_by_on: date, by: Viewer, at: datetime, **more: Any
) -> DatedEvent:
    """The request says what the event says, and the task of asking is done with it."""
    _check_goes_on(event)
    if event.operation_id is not None:
        raise NotPossible("An assessment of this event was asked for already.")
    event.operation = place_request(
        owner=event.owner, title=event.title, kind=event.kind, triggers=event.triggers, unit=unit, summary=event.what,
        needed_by_at=_at(needed_by_on, time(12)), starts_at=_at(event.starts_on, time(0)),
        ends_at=_at(event.ends_on + timedelta(days=1), time(0)), areas=[row.area for row in event.areas.select_related("area")],
        communities=[row.community for row in event.communities.select_related("community")], by=by, at=at, **more,
    )  # fmt: skip
    event.save()
    for task in event.tasks.filter(kind="assess", done_at=None):
        _settle(task, "The assessment was asked for.", by, at)
    return event


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
