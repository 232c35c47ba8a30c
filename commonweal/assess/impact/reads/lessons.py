"""Which lessons were kept, and which of them are offered to an operation that is like the one they came from?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from commonweal.assess.impact.models import (
    Assessment,
    DatedEvent,
    Lesson,
    LessonAnswer,
    LessonArea,
    LessonCommunity,
    Observation,
    Operation,
)
from commonweal.assess.impact.rules.drafting import LESSONS, Cited, Drawn
from commonweal.assess.impact.rules.similar import MOST_OFFERED, Likeness, Shape, compare, in_words
from commonweal.assess.impact.rules.words import KINDS, TRIGGERS
from commonweal.design.words import day
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import Community


@dataclass(frozen=True)
class Around:
    """What an operation is about: its own shape, and the records that its keys name."""

    shape: Shape
    areas: tuple[Area, ...]
    communities: tuple[Community, ...]


def shape_of(one: Operation | DatedEvent) -> Around:
    """Two questions to the database."""
    of_areas = one.areas.select_related("area").defer("area__boundary", "area__outline")
    areas = tuple(row.area for row in of_areas)
    communities = tuple(row.community for row in one.communities.select_related("community"))
    shape = Shape(
        frozenset([one.kind]), frozenset(one.triggers), frozenset(c.pk for c in communities),
        frozenset(area.code for area in areas),
    )  # fmt: skip
    return Around(shape, areas, communities)


@dataclass(frozen=True)
class Offer:
    """A lesson that is offered, why, and what was made of it, if anything was."""

    lesson: Lesson
    likeness: Likeness
    answer: LessonAnswer | None = None

    @property
    def because(self) -> str:
        return in_words(self.likeness)

    def as_drawn(self, strength_scale: str) -> Drawn:
        lesson = self.lesson
        return Drawn(
            LESSONS, f"Learned from {lesson.event} ({lesson.from_on.year}): {lesson.next_time}",
            Cited(lesson._meta.label_lower, lesson.pk, f"Lesson from {lesson.event}", lesson.to_on), "reported",
            strength_scale, f"offered because: {self.because}",
        )  # fmt: skip


def seen_by_monitors(operation: Operation, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """What was observed, oldest first, and by whom; what was corrected later is left out for what corrects it."""
    rows = Observation.objects.visible_to(viewer).filter(monitor__operation=operation, corrected_by=None)
    rows = rows.select_related("monitor", "area").defer("area__boundary", "area__outline")
    return tuple(
        (row.text, f"{row.monitor}, {row.area}, {day(row.seen_on)}, {row.seen_clock:%H:%M}")
        for row in rows.order_by("seen_on", "seen_clock", "pk")
    )


def offers_for(assessment: Assessment, viewer: Viewer, *, shape: Around | None = None) -> list[Offer]:
    """The lessons most like this operation, the likest first; those that were answered stay in the list.

    Not its own lessons. Two questions to the database where the shape is handed in, four where it is not.
    """
    around = shape or shape_of(assessment.operation)
    answers = (
        LessonAnswer.objects.visible_to(viewer).filter(assessment=assessment).select_related("answered_by")
    )
    answered = {answer.lesson_id: answer for answer in answers}
    offers = _offered(around, _fetch(viewer, list_lessons(viewer), assessment.operation_id), answered)
    waiting = [offer for offer in offers if not offer.answer]
    return [*waiting[:MOST_OFFERED], *(offer for offer in offers if offer.answer)]


def lessons_like(one: Operation | DatedEvent, viewer: Viewer) -> list[Offer]:
    """The same for the page of an operation or of a day that comes, before anybody assesses it. Three questions."""
    own = one.pk if isinstance(one, Operation) else one.operation_id
    return _offered(shape_of(one), _fetch(viewer, list_lessons(viewer), own), {})[:MOST_OFFERED]


def count_withheld(operation: Operation, viewer: Viewer, *, shape: Around) -> int:
    """How many lessons would be offered if the viewer were told of the operations that they come from."""
    hidden = Lesson.objects.exclude(pk__in=list_lessons(viewer).values("pk"))
    return len(_offered(shape, _fetch(SYSTEM, hidden, operation.pk), {}))


def _fetch(viewer: Viewer, lessons: QuerySet[Lesson], but_of: int | None) -> dict[str, list[Any]]:
    """One question. but_of is the operation whose own lessons are left out."""
    rows = lessons.exclude(operation=but_of) if but_of else lessons
    return fetch_together(
        lessons=rows,
        areas=_parts(LessonArea, viewer, "area").filter(lesson__in=rows.order_by().values("pk")),
        communities=_parts(LessonCommunity, viewer, "community").filter(
            lesson__in=rows.order_by().values("pk")
        ),
    )


def _offered(
    around: Around, found: Mapping[str, list[Any]], answers: Mapping[int, LessonAnswer]
) -> list[Offer]:
    names, offers = _names(around), []
    for lesson in found["lessons"]:
        shape_of_it = Shape(
            frozenset([lesson.kind]), frozenset(lesson.triggers),
            frozenset(row.community_id for row in found["communities"] if row.lesson_id == lesson.pk),
            frozenset(row.area.code for row in found["areas"] if row.lesson_id == lesson.pk),
        )  # fmt: skip
        likeness = compare(around.shape, shape_of_it, names)
        if likeness.is_enough or lesson.pk in answers:
            offers.append(Offer(lesson, likeness, answers.get(lesson.pk)))
    return sorted(
        offers, key=lambda offer: (-offer.likeness.points, -offer.lesson.to_on.toordinal(), offer.lesson.pk)
    )


def unanswered(assessment: Assessment, viewer: Viewer) -> list[Offer]:
    return [offer for offer in offers_for(assessment, viewer) if offer.answer is None]


def _names(around: Around) -> dict[str, dict[Any, str]]:
    return {
        "type": dict(KINDS),
        "trigger": dict(TRIGGERS),
        "community": {each.pk: each.name for each in around.communities},
        "area": {area.code: area.name for area in around.areas},
    }


def _parts(model: Any, viewer: Viewer, name: str) -> QuerySet[Any]:
    rows = model.objects.visible_to(viewer).select_related(name)
    return rows.defer("area__boundary", "area__outline") if name == "area" else rows


def list_lessons(viewer: Viewer) -> QuerySet[Lesson]:
    """Those of the newest events first."""
    rows: QuerySet[Lesson] = Lesson.objects.visible_to(viewer)
    return rows


@dataclass(frozen=True)
class LessonPage:
    areas: list[str]
    communities: list[str]
    answers: list[LessonAnswer]


def page_of(lesson: Lesson, viewer: Viewer) -> LessonPage:
    found = fetch_together(
        areas=_parts(LessonArea, viewer, "area").filter(lesson=lesson),
        communities=_parts(LessonCommunity, viewer, "community").filter(lesson=lesson),
        answers=LessonAnswer.objects.visible_to(viewer)
        .filter(lesson=lesson)
        .select_related("assessment__operation", "answered_by"),
    )
    return LessonPage(
        [row.area.name for row in found["areas"]], [row.community.name for row in found["communities"]],
        found["answers"],
    )  # fmt: skip


def trigger_words(triggers: Iterable[str]) -> list[str]:
    return [TRIGGERS.get(trigger, trigger) for trigger in triggers]


def prefill_from(operation: Operation, at: datetime) -> dict[str, Any]:
    """What the form of a lesson begins with where it comes out of an operation."""
    around = shape_of(operation)
    day = timezone.localdate
    begun, ended = operation.began_at or operation.starts_at, operation.ended_at or operation.ends_at
    return {
        "event": operation.title, "kind": operation.kind, "triggers": operation.triggers,
        "from_on": day(begun or at), "to_on": day(ended or begun or at), "areas": [a.pk for a in around.areas],
        "communities": [c.pk for c in around.communities],
    }  # fmt: skip
