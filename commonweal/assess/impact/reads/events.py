"""Which days come, how far is their run-up, and what of it waits for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonweal.assess.impact.models import (
    DatedEvent,
    DatedEventArea,
    DatedEventCommunity,
    Operation,
    RunUpTask,
)
from commonweal.assess.impact.rules.run_up import is_late
from commonweal.assess.impact.rules.states import REQUEST
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

SOON = timedelta(weeks=2)
MOST_SHOWN = 200


def list_events(viewer: Viewer, *, on: date, past: bool = False) -> QuerySet[DatedEvent]:
    """Those that come, the next first, each with how many tasks it has, are open and are late."""
    open_task = Q(tasks__done_at=None)
    rows: QuerySet[DatedEvent] = DatedEvent.objects.visible_to(viewer).select_related("owner")
    rows = rows.annotate(
        task_number=Count("tasks"),
        open_number=Count("tasks", filter=open_task),
        late_number=Count("tasks", filter=open_task & Q(tasks__due_on__lt=on)),
    )
    return rows.filter(ends_on__lt=on).order_by("-starts_on", "pk") if past else rows.filter(ends_on__gte=on)


def find_events(viewer: Viewer) -> QuerySet[DatedEvent]:
    rows: QuerySet[DatedEvent] = DatedEvent.objects.visible_to(viewer).select_related("owner", "opened_by")
    return rows


def find_tasks(viewer: Viewer) -> QuerySet[RunUpTask]:
    rows: QuerySet[RunUpTask] = RunUpTask.objects.visible_to(viewer).select_related("event__owner")
    return rows


@dataclass(frozen=True)
class EventPage:
    """operation is None too where the viewer may not see what was asked for."""

    areas: list[str]
    communities: list[str]
    tasks: list[RunUpTask]
    operation: Operation | None
    late: int
    may_prepare: bool


def page_of(event: DatedEvent, viewer: Viewer, *, on: date) -> EventPage:
    """One question to the database."""
    found = fetch_together(
        areas=DatedEventArea.objects.visible_to(viewer)
        .filter(event=event)
        .select_related("area")
        .defer("area__boundary", "area__outline"),
        communities=DatedEventCommunity.objects.visible_to(viewer)
        .filter(event=event)
        .select_related("community"),
        tasks=RunUpTask.objects.visible_to(viewer).filter(event=event).select_related("done_by"),
        operation=Operation.objects.visible_to(viewer).filter(dated_events=event),
    )
    late = sum(task.done_at is None and is_late(task.due_on, on) for task in found["tasks"])
    return EventPage(
        [row.area.name for row in found["areas"]], [row.community.name for row in found["communities"]],
        found["tasks"], next(iter(found["operation"]), None), late, viewer.may(REQUEST, [event.owner_id]),
    )  # fmt: skip


def bodies_for(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations for which the viewer may ask for assessments and open events."""
    rows = Organisation.objects.visible_to(viewer)
    if viewer.may(REQUEST):
        return rows
    return rows.filter(pk__in=[body for granted, body in viewer.grants if granted == REQUEST and body])


def what_waits(viewer: Viewer, *, on: date) -> QuerySet[Any]:
    """Open tasks of the viewer's own bodies that are due within a fortnight or late, the oldest first."""
    rows = find_tasks(viewer).filter(
        done_at=None, due_on__lte=on + SOON, event__called_off_at=None, event__ends_on__gte=on
    )
    if not viewer.may(REQUEST):
        bodies = [body for granted, body in viewer.grants if granted == REQUEST and body is not None]
        rows = rows.filter(event__owner__in=bodies)
    return rows.order_by("due_on", "pk")
