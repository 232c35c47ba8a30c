"""Which meetings of the group were there, who may come, and what did they decide?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import but_not_enforcing
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.tension.models import (
    Asking,
    GroupAction,
    GroupAttendance,
    GroupMeeting,
    ReviewedItem,
    TensionItem,
)
from commonweal.listen.tension.reads.levels import find_level
from commonweal.listen.tension.rules.meeting import meets_again_by


def meetings(viewer: Viewer) -> QuerySet[GroupMeeting]:
    return GroupMeeting.objects.visible_to(viewer).select_related("area")


def parts_of(viewer: Viewer, meeting: GroupMeeting) -> dict[str, list[Any]]:
    return fetch_together(
        attendances=GroupAttendance.objects.visible_to(viewer)
        .filter(meeting=meeting)
        .select_related("organisation"),
        actions=GroupAction.objects.visible_to(viewer).filter(meeting=meeting).select_related("owner"),
        reviewed=ReviewedItem.objects.visible_to(viewer)
        .filter(meeting=meeting, item__is_protected=False)
        .select_related("item"),
    )


@dataclass(frozen=True)
class Again:
    """By when the group meets again, as its agreed level asks; whether it has, and whether the day set is later than that."""

    by_on: date
    has_met: bool
    is_overdue: bool
    is_set_too_late: bool


def meets_again(viewer: Viewer, meeting: GroupMeeting, *, on: date) -> Again:
    level = find_level(meeting.level_scale, meeting.level)
    by_on = meets_again_by(meeting.held_on, level.tone if level else "")
    later = GroupMeeting.objects.visible_to(viewer).filter(area=meeting.area_id, held_on__gt=meeting.held_on)
    has_met = bool(later.exists())
    set_on = meeting.next_meeting_on
    return Again(by_on, has_met, not has_met and on > by_on, set_on is not None and set_on > by_on)


def has_action(viewer: Viewer, meeting: GroupMeeting, action: int) -> bool:
    return bool(GroupAction.objects.visible_to(viewer).filter(meeting=meeting, pk=action).exists())


def said_of_action(meeting: GroupMeeting, action: int) -> dict[str, Any]:
    """What somebody has said of it meanwhile."""
    found = meeting.actions.get(pk=action)
    return {"outcome": found.outcome, "done_on": found.done_on}


def host_of(viewer: Viewer, area: Area, on: date) -> Organisation | None:
    """Whoever oversees the area's returns; for a viewer who may do it anywhere, that too."""
    for asking in _overseen(area, on):
        if viewer.may("tension.meet", [asking.overseer_id]):
            return asking.overseer
    return None


def may_meet(viewer: Viewer, area: Area) -> bool:
    keys = Asking.objects.filter(area=area).values_list("overseer", flat=True).distinct()
    return viewer.may_somewhere("tension.meet") and viewer.may("tension.meet", list(keys))


def _overseen(area: Area, on: date) -> QuerySet[Asking]:
    return Asking.objects.filter(Asking.asked_q(on), area=area).select_related("overseer").order_by("pk")


def places_to_meet(viewer: Viewer, on: date) -> list[Area]:
    """Areas about which this viewer may keep a meeting."""
    if not viewer.may_somewhere("tension.meet"):
        return []
    asked = Asking.objects.filter(Asking.asked_q(on))
    if not viewer.may("tension.meet"):
        asked = asked.filter(overseer__in=viewer.organisation_ids)
    return list(
        Area.objects.visible_to(viewer).filter(pk__in=asked.values("area")).defer("boundary", "outline")
    )


def who_may_come(area: Area, on: date) -> QuerySet[Organisation]:
    """Organisations that are asked about the area or cover it."""
    asked = Asking.objects.filter(Asking.asked_q(on), area=area)
    covering = Q(pk__in=asked.values("organisation")) | Q(pk__in=asked.values("overseer"))
    around = Organisation.objects.filter(covering | Q(body_areas__area__in=_around(area)))
    return but_not_enforcing(around).distinct().order_by("name")


def _around(area: Area) -> list[int]:
    keys, now = [area.pk], area.parent
    while now is not None and len(keys) < 8:
        keys.append(now.pk)
        now = now.parent
    return keys


def items_about(viewer: Viewer, area: Area) -> list[TensionItem]:
    """What the group may look at: the latest items about the area that the viewer may see, none of them protected."""
    rows = TensionItem.objects.visible_to(viewer).filter(of__area=area, is_protected=False)
    return list(rows.order_by("-of__week_starting", "number")[:30])
