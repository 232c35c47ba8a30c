"""Which action carries out what an impact assessment recommended?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonweal.act.plans.models.answerable import PartOfPlan, person_field
from commonweal.act.plans.models.work import PlannedAction
from commonweal.assess.impact.models import Recommendation
from commonweal.ground.visibility.rules import Tier


class RecommendedAction(PartOfPlan):
    """An accepted recommendation that was taken up into a plan, once, as one action of it."""

    path_to_strategy = "action__strategy"

    action = models.OneToOneField(PlannedAction, on_delete=models.CASCADE, related_name="recommended")
    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="+")
    taken_up_at = models.DateTimeField()
    taken_up_by = person_field()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["action", "recommendation", "taken_up_at", "taken_up_by"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"action {self.action_id} for recommendation {self.recommendation_id}"
