"""What did the Bronze community advise Gold while an operation went on, and what did Gold decide, why and when?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.parts import PartRecord, overseer_q, reader_q
from commonweal.assess.impact.models.seeing import person
from commonweal.assess.impact.rules.advice import DECISIONS, DECLINED, PARTLY
from commonweal.ground.visibility.rules import Tier, Viewer

NOT_TAKEN = (PARTLY, DECLINED)


class BronzeAdvice(PartRecord):
    """One piece of advice to Gold. Rows are only ever added."""

    path_to_operation = "operation__"

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="bronze_log")
    advice = models.TextField()
    given_at = models.DateTimeField()
    given_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["operation", "advice", "given_at"], Tier.PARTNERSHIP
    ) | {"given_by": Tier.POLICE}

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        verbose_name_plural = "bronze advice"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(advice=""), name="bronze_advice_has_words")
        ]

    def __str__(self) -> str:
        return self.advice[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        not_taken = overseer_q(viewer, Q(decision__decision__in=NOT_TAKEN), cls.path_to_operation)
        return reader_q(viewer, cls.path_to_operation) | not_taken


class GoldDecision(PartRecord):
    """What Gold made of it, once and for all; another decision follows another piece of advice."""

    path_to_operation = "advice__operation__"

    advice = models.OneToOneField(BronzeAdvice, on_delete=models.PROTECT, related_name="decision")
    decision = models.CharField(max_length=10, choices=list(DECISIONS.items()))
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["advice", "decision", "reason", "decided_at"], Tier.PARTNERSHIP
    ) | {"decided_by": Tier.POLICE}

    class Meta:
        ordering: ClassVar = ["decided_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="gold_decision_says_why"),
            models.CheckConstraint(condition=Q(decision__in=list(DECISIONS)), name="gold_decision_known"),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        not_taken = overseer_q(viewer, Q(decision__in=NOT_TAKEN), cls.path_to_operation)
        return reader_q(viewer, cls.path_to_operation) | not_taken
