"""What is kept of a meeting of the tension monitoring group, and when is something it decided done?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.tension.models import (
    Asking,
    GroupAction,
    GroupAttendance,
    GroupMeeting,
    ReviewedItem,
    TensionItem,
)
from commonweal.listen.tension.reads.levels import rank_of
from commonweal.listen.tension.reads.weeks import main_round
from commonweal.listen.tension.rules import meeting as rules

WORDS = ("level", "note", "sharing_conditions", "next_meeting_on")


def _hosts(given: Any) -> list[int | None]:
    return [given["host"].pk]


@write("recorded a meeting of the group", permission="tension.meet", owners=_hosts)
def record_meeting(
    *, area: Area, host: Organisation, held_on: date, by: Viewer, at: datetime,
    attended: Iterable[Organisation] = (), reviewed: Iterable[TensionItem] = (), reason: str = "", **values: Any,
) -> GroupMeeting:  # fmt: skip
    attended, reviewed = list(attended), list(reviewed)
    rules.check_held(held_on, values.get("next_meeting_on"), timezone.localdate(at))
    rules.check_reviewed(area.pk, _as_they_stand(reviewed))
    check_may_hear(*(organisation.pk for organisation in attended))
    if GroupMeeting.objects.filter(area=area, held_on=held_on).exists():
        raise NotPossible("A meeting about this area on that day is recorded already.")
    meeting = GroupMeeting(area=area, held_on=held_on, recorded_by_id=by.account_id)
    for column in WORDS:
        if column in values:
            setattr(meeting, column, values[column])
    _agree(meeting)
    meeting.save()
    for organisation in attended:
        GroupAttendance.objects.create(meeting=meeting, organisation=organisation)
    for item in reviewed:
        ReviewedItem.objects.create(meeting=meeting, item=item)
    return meeting


def _as_they_stand(items: Iterable[TensionItem]) -> list[tuple[int, bool]]:
    """Asked of the table, not of what somebody has in hand: an item may have become protected since."""
    keys = [item.pk for item in items]
    return list(TensionItem.objects.filter(pk__in=keys).values_list("of__area", "is_protected"))


def _agree(meeting: GroupMeeting) -> None:
    """The level is one of the scale that was in force on the day."""
    if not meeting.level:
        return
    chosen = main_round(meeting.held_on)
    if chosen is None:
        raise NotPossible("No round of returns ran on that day, so there is no scale to agree on a level of.")
    meeting.level_scale, meeting.rank = rank_of(chosen.level_scale, meeting.level, on=meeting.held_on)


def _of_the_area(meeting: GroupMeeting) -> list[int | None]:
    """Whoever oversees the area's returns looks after its meetings."""
    return list(Asking.objects.filter(area=meeting.area_id).values_list("overseer", flat=True).distinct())


@write("added an action of the group", permission="tension.meet", locks="meeting", owners=_of_the_area)
def add_group_action(
    *, meeting: GroupMeeting, text: str, owner: Organisation, due_on: date, by: Viewer, at: datetime,
    reason: str = "",
) -> GroupMeeting:  # fmt: skip
    rules.check_action(text, due_on, meeting.held_on)
    check_may_hear(owner.pk)
    GroupAction.objects.create(meeting=meeting, text=text, owner=owner, due_on=due_on)
    return meeting


@write(
    "said that an action of the group is done",
    permission="tension.meet",
    locks="meeting",
    owners=_of_the_area,
)
def finish_group_action(
    *,
    meeting: GroupMeeting,
    action: int,
    outcome: str,
    done_on: date,
    by: Viewer,
    at: datetime,
    reason: str = "",
) -> GroupMeeting:
    found = meeting.actions.filter(pk=action).first()
    if found is None:
        raise NotPossible("This action has been removed since you opened it.")
    if found.done_on is not None:
        raise NotPossible("Somebody has said already what came of this action.")
    rules.check_done(outcome, done_on, held_on=meeting.held_on, today=timezone.localdate(at))
    found.done_on, found.outcome = done_on, outcome
    found.save()
    return meeting
