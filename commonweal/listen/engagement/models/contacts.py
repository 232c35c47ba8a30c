"""Which organisations are we in contact with, who speaks for them, and on which consent?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models.communities import Community
from commonweal.listen.engagement.models.desks import Desk, DeskOfficer, PoliceRecord, for_police
from commonweal.listen.engagement.rules.states import RELATIONSHIP
from commonweal.listen.engagement.rules.words import CONTACT_BASIS, ENDED


class Relationship(PoliceRecord):
    """How it stands between a desk and an organisation, who keeps it up, and when they last spoke."""

    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="relationships"
    )
    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="relationships"
    )
    owner = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    communities = models.ManyToManyField(Community, blank=True, related_name="relationships")
    areas = models.ManyToManyField("places.Area", blank=True, related_name="relationships")
    state = models.CharField(max_length=10, choices=RELATIONSHIP.choices(), default=RELATIONSHIP.start)
    state_reason = models.TextField("why it stands so", blank=True)
    state_since_on = models.DateField()
    languages = models.CharField("languages it works in", max_length=200, blank=True)
    about = models.TextField("what it does and whom it serves", blank=True)
    source = models.CharField("how we know of it", max_length=300, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    next_contact_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "organisation", "desk", "owner", "state", "state_reason", "state_since_on", "languages", "about", "source",
        "last_contact_on", "next_contact_on",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["organisation__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation"], name="one_relationship_an_organisation"),
            models.CheckConstraint(
                condition=Q(state__in=list(RELATIONSHIP.states)), name="relationship_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RELATIONSHIP.start) | ~Q(state_reason=""), name="relationship_says_why"
            ),
            models.CheckConstraint(
                condition=Q(last_contact_on__isnull=True)
                | Q(next_contact_on__isnull=True)
                | Q(next_contact_on__gt=F("last_contact_on")),
                name="next_contact_after_the_last",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def digest_parts(self) -> Iterable[Record]:
        return self.contacts.all()


class Contact(PoliceRecord):
    """Somebody in a role who agreed to be a contact. Who it is stands apart, in ContactPerson.

    Whose consent has ended is gone from every page: the row keeps that there was one, and nothing about them.
    """

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField("role in the organisation", max_length=160, blank=True)
    speaks_for = models.ManyToManyField(Community, blank=True, related_name="contacts")
    consent_basis = models.CharField(max_length=20, choices=list(CONTACT_BASIS.items()), blank=True)
    consented_on = models.DateField()
    scope = models.CharField("what the person agreed to", max_length=300, blank=True)
    expires_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=list(ENDED.items()), blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "relationship",
        "role",
        "consent_basis",
        "consented_on",
        "scope",
        "expires_on",
        "ended_on",
        "ended_because",
    )

    class Meta:
        ordering: ClassVar = ["role", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("consented_on")), name="contact_consent_ends"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=False) | (~Q(role="") & ~Q(scope="") & ~Q(consent_basis="")),
                name="contact_agreed_to_something",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | (Q(ended_on__isnull=False, role="", scope="", consent_basis="") & ~Q(ended_because="")),
                name="contact_gone_leaves_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.role or "A contact whose consent has ended"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return super().visible_q(viewer) & Q(ended_on__isnull=True)


class ContactPerson(Record):
    """Who a contact is and how they are reached: for the owner of the relationship and the officers of its desk alone."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="person")
    name = models.CharField(max_length=160)
    channel = models.CharField("how they wish to be reached", max_length=300, blank=True)
    language = models.CharField("language they prefer", max_length=80, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["contact", "name", "channel", "language"], Tier.NAMED)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="contact_person_has_a_name"),
        ]

    def __str__(self) -> str:
        return "A contact"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if viewer.account_id is None or not viewer.sees(Tier.POLICE):
            return Q(pk__in=())
        at_desk = DeskOfficer.objects.filter(
            account_id=viewer.account_id, until_on__isnull=True, desk__closed_on__isnull=True
        )
        named = Q(contact__relationship__owner_id=viewer.account_id)
        named |= Q(contact__relationship__desk__in=at_desk.values("desk"))
        return named & Q(contact__ended_on__isnull=True)

    @classmethod
    def hidden_columns(cls, viewer: Viewer) -> frozenset[str]:
        # Being named is decided row by row: whoever reaches a row is named on it, and nobody else reaches one.
        return frozenset()
