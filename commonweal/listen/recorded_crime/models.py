"""Which classes of offence are counted, from which files, how many in each area and month, and where do figures break?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.recorded_crime.rules.breaks import EFFECT_WORDS, Effect


class OffenceClass(Record):
    """A class of offences as its publisher counts them, with what such a count can and cannot say."""

    name = models.CharField(max_length=200, unique=True)
    words = models.TextField("what is counted")
    source = models.CharField("who publishes it", max_length=300)
    limits = models.TextField("what it cannot say")
    strength = models.CharField("how strong the evidence is", max_length=20)
    strength_scale = models.CharField(max_length=60)
    tier = tier_field(Tier.PARTNERSHIP)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["name", "words", "source", "limits", "strength", "strength_scale", "tier"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source="") & ~Q(limits=""), name="offence_class_says_what_it_is"
            ),
            models.CheckConstraint(
                condition=~Q(strength="") & ~Q(strength_scale=""), name="offence_class_is_graded"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfAClass(Record):
    """What belongs to a class of offences is seen by whoever sees the class."""

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        tiers = [t.value for t in viewer.tiers if t is not Tier.NAMED]
        named = viewer.named.get(OffenceClass._meta.label_lower, frozenset())
        return Q(offence_class__tier__in=tiers) | Q(
            offence_class__tier=Tier.NAMED.value, offence_class_id__in=named
        )


class CountLoad(OfAClass):
    """One file of counts that was checked and stored, all of it at once."""

    offence_class = models.ForeignKey(OffenceClass, on_delete=models.PROTECT, related_name="loads")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)
    new_count = models.PositiveIntegerField()
    revised_count = models.PositiveIntegerField()
    first_month_on = models.DateField()
    last_month_on = models.DateField()
    said = models.JSONField(default=list)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "offence_class", "file_name", "file_digest", "source", "loaded_at", "loaded_by", "new_count",
            "revised_count", "first_month_on", "last_month_on", "said",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-loaded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_month_on__gte=F("first_month_on")), name="load_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence_class} from {self.file_name}"

    def digest_parts(self) -> Iterable[Record]:
        return self.counts.order_by("pk").iterator(chunk_size=2000)


class MonthlyCount(OfAClass):
    """How many offences of a class were recorded in an area in a month. A month without a row is unknown, never zero."""

    offence_class = models.ForeignKey(OffenceClass, on_delete=models.PROTECT, related_name="counts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="recorded_crime")
    month_on = models.DateField("first day of the month")
    number = models.PositiveIntegerField()
    revised_from = models.PositiveIntegerField("the number before it was revised", null=True, blank=True)
    load = models.ForeignKey(CountLoad, on_delete=models.PROTECT, related_name="counts")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["offence_class", "area", "month_on", "number", "revised_from", "load"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["month_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offence_class", "area", "month_on"], name="count_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.month_on:%Y-%m}: {self.number}"


class KnownBreak(OfAClass):
    """From this month on the figures were made in another way; without an area it concerns all of them."""

    offence_class = models.ForeignKey(OffenceClass, on_delete=models.PROTECT, related_name="breaks")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("first month counted in the new way")
    reason = models.TextField()
    effect = models.CharField(max_length=10, choices=[(e.value, w) for e, w in EFFECT_WORDS.items()])
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "offence_class", "area", "from_on", "reason", "effect", "declared_at", "declared_by", "withdrawn_at",
            "withdrawn_reason",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_says_why"),
            models.CheckConstraint(
                condition=Q(effect__in=[e.value for e in Effect]), name="break_effect_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="break_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence_class}: break in {self.from_on:%Y-%m}"
