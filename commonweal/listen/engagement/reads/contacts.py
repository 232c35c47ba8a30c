"""Which organisations are we in contact with, and who agreed to be a contact and has not withdrawn?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import (
    Community,
    Contact,
    ContactPerson,
    Engagement,
    NetworkMember,
    Relationship,
)
from commonweal.listen.engagement.rules.states import RELATIONSHIP
from commonweal.listen.engagement.rules.words import CONTACT_BASIS, ENDED

LATE, SOON = "late", "soon"
AT_MOST = 20


def relationships(viewer: Viewer) -> QuerySet[Relationship]:
    return Relationship.objects.visible_to(viewer).select_related("organisation", "desk", "owner")


def list_relationships(viewer: Viewer, *, state: str = "", desk: int | None = None) -> list[Relationship]:
    rows = relationships(viewer)
    if state in RELATIONSHIP.states:
        rows = rows.filter(state=state)
    return list(rows.filter(desk=desk) if desk else rows)


def states() -> list[tuple[str, str]]:
    return RELATIONSHIP.choices()


def moves_from(state: str) -> list[tuple[str, str]]:
    return [
        (event, RELATIONSHIP.states[RELATIONSHIP.next(state, event)]) for event in RELATIONSHIP.open_to(state)
    ]


def basis_choices() -> list[tuple[str, str]]:
    return list(CONTACT_BASIS.items())


def ended_choices() -> list[tuple[str, str]]:
    return [(code, words) for code, words in ENDED.items() if code != "expired"]


def organisations_of_the_day(viewer: Viewer, *, on: date) -> QuerySet[Organisation]:
    return choosable(on)


def new_organisations(viewer: Viewer, *, on: date) -> QuerySet[Organisation]:
    """Organisations of the day with which no relationship is kept yet."""
    return organisations_of_the_day(viewer, on=on).exclude(relationships__isnull=False)


def partners_of(on: date, chosen: Iterable[int]) -> QuerySet[Organisation]:
    """Who takes part in engagements: community groups, whoever we are in contact with, and who was chosen before."""
    groups = Q(kind=Organisation.Kind.COMMUNITY) | Q(relationships__isnull=False)
    known = Organisation.objects.filter(groups | Q(pk__in=list(chosen)))
    return choosable(on).filter(pk__in=known.values("pk"))


@dataclass(frozen=True)
class RelationshipPage:
    communities: list[Community]
    areas: list[Any]
    contacts: list[Contact]
    engagements: list[Engagement]


def get_relationship_page(relationship: Relationship, viewer: Viewer, *, on: date) -> RelationshipPage:
    found = fetch_together(
        communities=Community.objects.visible_to(viewer).filter(relationships=relationship),
        areas=relationship.areas.defer("boundary", "outline"),
        contacts=contacts(viewer, on=on).filter(relationship=relationship),
        engagements=Engagement.objects.visible_to(viewer).filter(partners=relationship.organisation_id),
    )
    found["engagements"] = found["engagements"][:AT_MOST]
    return RelationshipPage(**found)


def contacts(viewer: Viewer, *, on: date) -> QuerySet[Contact]:
    """Those whose consent holds today: nobody else is on any page, in any list or any file."""
    rows = Contact.objects.visible_to(viewer).filter(consented_on__lte=on, expires_on__gt=on)
    return rows.select_related("relationship__organisation")


def get_person(contact: Contact, viewer: Viewer) -> ContactPerson | None:
    """Who it is, for the owner of the relationship and the officers of its desk; None for everybody else."""
    return ContactPerson.objects.visible_to(viewer).filter(contact=contact).first()


@dataclass(frozen=True)
class ContactPage:
    person: ContactPerson | None
    speaks_for: list[Community]
    seats: list[NetworkMember]


def get_contact_page(contact: Contact, viewer: Viewer) -> ContactPage:
    found = fetch_together(
        people=ContactPerson.objects.visible_to(viewer).filter(contact=contact),
        speaks_for=Community.objects.visible_to(viewer).filter(contacts=contact),
        seats=NetworkMember.objects.visible_to(viewer).filter(contact=contact).select_related("network"),
    )
    return ContactPage(next(iter(found["people"]), None), found["speaks_for"], found["seats"])


def how_next_stands(relationship: Relationship, on: date) -> str:
    """ "late" where the next contact lies behind, "soon" where it is due within a week."""
    due = relationship.next_contact_on
    if due is None or relationship.state == "dormant":
        return ""
    return LATE if due < on else SOON if (due - on).days <= 7 else ""
