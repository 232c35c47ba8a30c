"""What became of whom?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models.organisations import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer


class Succession(Record):
    """One day on which organisations became others. Nothing is deleted: those before stay citable."""

    class Kind(models.TextChoices):
        MERGED = "merged", "merged into"
        SPLIT = "split", "split into"
        REPLACED = "replaced", "replaced by"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_on = models.DateField()
    why = models.CharField(max_length=500, blank=True)
    parties: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Organisation, through="SuccessionSide", related_name="successions"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["kind", "happened_on", "why"], Tier.PUBLIC)

    class Meta:
        ordering: ClassVar = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()

    def digest_parts(self) -> Iterable[Record]:
        return self.sides.all()


class SuccessionSide(Record):
    """An organisation before or after a succession; one that goes on is on both sides."""

    succession = models.ForeignKey(Succession, on_delete=models.CASCADE, related_name="sides")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="succession_sides")
    is_after = models.BooleanField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["succession", "organisation", "is_after"], Tier.PUBLIC
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["succession", "organisation", "is_after"], name="side_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {'after' if self.is_after else 'before'}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()
