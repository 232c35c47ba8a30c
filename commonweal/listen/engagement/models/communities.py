"""Which communities are there, and under which names?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.rules.communities import BASIS


class Community(Record):
    """People who have something in common. Never an organisation, and never one person."""

    name = models.CharField(max_length=120)
    basis = models.CharField("what its people have in common", max_length=20, choices=list(BASIS.items()))
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name="part of",
    )
    languages = models.CharField("languages spoken in it", max_length=200, blank=True)
    known_gaps = models.TextField("what is not known", blank=True)
    tier = tier_field(Tier.PUBLIC)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["name", "basis", "parent", "languages", "known_gaps", "tier"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name_plural = "communities"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="community_once"),
            models.CheckConstraint(condition=~Q(name=""), name="community_has_a_name"),
            models.CheckConstraint(condition=Q(basis__in=list(BASIS)), name="community_basis_known"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="community_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those who enforce immigration law see the communities that everybody sees."""
        seen = super().visible_q(viewer)
        return seen & Q(tier=Tier.PUBLIC.value) if viewer.enforces_immigration else seen

    def digest_parts(self) -> Iterable[Record]:
        return self.names.all()


class CommunityName(Record):
    """Another name for a community, such as the one in a census table; no two communities share one."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    privacy: ClassVar[dict[str, Tier]] = {"community": Tier.PUBLIC, "name": Tier.PUBLIC}

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="community_name_means_one"),
            models.CheckConstraint(condition=~Q(name=""), name="community_name_has_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return of_community(viewer)


def of_community(viewer: Viewer, path: str = "community") -> Q:
    """What belongs to a community is seen by those who see the community."""
    if viewer.enforces_immigration:
        return Q(**{f"{path}__tier": Tier.PUBLIC.value})
    tiers = [t.value for t in viewer.tiers if t is not Tier.NAMED]
    named = viewer.named.get(Community._meta.label_lower, frozenset())
    return Q(**{f"{path}__tier__in": tiers}) | Q(
        **{f"{path}__tier": Tier.NAMED.value, f"{path}_id__in": named}
    )
