"""Which equality assessment covers an action?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.plans.models.answerable import PartOfPlan, person_field
from commonweal.act.plans.models.work import PlannedAction
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.ground.visibility.rules import Tier, Viewer


class ActionAssessment(PartOfPlan):
    """One action under one assessment; an assessment may cover many actions."""

    path_to_strategy = "action__strategy"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="equality_links")
    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.PROTECT, related_name="action_links")
    linked_by = person_field()
    linked_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["action", "assessment", "linked_by", "linked_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["linked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "assessment"], name="action_assessment_once")
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.assessment}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever reads both: nobody who enforces immigration law reads an assessment before it is published."""
        return super().visible_q(viewer) & Q(
            assessment__in=EqualityAssessment.objects.visible_to(viewer).values("pk")
        )
