"""What was not certain when a plan was read out of a paper, and who has settled it since?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.plans.models.answerable import PartOfPlan, person_field
from commonweal.act.plans.models.structure import Strategy
from commonweal.act.plans.models.work import PlannedAction
from commonweal.ground.visibility.rules import Tier


class ReadingDoubt(PartOfPlan):
    """One doubt of the reading that nobody had settled when the plan was made; kept whole, with its line."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="doubts")
    action = models.ForeignKey(
        PlannedAction, on_delete=models.CASCADE, null=True, blank=True, related_name="doubts"
    )
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    text = models.TextField()
    settled_by = person_field()
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["strategy", "action", "line", "kind", "text", "settled_by", "settled_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["line", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="doubt_has_words"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="doubt_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.text[:80]}"
