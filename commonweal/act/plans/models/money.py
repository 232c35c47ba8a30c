"""With what is an action done, is it certain, and on what does it depend?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.plans.models.answerable import PartOfPlan, person_field
from commonweal.act.plans.models.work import PlannedAction
from commonweal.act.plans.rules.states import RESOURCE
from commonweal.ground.visibility.rules import Tier


class Resource(PartOfPlan):
    """Staff time, money or help in kind. Where it hangs on a condition, the condition is written down."""

    path_to_strategy = "action__strategy"

    class Kind(models.TextChoices):
        STAFF_TIME = "staff_time", "Staff time"
        FUNDING = "funding", "Funding"
        IN_KIND = "in_kind", "In kind"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.CharField(max_length=300)
    provider = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=12, choices=RESOURCE.choices(), default=RESOURCE.start)
    condition = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person_field()
    decision_reason = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[dict[str, Tier]] = {
        "action": Tier.PUBLIC,
        "kind": Tier.PUBLIC,
        "text": Tier.PUBLIC,
        "provider": Tier.PUBLIC,
        "amount": Tier.PARTNERSHIP,
        "state": Tier.PARTNERSHIP,
        "condition": Tier.PUBLIC,
        "decided_at": Tier.PARTNERSHIP,
        "decided_by": Tier.PARTNERSHIP,
        "decision_reason": Tier.PARTNERSHIP,
        "order": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="conditional") | ~Q(condition=""), name="resource_condition_is_written"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="resource_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.text
