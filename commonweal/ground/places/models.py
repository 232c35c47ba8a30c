"""Which areas are there, within which others, from when until when, and where do they lie?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.places.rules.levels import LEVELS
from commonweal.ground.visibility.models import VisibleModel
from commonweal.ground.visibility.rules import Tier, Viewer


class AreaLoad(Record):
    """One boundary file that was checked and stored, all of it at once."""

    level = models.CharField(max_length=20, choices=list(LEVELS.items()))
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300, blank=True)
    valid_from_on = models.DateField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)
    area_count = models.PositiveIntegerField()
    said = models.JSONField(default=list)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["level", "file_name", "file_digest", "source", "valid_from_on", "loaded_at", "area_count", "said"],
        Tier.PUBLIC,
    ) | {"loaded_by": Tier.PARTNERSHIP}

    def __str__(self) -> str:
        return f"{self.area_count} areas from {self.file_name}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()

    def digest_parts(self) -> Iterable[Record]:
        return self.areas.order_by("pk").iterator(chunk_size=500)


class Area(Record):
    """A ward, borough, police force area, region or country, as it was between two days.

    The code is the official one; the same code comes again with a later day where a boundary was redrawn. boundary is
    the shape as loaded, in degrees (EPSG:4326); outline the simplified shape for drawing, in metres (EPSG:27700); both
    as hexadecimal WKB, which every database keeps as text.
    """

    level = models.CharField(max_length=20, choices=list(LEVELS.items()))
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from_on = models.DateField()
    valid_until_on = models.DateField(null=True, blank=True)
    boundary = models.TextField(blank=True)
    outline = models.TextField(blank=True)
    square_km = models.FloatField(null=True, blank=True)
    load = models.ForeignKey(AreaLoad, null=True, blank=True, on_delete=models.PROTECT, related_name="areas")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "level", "code", "name", "parent", "valid_from_on", "valid_until_on", "boundary", "outline", "square_km",
            "load",
        ],
        Tier.PUBLIC,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["name", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from_on"], name="area_code_once_a_day"),
            models.CheckConstraint(condition=~Q(code=""), name="area_has_a_code"),
            models.CheckConstraint(condition=~Q(name=""), name="area_has_a_name"),
            models.CheckConstraint(
                condition=Q(valid_until_on__isnull=True) | Q(valid_until_on__gt=F("valid_from_on")),
                name="area_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="area_not_its_own_parent"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["level", "valid_from_on"])]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()

    @staticmethod
    def valid_q(on: date, path: str = "") -> Q:
        """The condition that an area (or one reached by this path) was valid on a day."""
        return Q(**{f"{path}valid_from_on__lte": on}) & (
            Q(**{f"{path}valid_until_on__isnull": True}) | Q(**{f"{path}valid_until_on__gt": on})
        )


class WaitingFile(VisibleModel):
    """A boundary file that was checked and waits to be confirmed; shown to nobody, gone after a day."""

    mark = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["mark", "content", "kept_at"], Tier.PERSONAL)

    def __str__(self) -> str:
        return f"A file of {len(self.content):,} bytes"
