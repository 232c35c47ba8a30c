"""Why did a version change, or why did a document stay as it was?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.guidance.models.documents import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.models.reading import NOTHING, own_work_q, person
from commonweal.assess.guidance.rules.kinds import OCCASIONS
from commonweal.assess.impact.models import AssessmentVersion
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class Occasion(Record):
    """What made somebody look at the document: it changed a version, or left it as it is with a reason."""

    document = models.ForeignKey(GuidanceDocument, on_delete=models.CASCADE, related_name="occasions")
    changed = models.ForeignKey(
        GuidanceVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="occasions"
    )
    kind = models.CharField(max_length=20, choices=list(OCCASIONS.items()))
    name = models.CharField("what it is called", max_length=200)
    said = models.TextField("what it said")
    happened_on = models.DateField()
    community_review = models.ForeignKey(
        CommunityReview, null=True, blank=True, on_delete=models.PROTECT, related_name="occasions"
    )
    impact_version = models.ForeignKey(
        AssessmentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    equality_assessment = models.ForeignKey(
        EqualityAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why_unchanged = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = person(null=True)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            ["document", "changed", "kind", "name", "said", "happened_on", "community_review", "why_unchanged",
             "noted_at"], Tier.PUBLIC,
        ),
        **dict.fromkeys(["impact_version", "equality_assessment", "noted_by"], Tier.PARTNERSHIP),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(OCCASIONS)), name="occasion_kind_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(said=""), name="occasion_says_what"),
            models.CheckConstraint(
                condition=Q(changed__isnull=False, why_unchanged="")
                | (Q(changed__isnull=True) & ~Q(why_unchanged="")),
                name="occasion_changed_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the document, and while the version that it changed is a draft, as the draft. Not what a community said."""
        if viewer.enforces_immigration or not viewer.is_signed_in:
            return NOTHING
        seen = GuidanceDocument.objects.filter(GuidanceDocument.visible_q(viewer))
        drafts = Q(changed__isnull=True) | Q(changed__approved_at__isnull=False)
        return Q(document__in=seen.values("pk")) & (drafts | own_work_q(viewer, "document__owner"))
