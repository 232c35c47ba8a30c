"""How did each action stand on each day, and which notices went out?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.act.plans.models.answerable import PartOfPlan
from commonweal.act.plans.models.structure import Strategy
from commonweal.act.plans.models.work import PlannedAction
from commonweal.act.plans.rules.facts import CODE_CHOICES
from commonweal.ground.visibility.rules import Tier


class StatusSnapshot(PartOfPlan):
    """One unbroken run of days on which an action stood the same, as computed; the sentence is that of its last day.

    Together the runs of an action cover every day on which it was looked at, so going backwards is always on record.
    """

    path_to_strategy = "action__strategy"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="snapshots")
    from_on = models.DateField()
    seen_on = models.DateField()
    code = models.CharField(max_length=1, choices=CODE_CHOICES)
    computed_code = models.CharField(max_length=1, choices=CODE_CHOICES)
    before_code = models.CharField(max_length=1, choices=CODE_CHOICES, blank=True)
    worry = models.PositiveSmallIntegerField(default=0)
    sentence = models.TextField()
    next_on = models.DateField(null=True, blank=True)
    update_due_on = models.DateField(null=True, blank=True)
    concerns = models.JSONField(default=list, blank=True)
    concerns_count = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "action", "from_on", "seen_on", "code", "computed_code", "before_code", "worry", "sentence", "next_on",
            "update_due_on", "concerns", "concerns_count", "is_current",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["is_current", "code"], name="snapshot_current_code")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "from_on"], name="snapshot_begins_once"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(is_current=True), name="one_current_snapshot"
            ),
            models.CheckConstraint(condition=Q(seen_on__gte=F("from_on")), name="snapshot_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.get_code_display()} from {self.from_on}"


class PlanDay(PartOfPlan):
    """A day on which every action of a plan was looked at, and how many stood where.

    looked_to and noticed_to are the last actions reached: a long plan is gone through a piece at a time.
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="days")
    looked_on = models.DateField()
    actions = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    looked_to = models.PositiveBigIntegerField(default=0)
    is_whole = models.BooleanField(default=False)
    notices = models.PositiveIntegerField(default=0)
    noticed_to = models.PositiveBigIntegerField(default=0)
    noticed_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "strategy",
            "looked_on",
            "actions",
            "counts",
            "looked_to",
            "is_whole",
            "notices",
            "noticed_to",
            "noticed_at",
        ],
        Tier.PARTNERSHIP,
    )

    class Meta:
        ordering: ClassVar = ["looked_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "looked_on"], name="plan_looked_at_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.strategy_id} on {self.looked_on}"


class Notice(PartOfPlan):
    """A reminder that went to one organisation about one date. It goes once."""

    path_to_strategy = "action__strategy"

    class Kind(models.TextChoices):
        DUE_SOON = "due_soon", "An update is due soon"
        UPDATE_LATE = "update_late", "An update is late"
        TASK_DUE_SOON = "task_due_soon", "A task is due soon"
        TASK_LATE = "task_late", "A task is late"
        STALE = "stale", "Nobody has reported for two periods"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="notices")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    about_on = models.DateField()
    days_before = models.SmallIntegerField(default=0)
    raised_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["action", "organisation", "kind", "about_on", "days_before", "raised_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "organisation", "kind", "about_on", "days_before"], name="notice_goes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.action_id}"
