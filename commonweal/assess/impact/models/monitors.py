"""Which groups watched an operation on behalf of communities, and what did they see?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.parts import PartRecord
from commonweal.assess.impact.models.seeing import person
from commonweal.ground.visibility.rules import Tier


class Monitor(PartRecord):
    """A group or a role that was asked to watch. who is never a private person's name."""

    path_to_operation = "operation__"

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="monitors")
    who = models.CharField("group or role", max_length=200)
    task = models.TextField("what they are asked to watch")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    deployed_at = models.DateTimeField()
    deployed_by = person()
    stood_down_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["operation", "who", "task", "area", "from_on", "until_on", "deployed_at", "deployed_by", "stood_down_at"],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(who="") & ~Q(task=""), name="monitor_says_who_and_what"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="monitor_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.who


class Observation(PartRecord):
    """What a monitor saw. Rows are only ever added: one that was wrong is corrected by another."""

    path_to_operation = "monitor__operation__"

    monitor = models.ForeignKey(Monitor, on_delete=models.PROTECT, related_name="observations")
    seen_on = models.DateField()
    seen_clock = models.TimeField("at what time")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what was seen")
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    entered_at = models.DateTimeField()
    entered_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "monitor", "seen_on", "seen_clock", "area", "text", "strength", "strength_scale", "corrects", "entered_at",
            "entered_by",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["seen_on", "seen_clock", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="observation_has_words")]

    def __str__(self) -> str:
        return self.text[:80]
