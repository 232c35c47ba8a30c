"""What was frozen of an assessment when it was submitted, and who approved that?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.assessments import RATINGS, Assessment
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.rules.states import PHASES
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer

OUTCOMES = [("submitted", "Submitted"), ("approved", "Approved"), ("sent_back", "Sent back")]


class AssessmentVersion(Record):
    """The whole assessment as it was submitted, in one canonical text with its hash; nothing of it ever changes.

    Once approved or sent back it stays so: the database refuses every other change.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=8, choices=list(PHASES.items()))
    content_text = models.TextField("content, in canonical JSON")
    content_hash = models.CharField(max_length=64)
    rating_before = models.CharField(max_length=6, choices=RATINGS)
    rating_after = models.CharField(max_length=6, choices=RATINGS)
    rating_reason = models.TextField(blank=True)
    author = person()
    submitted_at = models.DateTimeField()
    submitted_by = person()
    outcome = models.CharField(max_length=10, choices=OUTCOMES, default="submitted")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = person(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = person(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "content_text": Tier.POLICE,
        **dict.fromkeys(
            [
                "assessment", "number", "phase", "content_hash", "rating_before", "rating_after", "rating_reason", "author",
                "submitted_at", "submitted_by", "outcome", "approved_at", "approved_by", "sent_back_at", "sent_back_by",
                "sent_back_reason",
            ],
            Tier.PARTNERSHIP,
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="assessment_version_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome for outcome, _ in OUTCOMES]), name="version_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(content_text="") & ~Q(content_hash=""), name="version_is_frozen"
            ),
            models.CheckConstraint(
                condition=Q(outcome="approved", approved_at__isnull=False, approved_by__isnull=False)
                | (~Q(outcome="approved") & Q(approved_at__isnull=True, approved_by__isnull=True)),
                name="version_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("author")) & ~Q(approved_by=F("submitted_by"))),
                name="version_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="sent_back")
                | (Q(sent_back_at__isnull=False, sent_back_by__isnull=False) & ~Q(sent_back_reason="")),
                name="version_sent_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "assessment__operation__")
