"""What does an assessment rest on, who was consulted, and what is the effect on whom?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.equality.models.assessment import EqualityAssessment, OfEquality
from commonweal.assess.equality.rules.checking import EFFECT_WORDS, SEVERITY_WORDS
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier


class GridRow(OfEquality):
    """One characteristic under one duty, or a row of the body's own (then duty_set is empty)."""

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    duty_set = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=100)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "position", "duty_set", "label"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "duty_set", "label"], name="equality_row_once"),
            models.CheckConstraint(condition=~Q(label=""), name="equality_row_has_words"),
        ]

    def __str__(self) -> str:
        return self.label

    def digest_parts(self) -> Iterable[Record]:
        return self.cells.all()


class GridCell(OfEquality):
    """What the decision does to people of one row, by one aim of the duty. An empty effect has not been judged yet."""

    row = models.ForeignKey(GridRow, on_delete=models.CASCADE, related_name="cells")
    position = models.PositiveIntegerField()
    aim = models.CharField(max_length=40)
    aim_words = models.CharField(max_length=200)
    effect = models.CharField(max_length=10, choices=list(EFFECT_WORDS.items()), blank=True)
    severity = models.CharField(max_length=10, choices=list(SEVERITY_WORDS.items()), blank=True)
    evidence = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    justification = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "row",
            "position",
            "aim",
            "aim_words",
            "effect",
            "severity",
            "evidence",
            "mitigation",
            "justification",
        ],
        Tier.PARTNERSHIP,
    )

    class Meta:
        ordering: ClassVar = ["row", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "aim"], name="equality_cell_once"),
            models.CheckConstraint(condition=Q(effect__in=["", *EFFECT_WORDS]), name="equality_effect_known"),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.aim_words}"


class EvidenceSource(OfEquality):
    """Something that the assessment rests on: where it is from, of which day, and what it says."""

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=300)
    dated_on = models.DateField(null=True, blank=True)
    says = models.TextField("what it says")
    strength = models.CharField("how strong the evidence is", max_length=20)
    strength_scale = models.CharField(max_length=60)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "source", "dated_on", "says", "strength", "strength_scale"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(strength="") & ~Q(strength_scale=""), name="equality_evidence_is_graded"
            )
        ]

    def __str__(self) -> str:
        return self.source


class Consultation(OfEquality):
    """Who was asked, how and when; what they said, and what changed because of it."""

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.CASCADE, related_name="consultations")
    group = models.CharField("which group", max_length=200)
    method = models.CharField("how they were asked", max_length=200)
    held_on = models.DateField("when")
    said = models.TextField("what they said")
    changed = models.TextField("what changed because of it, or why nothing did")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "group", "method", "held_on", "said", "changed"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.group
