"""Which strategies are there, divided into which service areas and objectives?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.plans.models.answerable import ANSWERABLE, Answerable
from commonweal.act.plans.rules.facts import EVERY_DAYS
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier, Viewer


class Strategy(Record):
    """A plan as a whole: what was launched, by whom, and how often its partners report."""

    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=60, blank=True)
    owner_organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    launched_on = models.DateField(null=True, blank=True)
    is_statutory = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    report_every_days = models.PositiveSmallIntegerField(default=EVERY_DAYS)
    tier = tier_field(Tier.PARTNERSHIP)

    privacy: ClassVar[dict[str, Tier]] = {
        "title": Tier.PUBLIC,
        "reference": Tier.PUBLIC,
        "owner_organisation": Tier.PUBLIC,
        "launched_on": Tier.PUBLIC,
        "is_statutory": Tier.PUBLIC,
        "source": Tier.PUBLIC,
        "report_every_days": Tier.PUBLIC,
        "tier": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["title"]
        verbose_name_plural = "strategies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="strategy_reference_once"
            ),
            models.CheckConstraint(condition=Q(report_every_days__gte=1), name="strategy_reports_sometime"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return super().visible_q(viewer) if viewer.sees(Tier.PARTNERSHIP) else Q(pk__in=())


class ServiceArea(Answerable):
    """One of the strategy's fields of work, overseen by its link body."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="service_areas")
    title = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)
    link_body = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="linked_areas"
    )

    privacy: ClassVar[dict[str, Tier]] = ANSWERABLE | {
        "strategy": Tier.PUBLIC,
        "title": Tier.PUBLIC,
        "order": Tier.PUBLIC,
        "link_body": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "title"], name="service_area_once")
        ]

    def __str__(self) -> str:
        return self.title


class Objective(Answerable):
    """What a service area is to reach."""

    path_to_strategy = "service_area__strategy"

    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="objectives")
    text = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[dict[str, Tier]] = ANSWERABLE | {
        "service_area": Tier.PUBLIC,
        "text": Tier.PUBLIC,
        "order": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
