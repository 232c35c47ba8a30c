"""Whom does one ask about a subject, whom did one ask then, and where is nobody to ask?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Organisation,
    PointOfContact,
    period_q,
)
from commonweal.ground.partners.reads.names import list_organisations
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class MissingContact:
    """An organisation that nobody can be asked in: about a subject, or (no subject) about anything."""

    organisation: Organisation
    subject: str = ""
    last: PointOfContact | None = None


def list_contacts(organisation: Organisation, *, viewer: Viewer) -> QuerySet[PointOfContact]:
    """Every contact there was and is, the latest first within each subject."""
    rows = PointOfContact.objects.visible_to(viewer).filter(organisation=organisation)
    return rows.order_by("subject", "-since_on")


def point_of_contact(
    organisation: Organisation, subject: str, on: date, *, viewer: Viewer | None = None
) -> PointOfContact | None:
    """The post to ask in an organisation about a subject on a day: "who was it in July 2010?" """
    rows = PointOfContact.objects.visible_to(viewer) if viewer else PointOfContact.objects.all()
    held = rows.filter(period_q(on), organisation=organisation, subject__iexact=rules.tidy(subject))
    return held.order_by("-since_on").first()


def find_contacts(
    viewer: Viewer, on: date, *, organisation: int | None = None, subject: str = ""
) -> QuerySet[PointOfContact]:
    """Every contact there was on a day, for one organisation or subject or for all."""
    rows = PointOfContact.objects.visible_to(viewer).filter(period_q(on)).select_related("organisation")
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if subject:
        rows = rows.filter(subject__icontains=subject)
    return rows.order_by("organisation__name", "subject")


def list_missing_contacts(viewer: Viewer, on: date) -> list[MissingContact]:
    """Organisations that exist on a day and have no contact for a subject they once had one for, or none at all."""
    contacts: dict[int, list[PointOfContact]] = defaultdict(list)
    for contact in PointOfContact.objects.visible_to(viewer).order_by("since_on"):
        contacts[contact.organisation_id].append(contact)
    missing = []
    for organisation in list_organisations(viewer, on):
        missing += _missing(organisation, contacts.get(organisation.pk, []), on)
    return missing


def _missing(organisation: Organisation, contacts: list[PointOfContact], on: date) -> list[MissingContact]:
    begun = [c for c in contacts if c.since_on is None or c.since_on <= on]
    if not begun:
        return [MissingContact(organisation)]
    last = {c.subject.casefold(): c for c in begun}
    held = {c.subject.casefold() for c in begun if rules.holds_on(c.since_on, c.until_on, on)}
    return [MissingContact(organisation, c.subject, c) for key, c in last.items() if key not in held]
