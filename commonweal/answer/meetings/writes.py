"""How does a meeting come about, get its agenda, and end?"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Max

from commonweal.analysis.scheduling import clear_working_days
from commonweal.answer.meetings import rules
from commonweal.answer.meetings.models import AgendaItem, Meeting
from commonweal.answer.meetings.reads import owner_ids
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _owners(meeting: Meeting) -> Any:
    return owner_ids(meeting.body, meeting.meeting_on)


@write(
    "planned a meeting",
    permission="meetings.edit",
    owners=lambda given: owner_ids(given["body"], given["meeting_on"]),
)
def plan_meeting(
    *,
    body: Organisation,
    meeting_on: date,
    by: Viewer,
    at: datetime,
    title: str = "",
    number: str = "",
    starts_at: time | None = None,
    place: str = "",
    access: str = rules.Access.OPEN,
    exempt_reason: str = "",
) -> Meeting:
    """A meeting with the standing items on its agenda."""
    _check(body=body, on=meeting_on, number=number, access=access, reason=exempt_reason)
    meeting = Meeting.objects.create(
        body=body, meeting_on=meeting_on, title=title, number=number, starts_at=starts_at, place=place, access=access,
        exempt_reason=exempt_reason, created_by_id=by.account_id,
    )  # fmt: skip
    for position, words in enumerate(rules.STANDING_ITEMS, 1):
        AgendaItem.objects.create(meeting=meeting, position=position, title=words)
    return meeting


def _check(*, body: Organisation, on: date, number: str, access: str, reason: str, but: int = 0) -> None:
    if access != rules.Access.OPEN and not reason.strip():
        raise NotPossible(
            "Say why the public may not be there, and which paragraph of schedule 12A allows it."
        )
    same = Meeting.objects.filter(body=body, meeting_on=on, number=number).exclude(pk=but)
    if same.exists():
        raise NotPossible("This body already has a meeting with that number on that day.")


@write("changed the meeting", permission="meetings.edit", locks="meeting", owners=_owners)
def change_meeting(
    *,
    meeting: Meeting,
    meeting_on: date,
    by: Viewer,
    at: datetime,
    title: str = "",
    number: str = "",
    starts_at: time | None = None,
    place: str = "",
    access: str = rules.Access.OPEN,
    exempt_reason: str = "",
) -> Meeting:
    rules.check_may_edit(meeting.state)
    _check(
        body=meeting.body, on=meeting_on, number=number, access=access, reason=exempt_reason, but=meeting.pk
    )
    meeting.meeting_on, meeting.title, meeting.number = meeting_on, title, number
    meeting.starts_at, meeting.place, meeting.access, meeting.exempt_reason = (
        starts_at,
        place,
        access,
        exempt_reason,
    )
    meeting.save()
    return meeting


@write("added an agenda item", permission="meetings.edit", locks="meeting", owners=_owners)
def add_agenda_item(
    *,
    meeting: Meeting,
    title: str,
    by: Viewer,
    at: datetime,
    position: int | None = None,
    is_exempt: bool = False,
) -> Meeting:
    rules.check_may_edit(meeting.state)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    place = min(position or last + 1, last + 1)
    _make_room(meeting, place, last)
    AgendaItem.objects.create(meeting=meeting, position=place, title=title, is_exempt=is_exempt)
    return meeting


def _make_room(meeting: Meeting, place: int, last: int) -> None:
    """Move the later items one down, from the end, because no two may share a place even for a moment."""
    for position in range(last, place - 1, -1):
        meeting.items.filter(position=position).update(position=F("position") + 1)


@write("removed an agenda item", permission="meetings.edit", locks="meeting", owners=_owners)
def remove_agenda_item(*, meeting: Meeting, item_id: int, by: Viewer, at: datetime) -> Meeting:
    rules.check_may_edit(meeting.state)
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        raise NotPossible("This item is no longer on the agenda.")
    if item.report_number:
        raise NotPossible("A paper is written for this item. Withdraw the paper first.")
    place = item.position
    item.delete()
    for later in meeting.items.filter(position__gt=place).order_by("position"):
        later.position -= 1
        later.save(update_fields=["position"])
    return meeting


@write("published the agenda", permission="meetings.edit", locks="meeting", owners=_owners)
def publish_agenda(
    *, meeting: Meeting, published_on: date, by: Viewer, at: datetime, urgency_reason: str = ""
) -> Meeting:
    """Less than five clear working days' notice needs the reason for urgency that the minutes will carry."""
    following = rules.next_state(meeting.state, rules.Event.PUBLISH_AGENDA)
    rules.check_notice(clear_working_days(published_on, meeting.meeting_on), urgency_reason)
    meeting.state, meeting.published_on, meeting.urgency_reason = following, published_on, urgency_reason
    meeting.save()
    return meeting


@write("recorded that the meeting was held", permission="meetings.edit", locks="meeting", owners=_owners)
def hold_meeting(*, meeting: Meeting, on: date, by: Viewer, at: datetime) -> Meeting:
    following = rules.next_state(meeting.state, rules.Event.HOLD)
    rules.check_held_on(meeting.meeting_on, on)
    meeting.state = following
    meeting.save()
    return meeting


@write("cancelled the meeting", permission="meetings.edit", locks="meeting", owners=_owners)
def cancel_meeting(*, meeting: Meeting, reason: str, by: Viewer, at: datetime) -> Meeting:
    following = rules.next_state(meeting.state, rules.Event.CANCEL)
    if not reason.strip():
        raise NotPossible("Say why the meeting is cancelled.")
    meeting.state, meeting.cancelled_reason = following, reason
    meeting.save()
    return meeting
