"""How does a relationship stand, who agreed to be a contact, and how is whoever withdraws gone at once?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.people.models import Account
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import (
    Community,
    Contact,
    ContactPerson,
    Desk,
    NetworkMember,
    Relationship,
    RoundAnswer,
)
from commonweal.listen.engagement.rules.clocks import check_consent, check_next_contact
from commonweal.listen.engagement.rules.states import RELATIONSHIP

KEEP = "engagement.desk"


@write("began a relationship", permission=KEEP)
def begin_relationship(
    *,
    organisation: Organisation,
    by: Viewer,
    at: datetime,
    on: date,
    desk: Desk | None = None,
    owner: Account | None = None,
    communities: Iterable[Community] = (),
    areas: Iterable[Area] = (),
    languages: str = "",
    about: str = "",
    source: str = "",
    next_contact_on: date | None = None,
) -> Relationship:
    check_may_hear(organisation.pk)
    if Relationship.objects.filter(organisation=organisation).exists():
        raise NotPossible("There is a relationship with this organisation already.")
    made = Relationship.objects.create(
        organisation=organisation, desk=desk, owner=owner, languages=languages, about=about, source=source, state_since_on=on,
        next_contact_on=next_contact_on,
    )  # fmt: skip
    made.communities.set(communities)
    made.areas.set(areas)
    return made


@write("changed a relationship", permission=KEEP, locks="relationship")
def change_relationship(
    *,
    relationship: Relationship,
    by: Viewer,
    at: datetime,
    desk: Desk | None = None,
    owner: Account | None = None,
    communities: Iterable[Community] = (),
    areas: Iterable[Area] = (),
    languages: str = "",
    about: str = "",
    source: str = "",
    next_contact_on: date | None = None,
) -> Relationship:
    relationship.desk, relationship.owner = desk, owner
    check_next_contact(relationship.last_contact_on, next_contact_on)
    relationship.languages, relationship.about, relationship.source = languages, about, source
    relationship.next_contact_on = next_contact_on
    relationship.save()
    relationship.communities.set(communities)
    relationship.areas.set(areas)
    return relationship


@write("said how a relationship stands", permission=KEEP, locks="relationship")
def move_relationship(
    *, relationship: Relationship, event: str, reason: str, by: Viewer, at: datetime, on: date
) -> Relationship:
    relationship.state = RELATIONSHIP.next(relationship.state, event)
    if not reason.strip():
        raise NotPossible("Say why it stands so now.")
    relationship.state_reason, relationship.state_since_on = reason, on
    relationship.save()
    return relationship


@write("noted that they spoke", permission=KEEP, locks="relationship")
def note_contact(
    *,
    relationship: Relationship,
    last_contact_on: date,
    by: Viewer,
    at: datetime,
    on: date,
    next_contact_on: date | None = None,
) -> Relationship:
    if last_contact_on > on:
        raise NotPossible("A conversation that lies ahead has not been held yet.")
    relationship.last_contact_on = max(last_contact_on, relationship.last_contact_on or last_contact_on)
    check_next_contact(relationship.last_contact_on, next_contact_on)
    relationship.next_contact_on = next_contact_on
    relationship.save()
    return relationship


@write("added a contact who agreed", permission=KEEP)
def add_contact(
    *,
    relationship: Relationship,
    role: str,
    name: str,
    consent_basis: str,
    consented_on: date,
    scope: str,
    expires_on: date,
    by: Viewer,
    at: datetime,
    on: date,
    channel: str = "",
    language: str = "",
    speaks_for: Iterable[Community] = (),
) -> Contact:
    check_consent(consented_on, expires_on, on)
    contact = Contact.objects.create(
        relationship=relationship, role=role, consent_basis=consent_basis, consented_on=consented_on, scope=scope,
        expires_on=expires_on,
    )  # fmt: skip
    contact.speaks_for.set(speaks_for)
    ContactPerson.objects.create(contact=contact, name=name, channel=channel, language=language)
    return contact


@write("kept that a contact agreed again", permission=KEEP, locks="contact")
def renew_consent(
    *,
    contact: Contact,
    consent_basis: str,
    consented_on: date,
    scope: str,
    expires_on: date,
    by: Viewer,
    at: datetime,
    on: date,
) -> Contact:
    _check_there(contact)
    check_consent(consented_on, expires_on, on)
    contact.consent_basis, contact.consented_on = consent_basis, consented_on
    contact.scope, contact.expires_on = scope, expires_on
    contact.save()
    return contact


@write("removed a contact", permission=KEEP, locks="contact")
def end_contact(*, contact: Contact, because: str, by: Viewer, at: datetime, on: date) -> Contact:
    """Whoever withdraws is gone with this one change; nothing about them stays in any table."""
    _check_there(contact)
    ContactPerson.objects.filter(contact=contact).delete()
    NetworkMember.objects.filter(contact=contact).delete()
    RoundAnswer.objects.filter(contact=contact).update(contact=None)
    contact.speaks_for.clear()
    contact.role = contact.scope = contact.consent_basis = ""
    contact.ended_on, contact.ended_because = on, because
    contact.save()
    return contact


def _check_there(contact: Contact) -> None:
    if contact.ended_on is not None:
        raise NotPossible("This contact’s consent has ended: nothing about them is kept any more.")
