"""With which community is there a relationship of trust, who keeps it, and who has looked at whom it is with?"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange.rules.states import TRUST_WORDS, Trust

NOTHING = Q(pk__in=())


def person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def in_states(states: type[Any], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(state__in=[s.value for s in states]), name=name)


def kept_by(viewer: Viewer, path: str = "") -> Q:
    """What a viewer keeps: they hold the permission for its owner, and are its keeper or stand in for the keeper."""
    if viewer.enforces_immigration or viewer.account_id is None:
        return NOTHING
    prefix = f"{path}__" if path else ""
    mine = Q(**{f"{prefix}keeper_id": viewer.account_id}) | Q(**{f"{prefix}stand_in_id": viewer.account_id})
    owners = {owner for permission, owner in viewer.grants if permission == "trusted.keep"}
    return mine if None in owners else mine & Q(**{f"{prefix}owner_id__in": owners})


class TrustedRelationship(Record):
    """What a member of a community and one of our officers do for each other; who the member is stands elsewhere."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="through",
    )
    purpose = models.TextField("what it is for")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    keeper = person()
    stand_in = person(null=True, blank=True)
    since_on = models.DateField()
    agreed_on = models.DateField("agreed to be a contact on")
    agreed_until_on = models.DateField("agreed until", null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, w) for s, w in TRUST_WORDS.items()], default=Trust.BUILDING.value
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["community", "organisation", "purpose", "owner", "keeper", "stand_in", "since_on", "agreed_on",
         "agreed_until_on", "state"], Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            in_states(Trust, "trusted_state_known"),
            models.CheckConstraint(condition=~Q(purpose=""), name="trusted_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("keeper")),
                name="stand_in_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"Relationship {self.pk}, {self.community}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return kept_by(viewer)

    def keeper_ids(self) -> set[int | None]:
        return {self.keeper_id, self.stand_in_id} - {None}


class KeptIdentity(Record):
    """Who the other person in a relationship is. No page reads this table; an opening does, once and with a reason."""

    relationship = models.OneToOneField(
        TrustedRelationship, on_delete=models.CASCADE, related_name="identity"
    )
    name = models.CharField(max_length=200)
    how_to_reach = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["relationship", "name", "how_to_reach"], Tier.NAMED)

    class Meta:
        verbose_name_plural = "kept identities"

    def __str__(self) -> str:
        return "A kept identity"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return NOTHING


class IdentityOpening(Record):
    """Somebody broke the glass: who, when and why. Oversight reads it; whom it was about stands nowhere in it."""

    relationship = models.ForeignKey(TrustedRelationship, on_delete=models.PROTECT, related_name="openings")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened_by = person()
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    why = models.TextField()

    privacy: ClassVar[dict[str, Tier]] = {
        "relationship": Tier.NAMED,
        **dict.fromkeys(["owner", "opened_by", "opened_at", "until_at", "why"], Tier.PARTNERSHIP),
    }

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="opening_has_a_reason"),
            models.CheckConstraint(condition=Q(until_at__gt=F("opened_at")), name="opening_ends"),
        ]

    def __str__(self) -> str:
        return f"Opening {self.pk}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if viewer.may_somewhere("trusted.oversee"):
            return Q()
        return Q(opened_by_id=viewer.account_id) if kept_by(viewer) != NOTHING else NOTHING
