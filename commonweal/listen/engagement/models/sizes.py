"""How many people of a community live in an area, by which count, and with which limits?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models.communities import Community, of_community


class SizeLoad(Record):
    """One table of sizes that was checked and stored, all of it at once: its source, licence, day and what it cannot say."""

    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    counted_on = models.DateField()
    limits = models.TextField()
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)
    size_count = models.PositiveIntegerField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "title", "source", "licence", "counted_on", "limits", "strength", "strength_scale", "file_name", "file_digest",
            "loaded_at", "size_count",
        ],
        Tier.PUBLIC,
    ) | {"loaded_by": Tier.PARTNERSHIP}  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-counted_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(limits=""), name="sizes_say_source_and_limits"
            ),
            models.CheckConstraint(condition=~Q(licence=""), name="sizes_say_their_licence"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()

    def digest_parts(self) -> Iterable[Record]:
        return self.sizes.order_by("pk").iterator(chunk_size=500)


class CommunitySize(Record):
    """A count of people. Shown only as rules.sizes allows: never below the floor, nor where it could be worked out."""

    load = models.ForeignKey(SizeLoad, on_delete=models.CASCADE, related_name="sizes")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sizes")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="community_sizes")
    people = models.PositiveIntegerField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["load", "community", "area", "people"], Tier.PUBLIC)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["load", "community", "area"], name="community_size_once_a_load"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "area"], name="size_by_community_area")]

    def __str__(self) -> str:
        return f"{self.community} in {self.area}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return of_community(viewer)
