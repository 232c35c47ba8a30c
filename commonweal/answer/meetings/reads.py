"""Which meetings are there, are their papers out in time, and which body is overdue by its own rule?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from commonweal.analysis.scheduling import clear_working_days, latest_publication_on, meeting_due
from commonweal.answer.meetings import rules
from commonweal.answer.meetings.models import AgendaItem, Meeting
from commonweal.design.words import day
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.partners.rules import holds_on
from commonweal.ground.visibility.rules import Tier, Viewer

MEETS = (Organisation.Kind.COMMITTEE, Organisation.Kind.OVERSIGHT, Organisation.Kind.PARTNERSHIP)


@dataclass(frozen=True)
class Notice:
    """When the agenda and papers have to be out, and how that stands."""

    out_by_on: date
    clear_days: int
    sentence: str
    is_late: bool


def list_meetings(*, viewer: Viewer, body_id: int | None = None) -> QuerySet[Meeting]:
    """Newest first, each with its body and the number of its agenda items."""
    meetings = (
        Meeting.objects.visible_to(viewer)
        .select_related("body")
        .prefetch_related("body__parents")
        .annotate(item_count=Count("items"))
        .order_by("-meeting_on", "-pk")
    )
    return meetings.filter(body_id=body_id) if body_id else meetings


def list_agenda(meeting: Meeting, *, viewer: Viewer) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.visible_to(viewer).filter(meeting=meeting)


def list_bodies(*, on: date) -> QuerySet[Organisation]:
    """Bodies that meet and that exist on the day."""
    return choosable(on).filter(Q(kind__in=MEETS) | ~Q(meets=""))


def notice_of(meeting: Meeting, *, on: date) -> Notice | None:
    """How the five clear working days stand; nothing for a meeting that is over or off."""
    if meeting.state in {rules.State.HELD, rules.State.CANCELLED}:
        return None
    out_by = latest_publication_on(meeting.meeting_on, rules.CLEAR_DAYS)
    published = meeting.published_on is not None
    days = clear_working_days(meeting.published_on or on, meeting.meeting_on)
    sentence = rules.notice_sentence(
        out_by=out_by, clear_days=days, published=published, in_words=day(out_by)
    )
    return Notice(out_by, days, sentence, days < rules.CLEAR_DAYS)


def owner_ids(body: Organisation, on: date) -> list[int]:
    """The organisations whose officers ran this body on a day: the body itself and what it belonged to."""
    parents = (p.parent_id for p in body.parents.all() if holds_on(p.since_on, p.until_on, on))
    return [body.pk, *parents]


@dataclass(frozen=True)
class Overdue:
    """A body that has not met when its own rule says that it meets."""

    body: Organisation
    sentence: str


def overdue_bodies(*, viewer: Viewer, on: date) -> list[Overdue]:
    """Bodies past the day by which their own rule says that they meet, with how late they are.

    Going by the meetings that the viewer may see: the day of another one is not told by the way. Whoever sees no meetings
    at all hears of nobody being late.
    """
    if not viewer.sees(Tier.PARTNERSHIP):
        return []
    bodies = list_bodies(on=on).exclude(meets="")
    held = Meeting.objects.visible_to(viewer).filter(state=rules.State.HELD, meeting_on__lte=on)
    latest = held.filter(body=OuterRef("pk")).order_by("-meeting_on").values("meeting_on")[:1]
    found = []
    for body in bodies.annotate(last_on=Subquery(latest)):
        due = meeting_due(body.last_on, body.meets, on, since=body.exists_from_on)
        if due and due.is_overdue:
            last = f"last met on {day(body.last_on)}" if body.last_on else "no meeting is recorded as held"
            rule = body.get_meets_display().lower()
            found.append(Overdue(body, rules.overdue_sentence(rule, last, day(due.due_on), due.days_late)))
    return sorted(found, key=lambda each: each.body.name)
