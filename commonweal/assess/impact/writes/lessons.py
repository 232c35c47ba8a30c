"""How is it kept what was learned from an event?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from commonweal.assess.impact.models import Lesson, LessonArea, LessonCommunity, Operation
from commonweal.assess.impact.rules.states import ASSESS
from commonweal.assess.impact.rules.words import KINDS, TRIGGERS
from commonweal.ground.audit.writes import write
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community


@write("recorded a lesson", permission=ASSESS)
def record_lesson(
    *,
    event: str,
    from_on: date,
    to_on: date,
    kind: str,
    triggers: list[str],
    what_happened: str,
    next_time: str,
    by: Viewer,
    at: datetime,
    what_worked: str = "",
    areas: Iterable[Area] = (),
    communities: Iterable[Community] = (),
    operation: Operation | None = None,
) -> Lesson:
    """Of an operation of this house, or of an event that is named in words, also one of long ago."""
    if kind not in KINDS or not set(triggers) <= set(TRIGGERS):
        raise NotPossible("Choose the kind of event and its triggers from the lists.")
    if to_on < from_on:
        raise NotPossible("The last day cannot be before the first.")
    if not event.strip() or not what_happened.strip() or not next_time.strip():
        raise NotPossible("Say what it was learned from, what happened and what to do next time.")
    lesson = Lesson.objects.create(
        event=event.strip(), from_on=from_on, to_on=to_on, kind=kind, triggers=triggers,
        what_happened=what_happened.strip(), what_worked=what_worked.strip(), next_time=next_time.strip(),
        operation=operation, recorded_at=at, recorded_by_id=by.person_id,
    )  # fmt: skip
    LessonArea.objects.bulk_create(LessonArea(lesson=lesson, area=area) for area in areas)
    LessonCommunity.objects.bulk_create(
        LessonCommunity(lesson=lesson, community=each) for each in communities
    )
    return lesson
