"""Which operations are there, how far is the assessment of each, and what waits for whom?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from commonweal.assess.impact.models import Assessment, Operation
from commonweal.assess.impact.reads.authors import own_work
from commonweal.assess.impact.reads.standing import NOT_AT_WORK
from commonweal.assess.impact.rules import states
from commonweal.ground.visibility.rules import Viewer

OPERATION_TAGS = {
    "proposed": ("Proposed", "P", "ring", "neutral"),
    "authorised": ("Authorised", "A", "circle", "good"),
    "under_way": ("Under way", "U", "triangle", "watch"),
    "ended": ("Ended", "E", "square", "neutral"),
    "withdrawn": ("Withdrawn", "W", "dash", "nil"),
}
ASSESSMENT_TAGS = {
    "requested": ("Requested", "R", "ring", "warn"),
    "in_draft": ("In draft", "D", "square", "watch"),
    "consultation": ("In consultation", "C", "square", "watch"),
    "submitted": ("Submitted", "S", "diamond", "warn"),
    "approved": ("Approved", "A", "circle", "good"),
    "live": ("Live", "L", "circle", "good"),
    "under_review": ("Under review", "V", "triangle", "warn"),
    "closed": ("Closed", "X", "ring", "neutral"),
    "declined": ("Declined", "N", "octagon", "bad"),
    "superseded": ("Superseded", "O", "dash", "nil"),
}
OVERDUE_TAG = ("Review overdue", "", "clock", "late")
NO_ASSESSMENT_TAG = ("No assessment", "?", "hatch", "missing")
RATING_TAGS = {
    "low": ("Low", "L", "circle", "good"),
    "medium": ("Medium", "M", "diamond", "warn"),
    "high": ("High", "H", "octagon", "bad"),
}
WANTED = {
    "open": "Not yet ended",
    "waiting": "Waiting for somebody to write the assessment",
    "submitted": "Waiting for approval",
    "overdue": "Review overdue",
    "proposed": "Proposed",
    "authorised": "Authorised",
    "under_way": "Under way",
    "ended": "Ended",
    "withdrawn": "Withdrawn",
    "all": "All",
}
OPEN = ("proposed", "authorised", "under_way")


def list_operations(viewer: Viewer, *, only: str = "open", now: datetime) -> QuerySet[Operation]:
    """Newest request first. only is a key of WANTED."""
    rows = Operation.objects.visible_to(viewer).select_related("owner")
    if only == "open":
        return rows.filter(state__in=OPEN)
    if only in ("waiting", "submitted", "overdue"):
        found = {
            "waiting": Q(state="requested"),
            "submitted": Q(state="submitted"),
            "overdue": overdue_q(now),
        }
        return rows.filter(pk__in=Assessment.objects.filter(found[only]).values("operation"))
    return rows if only == "all" else rows.filter(state=only)


def overdue_q(now: datetime) -> Q:
    return Q(next_review_at__lte=now) & ~Q(state__in=states.OVER)


def at_work(operations: Iterable[Operation]) -> dict[int, Assessment]:
    """The assessment at work of each operation that has one, in one question."""
    rows = Assessment.objects.filter(operation__in=[operation.pk for operation in operations])
    return {row.operation_id: row for row in rows.exclude(state__in=NOT_AT_WORK).order_by("pk")}


def is_overdue(assessment: Assessment, *, now: datetime) -> bool:
    due = assessment.next_review_at
    return due is not None and due <= now and assessment.state not in states.OVER


def list_assessments(viewer: Viewer) -> QuerySet[Assessment]:
    return Assessment.objects.visible_to(viewer).select_related("operation__owner", "author", "asked_by")


def waiting_for(viewer: Viewer, *, now: datetime) -> list[tuple[Assessment, str]]:
    """What this person could carry on, the most urgent first, each with the event: claim, approve or review."""
    events = states.ASSESSMENT.events
    rows = list_assessments(viewer).filter(Q(state__in=["requested", "submitted"]) | overdue_q(now))
    found = []
    for row in rows.order_by("operation__needed_by_at", "pk")[:200]:
        event = {"requested": "claim", "submitted": "approve"}.get(row.state, "review")
        if viewer.may(events[event].permission, [row.operation.owner_id]):
            found.append((row, event))
    own = own_work(viewer.account_id, [row for row, event in found if events[event].never_by])
    return [(row, event) for row, event in found if row.pk not in own]
