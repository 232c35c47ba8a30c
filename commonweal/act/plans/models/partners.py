"""Who takes part in an action, as what, and whom does one ask there?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.plans.models.answerable import PartOfPlan
from commonweal.act.plans.models.work import PlannedAction
from commonweal.ground.visibility.rules import Tier


class ActionPartner(PartOfPlan):
    """One organisation in one role. It may have several roles; an action has one lead at most."""

    path_to_strategy = "action__strategy"

    class Role(models.TextChoices):
        LEAD = "lead", "Lead"
        PARTNER = "partner", "Partner"
        CONTRIBUTOR = "contributor", "Contributor"
        FUNDER = "funder", "Funder"
        LINK = "link", "Link"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="parts_in_actions"
    )
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTNER)
    contact_post = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    printed_name = models.CharField(max_length=300, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "action": Tier.PUBLIC,
        "organisation": Tier.PUBLIC,
        "role": Tier.PUBLIC,
        "contact_post": Tier.PARTNERSHIP,
        "order": Tier.PUBLIC,
        "printed_name": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "organisation", "role"], name="partner_role_once"),
            models.UniqueConstraint(fields=["action"], condition=Q(role="lead"), name="one_lead_per_action"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display().lower()})"
