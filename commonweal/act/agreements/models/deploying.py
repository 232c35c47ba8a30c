"""How many posts are lent from whom to whom, who pays, for what and how long, and what are they used for?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.act.agreements.models.agreements import Agreement
from commonweal.act.agreements.models.reading import agreement_q, by, for_partners
from commonweal.act.agreements.rules.states import DEPLOYMENT
from commonweal.act.agreements.rules.words import KINDS
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer


class Deployment(Record):
    """So many people in one kind of post, by number alone. weeks_off of the weeks_served went into something else.

    The database refuses the state deployed unless the agreement is in force and works to an agreed definition.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="deployments")
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    post = models.CharField("kind of post", max_length=200)
    people = models.PositiveIntegerField("how many")
    purpose = models.TextField()
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    from_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveIntegerField("for how many weeks")
    state = models.CharField(max_length=10, choices=DEPLOYMENT.choices(), default=DEPLOYMENT.start)
    deployed_at = models.DateTimeField(null=True, blank=True)
    deployed_by = by()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    weeks_served = models.PositiveIntegerField(default=0)
    weeks_off = models.PositiveIntegerField("of these, spent on something else", default=0)
    drift = models.TextField("what else it was used for", blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_partners(
        "agreement", "kind", "post", "people", "purpose", "funder", "from_body", "to_body", "weeks", "state",
        "deployed_at", "deployed_by", "ended_at", "end_reason", "weeks_served", "weeks_off", "drift",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(DEPLOYMENT.states)), name="deployment_state"),
            models.CheckConstraint(condition=Q(people__gte=1, weeks__gte=1), name="deployment_counts_somebody"),
            models.CheckConstraint(condition=~Q(from_body=F("to_body")), name="deployment_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(weeks_off__lte=F("weeks_served")) & (Q(weeks_off=0) | ~Q(drift="")),
                name="deployment_drift_says_to_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="deployed") | Q(deployed_at__isnull=False, deployed_by__isnull=False),
                name="deployment_deployed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="deployment_ended_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.people} × {self.post}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__")
