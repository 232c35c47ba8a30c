"""What does the draft of an assessment state, on which row does each statement rest, and where was looked in vain?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.impact.models.assessments import Assessment
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.rules.drafting import HEARD, SOURCES, searched_in_words
from commonweal.assess.impact.rules.states import APPROVE, ASSESS
from commonweal.ground.audit.models import Record
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer

SOURCE_CHOICES = list(SOURCES.items())


class SourceSearched(Record):
    """One class of source that was searched for an assessment, and what came of it the last time."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="searched")
    source = models.CharField(max_length=10, choices=SOURCE_CHOICES)
    from_on = models.DateField()
    to_on = models.DateField()
    drawn_count = models.PositiveIntegerField(default=0)
    withheld_count = models.PositiveIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)
    searched_at = models.DateTimeField()
    searched_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "assessment", "source", "from_on", "to_on", "drawn_count", "withheld_count", "left_out_count", "searched_at",
            "searched_by",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "sources searched"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "source"], name="source_searched_once"),
            models.CheckConstraint(condition=Q(source__in=list(SOURCES)), name="searched_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.searched_at:%d %B %Y}"

    @property
    def sentence(self) -> str:
        return searched_in_words(self.drawn_count, self.withheld_count, self.left_out_count)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "assessment__operation__")


class Statement(Record):
    """One sentence of the draft with the row it rests on and how much it can bear.

    A row is cited by its table and key, and by its name in words, which outlives it. Whatever an author strikes out stays
    with its reason.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="statements")
    source = models.CharField(max_length=10, choices=SOURCE_CHOICES)
    text = models.TextField()
    drawn_text = models.TextField("as it was drawn", blank=True)
    cites_kind = models.CharField(max_length=60, blank=True)
    cites_id = models.PositiveBigIntegerField(null=True, blank=True)
    cites_label = models.CharField("what it cites", max_length=300)
    cites_on = models.DateField("of which day", null=True, blank=True)
    cites_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    basis = models.CharField("what it rests on", max_length=600, blank=True)
    added_at = models.DateTimeField()
    added_by = person()
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = person(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = person(null=True, blank=True)
    struck_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "assessment", "source", "text", "drawn_text", "cites_kind", "cites_id", "cites_label", "cites_on",
            "cites_area", "strength", "strength_scale", "basis", "added_at", "added_by", "edited_at", "edited_by",
            "struck_at", "struck_by", "struck_reason",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_words"),
            models.CheckConstraint(condition=~Q(cites_label=""), name="statement_cites_something"),
            models.CheckConstraint(
                condition=~Q(strength="") & ~Q(strength_scale=""), name="statement_is_graded"
            ),
            models.CheckConstraint(condition=Q(source__in=list(SOURCES)), name="statement_source_known"),
            models.CheckConstraint(
                condition=Q(cites_kind="", cites_id__isnull=True)
                | (~Q(cites_kind="") & Q(cites_id__isnull=False)),
                name="statement_cites_a_whole_row",
            ),
            models.CheckConstraint(
                condition=Q(source="own") | ~Q(cites_kind=""), name="statement_drawn_from_a_row"
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason="")),
                name="statement_struck_with_a_reason",
            ),
            # However often it is drafted, and by however many at once, a row is stated once.
            models.UniqueConstraint(
                fields=["assessment", "source", "cites_kind", "cites_id"],
                condition=~Q(cites_kind=""),
                name="statement_once_a_row",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """By police who see the operation; what contacts said only by those who listen to them, assess or decide.

        An investigating officer does not read whom the others speak with, and so no statement drawn from it.
        """
        if not viewer.sees(Tier.POLICE):
            return Q(pk__in=())
        seen = operation_q(viewer, "assessment__operation__")
        return seen if reads_what_was_heard(viewer) else seen & ~Q(source__in=HEARD)

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None

    @property
    def is_edited(self) -> bool:
        return self.edited_at is not None


def reads_what_was_heard(viewer: Viewer) -> bool:
    return any(viewer.may_somewhere(permission) for permission in (ASSESS, APPROVE, "engagement.read"))


class Reopening(Record):
    """One row that came after the last version and re-opened the assessment; it does so once and never again."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reopenings")
    cites_kind = models.CharField(max_length=60)
    cites_id = models.PositiveBigIntegerField()
    words = models.CharField(max_length=300)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    reopened_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "cites_kind", "cites_id", "words", "area", "came_at", "reopened_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["-reopened_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(cites_kind=""), name="reopening_says_what_came"
            ),
            models.UniqueConstraint(
                fields=["assessment", "cites_kind", "cites_id"], name="reopened_once_by_a_row"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "assessment__operation__")
