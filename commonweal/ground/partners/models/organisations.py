"""Who are the organisations, under which names, and in which families?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commonweal.analysis import Frequency
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models.dated import Dated, ends_after, period_q, public_columns
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.models import VisibleQuerySet
from commonweal.ground.visibility.rules import Tier, Viewer

FREQUENCIES = [
    (Frequency.WEEKLY.value, "every week"),
    (Frequency.FORTNIGHTLY.value, "every two weeks"),
    (Frequency.MONTHLY.value, "every month"),
    (Frequency.TWO_MONTHLY.value, "every two months"),
    (Frequency.QUARTERLY.value, "every quarter"),
    (Frequency.FOUR_MONTHLY.value, "every four months"),
    (Frequency.HALF_YEARLY.value, "every half year"),
    (Frequency.YEARLY.value, "every year"),
]


class OrganisationQuerySet(VisibleQuerySet):
    def choosable(self, on: date) -> Self:
        """Those that exist on a day: the rest stay citable, but nobody gives them anything new."""
        return self.filter(period_q(on, "exists_from_on", "exists_until_on"))


class Organisation(Record):
    """A body, service, group or team: never a person, and never a community."""

    class Kind(models.TextChoices):
        POLICE = "police", "Police"
        OVERSIGHT = "oversight", "Oversight body"
        COMMITTEE = "committee", "Committee, board or link body"
        COUNCIL = "council", "Council"
        PARTNERSHIP = "partnership", "Partnership"
        COMMUNITY = "community", "Community or voluntary group"
        HEALTH = "health", "Health"
        NATIONAL = "national", "National body"
        # What communities say is never handed to one of these: see decision 26.
        ENFORCEMENT = "enforcement", "Immigration enforcement"
        TEAM = "team", "Team within an organisation"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    exists_from_on = models.DateField(null=True, blank=True)
    exists_until_on = models.DateField(null=True, blank=True)
    remit = models.TextField(blank=True)
    meets = models.CharField("how often it meets", max_length=20, choices=FREQUENCIES, blank=True)
    areas = models.ManyToManyField(Area, through="BodyArea", related_name="bodies")

    privacy: ClassVar[dict[str, Tier]] = {
        "name": Tier.PUBLIC,
        "short_name": Tier.PUBLIC,
        "kind": Tier.PUBLIC,
        "exists_from_on": Tier.PUBLIC,
        "exists_until_on": Tier.PUBLIC,
        "remit": Tier.PUBLIC,
        "meets": Tier.PUBLIC,
    }
    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            ends_after("organisation_ends_after_it_begins", "exists_from_on", "exists_until_on"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()

    def digest_parts(self) -> Iterable[Record]:
        return chain(
            self.names.all(), self.aliases.all(), self.parents.all(), self.memberships.all(),
            self.seat_rules.all(), self.body_areas.all(), self.contacts.all(),
        )  # fmt: skip


class OrganisationName(Dated):
    """A name that an organisation had, has, or had only in one paper's time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    privacy: ClassVar[dict[str, Tier]] = public_columns("organisation", "name")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        constraints: ClassVar = [ends_after("name_ends_after_it_begins")]
        indexes: ClassVar = [models.Index(Lower("name"), name="partners_name_lower")]

    def __str__(self) -> str:
        return self.name


class Alias(Record):
    """Another way to write an organisation's name; no two organisations share one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=200)

    privacy: ClassVar[dict[str, Tier]] = {"organisation": Tier.PUBLIC, "alias": Tier.PUBLIC}

    class Meta:
        ordering: ClassVar = ["alias"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("alias"), name="alias_means_one_organisation"),
            models.CheckConstraint(condition=~Q(alias=""), name="alias_has_words"),
        ]

    def __str__(self) -> str:
        return self.alias

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()


class OrganisationParent(Dated):
    """The organisation that another belonged to at the time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parts")

    privacy: ClassVar[dict[str, Tier]] = public_columns("organisation", "parent")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        constraints: ClassVar = [
            ends_after("parent_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(parent=F("organisation")), name="not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.parent}"
