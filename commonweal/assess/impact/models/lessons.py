"""What was learned from an event, for which events to come, and what did those who were offered it make of it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.assessments import Assessment
from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.seeing import NOTHING, operation_q, person
from commonweal.assess.impact.rules.states import OVERSEE, READ
from commonweal.assess.impact.rules.words import KINDS
from commonweal.ground.audit.models import Record
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.engagement.models.communities import of_community


class Lesson(Record):
    """One thing that was learned. It came out of an operation of this house, or of an event that is named in words."""

    operation = models.ForeignKey(
        Operation, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons"
    )
    event = models.CharField("what it was learned from", max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    triggers = models.JSONField(default=list)
    what_happened = models.TextField()
    what_worked = models.TextField(blank=True)
    next_time = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "operation", "event", "from_on", "to_on", "kind", "triggers", "what_happened", "what_worked", "next_time",
            "recorded_at", "recorded_by",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(event="") & ~Q(what_happened="") & ~Q(next_time=""),
                name="lesson_says_what_to_do",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="lesson_kind_known"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="lesson_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.event

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return lesson_q(viewer)

    def digest_parts(self) -> Iterable[Record]:
        return [*self.areas.all(), *self.communities.all()]


def lesson_q(viewer: Viewer, path: str = "") -> Q:
    """Read by all who read assessments somewhere, for lessons are there to be handed on; a covert operation's by those
    who see the operation."""
    if viewer.is_system:
        return Q()
    reads = any(viewer.may_somewhere(permission) for permission in (READ, OVERSEE))
    if viewer.enforces_immigration or not reads or not viewer.sees(Tier.PARTNERSHIP):
        return NOTHING
    open_to_all = Q(**{f"{path}operation__isnull": True}) | Q(**{f"{path}operation__is_covert": False})
    return open_to_all | operation_q(viewer, f"{path}operation__")


class OfALesson(Record):
    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return lesson_q(viewer, "lesson__")


class LessonArea(OfALesson):
    """A place for which the lesson counts."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["lesson", "area"], Tier.PARTNERSHIP)

    class Meta:
        ordering: ClassVar = ["area__name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["lesson", "area"], name="lesson_area_once")]

    def __str__(self) -> str:
        return str(self.area)


class LessonCommunity(OfALesson):
    """A community for which the lesson counts."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="communities")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["lesson", "community"], Tier.PARTNERSHIP)

    class Meta:
        ordering: ClassVar = ["community__name", "pk"]
        verbose_name_plural = "lesson communities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson", "community"], name="lesson_community_once")
        ]

    def __str__(self) -> str:
        return str(self.community)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return super().visible_q(viewer) & of_community(viewer)


class LessonAnswer(Record):
    """What the author of an assessment made of a lesson that was offered: taken, or set aside and why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="lesson_answers")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="answers")
    is_taken = models.BooleanField()
    because = models.TextField("why it was offered", blank=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "lesson", "is_taken", "because", "reason", "answered_at", "answered_by"],
        Tier.PARTNERSHIP,
    )

    class Meta:
        ordering: ClassVar = ["answered_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "lesson"], name="lesson_answered_once"),
            models.CheckConstraint(
                condition=Q(is_taken=True) | ~Q(reason=""), name="lesson_set_aside_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}: {'taken' if self.is_taken else 'set aside'}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "assessment__operation__")
