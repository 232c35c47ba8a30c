"""Which equality assessment does a paper rest on?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.answer.papers.models.paper import CommitteePaper
from commonweal.answer.papers.models.parts import _Part
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.ground.visibility.rules import Tier, Viewer


class PaperAssessment(_Part):
    """One paper and one assessment; until this is settled, the paper goes no further."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.CASCADE, related_name="equality_links")
    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.PROTECT, related_name="paper_links")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["paper", "assessment", "linked_by", "linked_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["linked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "assessment"], name="paper_assessment_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.assessment}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever reads both."""
        return super().visible_q(viewer) & Q(
            assessment__in=EqualityAssessment.objects.visible_to(viewer).values("pk")
        )
