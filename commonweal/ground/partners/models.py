"""Who are the organisations, under which names, in which bodies, and whom does one ask?"""

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


def period_q(on: date, since: str = "since_on", until: str = "until_on") -> Q:
    """The condition that a half-open period holds on a day."""
    return (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": on})) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": on})
    )


def _ends_after(name: str, since: str = "since_on", until: str = "until_on") -> models.CheckConstraint:
    condition = (
        Q(**{f"{since}__isnull": True}) | Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": F(since)})
    )
    return models.CheckConstraint(condition=condition, name=name)


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
            _ends_after("organisation_ends_after_it_begins", "exists_from_on", "exists_until_on"),
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


class _Dated(Record):
    """Something about an organisation from one day (or always) until another (or still)."""

    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()


def _public(*columns: str) -> dict[str, Tier]:
    return dict.fromkeys([*columns, "since_on", "until_on"], Tier.PUBLIC)


class OrganisationName(_Dated):
    """A name that an organisation had, has, or had only in one paper's time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    privacy: ClassVar[dict[str, Tier]] = _public("organisation", "name")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        constraints: ClassVar = [_ends_after("name_ends_after_it_begins")]
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


class OrganisationParent(_Dated):
    """The organisation that another belonged to at the time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parts")

    privacy: ClassVar[dict[str, Tier]] = _public("organisation", "parent")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        constraints: ClassVar = [
            _ends_after("parent_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(parent=F("organisation")), name="not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.parent}"


class Membership(_Dated):
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

    privacy: ClassVar[dict[str, Tier]] = _public("body", "member", "holder", "role")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        constraints: ClassVar = [
            _ends_after("membership_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(holder=""), name="membership_has_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | ~Q(member=F("body")), name="not_its_own_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder or self.member} on {self.body}"


class SeatRule(_Dated):
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

    privacy: ClassVar[dict[str, Tier]] = _public("body", "words", "at_least", "criterion", "criterion_value")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            _ends_after("seat_rule_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(at_least__gte=1), name="seat_rule_asks_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.words


class BodyArea(_Dated):
    """An area that a body covers; several may together cross the lines of places."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="body_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="body_areas")

    privacy: ClassVar[dict[str, Tier]] = _public("body", "area")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [_ends_after("body_area_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.body} in {self.area}"


class PointOfContact(_Dated):
    """The one post to ask about a subject in an organisation, with the post's own address and telephone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    subject = models.CharField(max_length=120)
    post_title = models.CharField(max_length=200)
    email = models.EmailField("e-mail of the post", blank=True)
    phone = models.CharField("telephone of the post", max_length=40, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["organisation", "subject", "post_title", "email", "phone", "since_on", "until_on"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["subject", "since_on"]
        constraints: ClassVar = [
            _ends_after("contact_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(post_title=""), name="contact_is_a_post"),
            models.UniqueConstraint(
                "organisation", Lower("subject"), condition=Q(until_on__isnull=True), name="one_contact_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_title}: {self.subject}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.sees(Tier.PARTNERSHIP) else Q(pk__in=())


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
