"""What was brought, how was it read, and what did people decide about its doubts?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.intake import rules


class IntakeDocument(Record):
    """A paper or plan as it was read. result is the object of reading.as_json; lines are the document's own."""

    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, db_index=True)
    lines = models.JSONField()
    result = models.JSONField()
    has_plan = models.BooleanField(default=False)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tier = tier_field(Tier.PARTNERSHIP)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["title", "file_name", "kind", "sha256", "lines", "result", "has_plan", "read_at", "read_by", "tier"],
        Tier.PARTNERSHIP,
    )

    class Meta:
        ordering: ClassVar = ["-read_at"]

    def __str__(self) -> str:
        return self.title

    def digest_parts(self) -> Iterable[Record]:
        return self.decisions.all()


class DoubtDecision(Record):
    """What a person decided about one doubt of a reading; the last word about it."""

    document = models.ForeignKey(IntakeDocument, on_delete=models.CASCADE, related_name="decisions")
    doubt = models.PositiveIntegerField()
    choice = models.CharField(max_length=10, choices=rules.CHOICES)
    correction = models.JSONField(null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["document", "doubt", "choice", "correction", "decided_at", "decided_by"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["doubt"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "doubt"], name="one_decision_a_doubt"),
            models.CheckConstraint(
                condition=~Q(choice=rules.CORRECTED) | Q(correction__isnull=False),
                name="a_correction_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, doubt {self.doubt + 1}: {self.get_choice_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        tiers = [t.value for t in viewer.tiers if t is not Tier.NAMED]
        named = viewer.named.get(IntakeDocument._meta.label_lower, frozenset())
        return Q(document__tier__in=tiers) | Q(document__tier=Tier.NAMED.value, document_id__in=named)
