"""How was the promise of an answer kept, month by month, for everybody to read?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class PromiseMonth(Record):
    """A month whose every promise has run out, counted once and never again.

    Both numbers are empty where too few were owed an answer: a number of so few would tell that somebody spoke.
    """

    from_on = models.DateField("first day of the month", unique=True)
    owed = models.PositiveIntegerField("were owed an answer", null=True, blank=True)
    in_time = models.PositiveIntegerField("were answered in time", null=True, blank=True)
    counted_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["from_on", "owed", "in_time", "counted_at"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["-from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owed__isnull=True, in_time__isnull=True)
                | Q(owed__isnull=False, in_time__isnull=False, in_time__lte=F("owed")),
                name="promise_counted_whole_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%B %Y}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()
