"""Which desks are there, for which communities, who sits at them, and which comes first?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models.communities import Community
from commonweal.listen.engagement.rules.desks import PRIORITY, PRIORITY_BASIS


def ends_after(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")), name=name
    )


def for_police(*columns: str) -> dict[str, Tier]:
    return dict.fromkeys(columns, Tier.POLICE)


def reads_what_is_heard(viewer: Viewer) -> bool:
    """Not all police read whom the others speak with: an investigating officer does not."""
    return viewer.sees(Tier.POLICE) and viewer.may_somewhere("engagement.read")


class PoliceRecord(Record):
    """A row of the working material of the police who listen."""

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if reads_what_is_heard(viewer) else Q(pk__in=())


class Desk(PoliceRecord):
    """A post that watches one part of the world and speaks with the communities from there."""

    name = models.CharField(max_length=120)
    remit = models.TextField(blank=True)
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="desks")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    communities: models.ManyToManyField[Community, DeskCommunity] = models.ManyToManyField(
        Community, through="DeskCommunity", related_name="desks"
    )

    privacy: ClassVar[dict[str, Tier]] = for_police("name", "remit", "organisation", "opened_on", "closed_on")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), "organisation", name="desk_once"),
            models.CheckConstraint(condition=~Q(name=""), name="desk_has_a_name"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gt=F("opened_on")),
                name="desk_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def digest_parts(self) -> Iterable[Record]:
        return [*self.covered.all(), *self.officers.all(), *self.priorities.all()]


class DeskCommunity(PoliceRecord):
    """A community that a desk answers for, from one day until another."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="covered")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="desk_links")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police("desk", "community", "since_on", "until_on")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        verbose_name_plural = "desk communities"
        constraints: ClassVar = [
            ends_after("desk_community_ends_after"),
            models.UniqueConstraint(
                fields=["desk", "community"], condition=Q(until_on__isnull=True), name="desk_community_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} at {self.desk}"


class DeskOfficer(PoliceRecord):
    """Whoever sits at a desk, from one day until another."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="officers")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="desks_held")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police("desk", "account", "since_on", "until_on")

    class Meta:
        ordering: ClassVar = ["-since_on", "pk"]
        constraints: ClassVar = [
            ends_after("desk_officer_ends_after"),
            models.UniqueConstraint(
                fields=["desk", "account"], condition=Q(until_on__isnull=True), name="desk_officer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} at {self.desk}"


class DeskPriority(PoliceRecord):
    """Which place a desk was given, why and when. A new decision adds a row; none is rewritten."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="priorities")
    priority = models.CharField(max_length=10, choices=list(PRIORITY.items()))
    basis = models.CharField(max_length=10, choices=list(PRIORITY_BASIS.items()))
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "desk", "priority", "basis", "reason", "decided_on", "decided_by"
    )

    class Meta:
        ordering: ClassVar = ["-decided_on", "-pk"]
        verbose_name_plural = "desk priorities"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="desk_priority_says_why"),
            models.CheckConstraint(condition=Q(priority__in=list(PRIORITY)), name="desk_priority_known"),
            models.CheckConstraint(condition=Q(basis__in=list(PRIORITY_BASIS)), name="desk_priority_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.get_priority_display()}"
