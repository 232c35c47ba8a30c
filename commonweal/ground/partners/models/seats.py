"""Who sits on a body, which seats must be filled, and where does the body work?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.partners.models.dated import Dated, ends_after, public_columns
from commonweal.ground.partners.models.organisations import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier


class Membership(Dated):
    """A seat on a body: held by an organisation, by a post, or by both. Never a person's biography."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice-chair"
        MEMBER = "member", "Member"
        COMMUNITY_MEMBER = "community_member", "Community member"
        ADVISER = "adviser", "Adviser"
        SECRETARIAT = "secretariat", "Secretariat"
        OBSERVER = "observer", "Observer"

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    holder = models.CharField("post that holds the seat", max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)

    privacy: ClassVar[dict[str, Tier]] = public_columns("body", "member", "holder", "role")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        constraints: ClassVar = [
            ends_after("membership_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(holder=""), name="membership_has_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | ~Q(member=F("body")), name="not_its_own_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder or self.member} on {self.body}"


class SeatRule(Dated):
    """Seats that have to be filled; broken on every day on which too few are."""

    class Criterion(models.TextChoices):
        MEMBER_KIND = "member_kind", "Members of this kind of organisation"
        ROLE = "role", "Members in this role"
        HOLDER = "holder", "Members whose post contains these words"

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seat_rules")
    words = models.CharField(max_length=200)
    at_least = models.PositiveSmallIntegerField(default=1)
    criterion = models.CharField(max_length=20, choices=Criterion.choices)
    criterion_value = models.CharField(max_length=100)

    privacy: ClassVar[dict[str, Tier]] = public_columns(
        "body", "words", "at_least", "criterion", "criterion_value"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            ends_after("seat_rule_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(at_least__gte=1), name="seat_rule_asks_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.words


class BodyArea(Dated):
    """An area that a body covers; several may together cross the lines of places."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="body_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="body_areas")

    privacy: ClassVar[dict[str, Tier]] = public_columns("body", "area")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [ends_after("body_area_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.body} in {self.area}"
