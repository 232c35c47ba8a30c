"""What was done together, month by month, and which problems come again in how the law is enforced? Counts only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.agreements.models.agreements import Agreement
from commonweal.act.agreements.models.reading import PROBLEMS, agreement_q, for_partners
from commonweal.act.agreements.rules.words import CATEGORIES, LED, SOURCES
from commonweal.ground.audit.models import Record
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer


class JointActivity(Record):
    """One month in one area for one limb (None: for no limb), led by harm or by a number to be reached."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="activities")
    month_on = models.DateField("first day of the month")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    limb = models.PositiveIntegerField(null=True, blank=True)
    led_by = models.CharField("led by", max_length=10, choices=list(LED.items()))
    operations = models.PositiveIntegerField()
    hours = models.PositiveIntegerField()
    tasked = models.PositiveIntegerField("times that a partner tasked another", default=0)
    complaints = models.PositiveIntegerField("complaints counted", default=0)

    privacy: ClassVar[dict[str, Tier]] = for_partners(
        "agreement", "month_on", "area", "limb", "led_by", "operations", "hours", "tasked", "complaints"
    )

    class Meta:
        ordering: ClassVar = ["-month_on", "area__name", "limb", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "month_on", "area", "limb", "led_by"],
                condition=Q(limb__isnull=False),
                name="joint_activity_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "month_on", "area", "led_by"],
                condition=Q(limb__isnull=True),
                name="joint_activity_without_limb_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m}, {self.area}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__")


class PracticeProblem(Record):
    """How often one kind of problem was counted in one borough and month, and from what kind of source."""

    category = models.CharField(max_length=20, choices=list(CATEGORIES.items()))
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField("first day of the month")
    source = models.CharField("where it comes from", max_length=12, choices=list(SOURCES.items()))
    number = models.PositiveIntegerField("how often")

    privacy: ClassVar[dict[str, Tier]] = for_partners("category", "area", "month_on", "source", "number")

    class Meta:
        ordering: ClassVar = ["-month_on", "category", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["category", "area", "month_on", "source"], name="practice_problem_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="practice_problem_counts_one"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.month_on:%Y-%m}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere(PROBLEMS) else Q(pk__in=())
