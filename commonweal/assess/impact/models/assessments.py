"""How far is the assessment of an operation, who writes it, and when is it looked at again?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.rules.scores import RATING_WORDS
from commonweal.assess.impact.rules.states import ASSESSMENT, PHASES, WRITING
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer

RATINGS = [(rating.value, words) for rating, words in RATING_WORDS.items()]
# The rows that belong to an assessment, by the name that leads to them.
ROOM_PARTS = (
    "versions", "reviews", "statements", "searched", "reopenings", "lesson_answers", "impacts", "consultations",
    "disclosure_choices",
)  # fmt: skip


class Assessment(Record):
    """The community impact assessment of one operation. What was approved of it stands in its versions.

    rating_before and rating_after are the whole's, before and after what is done about it; they are frozen with each version.
    baseline_reason says why the tension in the area need not be back to its usual level before the assessment is closed.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=12, choices=ASSESSMENT.choices(), default=ASSESSMENT.start)
    phase = models.CharField(max_length=8, choices=list(PHASES.items()), default="planning")
    asked_at = models.DateTimeField()
    asked_by = person()
    author = person(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = person(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = person(null=True, blank=True)
    declined_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_reason = models.TextField(blank=True)

    rating_before = models.CharField(max_length=6, choices=RATINGS, blank=True)
    rating_after = models.CharField(max_length=6, choices=RATINGS, blank=True)
    rating_reason = models.TextField("why the rating is not the one that the numbers make", blank=True)
    next_review_at = models.DateTimeField(null=True, blank=True)

    exit_strategy = models.TextField(blank=True)
    exit_signed_at = models.DateTimeField(null=True, blank=True)
    exit_signed_by = person(null=True, blank=True)
    baseline_reason = models.TextField(blank=True)
    debrief_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = person(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "operation", "state", "phase", "asked_at", "asked_by", "author", "claimed_at", "submitted_at", "submitted_by",
            "sent_back_at", "sent_back_reason", "declined_at", "declined_by", "declined_reason", "superseded_at",
            "superseded_reason", "rating_before", "rating_after", "rating_reason", "next_review_at", "exit_strategy",
            "exit_signed_at", "exit_signed_by", "baseline_reason", "debrief_on", "closed_at", "closed_by",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=list(ASSESSMENT.states)), name="assessment_state_known"
            ),
            models.CheckConstraint(condition=Q(phase__in=list(PHASES)), name="assessment_phase_known"),
            # Of an operation at most one assessment is at work; the others are over and done with.
            models.UniqueConstraint(
                fields=["operation"],
                condition=~Q(state__in=["declined", "superseded"]),
                name="one_assessment_at_work",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*WRITING, "submitted", "approved", "live", "closed"])
                | Q(author__isnull=False, claimed_at__isnull=False),
                name="assessment_has_an_author",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "live", "closed"])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="assessment_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined")
                | (Q(declined_at__isnull=False, declined_by__isnull=False) & ~Q(declined_reason="")),
                name="assessment_declined_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="superseded")
                | (Q(superseded_at__isnull=False) & ~Q(superseded_reason="")),
                name="assessment_superseded_says_why",
            ),
            models.CheckConstraint(
                condition=Q(exit_signed_at__isnull=True)
                | (Q(exit_signed_by__isnull=False) & ~Q(exit_strategy="")),
                name="exit_strategy_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | Q(
                    phase="exit",
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    exit_signed_at__isnull=False,
                    debrief_on__isnull=False,
                ),
                name="assessment_closed_by_its_criteria",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("author")),
                name="assessment_closed_by_another",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_review_at"], name="assessment_state")]

    def __str__(self) -> str:
        return f"Assessment of {self.operation}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "operation__")

    def digest_parts(self) -> Iterable[Record]:
        return chain.from_iterable(getattr(self, part).all() for part in ROOM_PARTS)


class Review(Record):
    """One time that an assessment was looked at again: what re-opened it, and what was found."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reviews")
    began_at = models.DateTimeField()
    began_by = person(null=True, blank=True)
    why = models.TextField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = person(null=True, blank=True)
    found = models.TextField(blank=True)
    rating_before = models.CharField("rating when it began", max_length=6, choices=RATINGS, blank=True)
    rating_after = models.CharField("rating when it was done", max_length=6, choices=RATINGS, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "assessment", "began_at", "began_by", "why", "done_at", "done_by", "found", "rating_before", "rating_after",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["began_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="review_says_why"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(done_at__isnull=True), name="one_review_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.began_at:%d %B %Y}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "assessment__operation__")
