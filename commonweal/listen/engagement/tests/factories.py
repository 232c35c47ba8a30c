"""Communities, desks and what was said, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people import clock
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.listen.engagement.models import (
    Commitment,
    Community,
    CommunitySize,
    Contact,
    Desk,
    Engagement,
    Issue,
    KeyNetwork,
    OutreachWorker,
    Relationship,
    SizeLoad,
)
from commonweal.listen.engagement.writes import communities, contacts, desks, engagements, networks, outreach

TODAY = date(2012, 7, 20)
AT = datetime(2012, 7, 20, 10, 0, tzinfo=UTC)
SECRET = "Zarathustra Quillfeather"
PHONE = "020 7946 0999"


def officer(role: str = "desk_officer") -> Account:
    return make_account(role, organisation=make_organisation("Metropolitan Police Service", "police"))


def viewer(account: Account) -> Viewer:
    return get_viewer(account, on=TODAY)


def who(account: Account | None = None) -> dict[str, Any]:
    return {"by": viewer(account) if account else SYSTEM, "at": AT}


def client(account: Account | None, monkeypatch: Any) -> Client:
    """A browser in which it is 20 July 2012."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    found = Client()
    if account is not None:
        found.force_login(account)
    return found


def area(
    code: str = "E09000005", name: str = "Brent", parent: Area | None = None, level: str = "borough"
) -> Area:
    found = Area.objects.filter(code=code).first()
    return found or Area.objects.create(
        level=level, code=code, name=name, parent=parent, valid_from_on=date(1900, 1, 1)
    )


def community(name: str = "Somali", **more: Any) -> Community:
    return communities.add_community(name=name, basis="ethnicity", **more, **who())


def sized(of: Community, people: dict[str, int], *, parent: Area | None = None) -> SizeLoad:
    """A count of people by area code."""
    load = SizeLoad.objects.create(
        title="A census", source="An office", licence="Open Government Licence v3.0", counted_on=date(2011, 3, 27),
        limits="It is a test", strength="measured",
        strength_scale="evidence_strength@2010-1", file_name="t.csv", file_digest="0" * 64, loaded_at=AT,
        loaded_by="Somebody", size_count=len(people),
    )  # fmt: skip
    for code, number in people.items():
        place = area(code, f"Area {code}", parent)
        CommunitySize.objects.create(load=load, community=of, area=place, people=number)
    return load


def desk(name: str = "Africa") -> Desk:
    return desks.open_desk(
        name=name, organisation=make_organisation("Metropolitan Police Service", "police"), **who()
    )


def worker(account: Account | None = None) -> OutreachWorker:
    return outreach.add_worker(
        title="Somali outreach worker", organisation=make_organisation("Metropolitan Police Service", "police"),
        languages="Somali", since_on=date(2010, 1, 1), account=account, **who(),
    )  # fmt: skip


def relationship(owner: Account | None = None, **more: Any) -> Relationship:
    organisation = Organisation.objects.create(name=f"Forum {Organisation.objects.count()}", kind="community")
    return contacts.begin_relationship(organisation=organisation, owner=owner, on=TODAY, **more, **who())


def contact(of: Relationship | None = None, **more: Any) -> Contact:
    given = {
        "role": "Secretary of the forum", "name": SECRET, "channel": PHONE, "consent_basis": "agreed",
        "consented_on": date(2012, 7, 1), "scope": "To be asked about tension", "expires_on": date(2013, 7, 1),
        "on": TODAY,
    }  # fmt: skip
    return contacts.add_contact(relationship=of or relationship(), **(given | more), **who())


def network(*members: Contact) -> KeyNetwork:
    made = networks.found_network(name="High road", area=area(), founded_on=date(2012, 1, 1), **who())
    for member in members:
        made = networks.add_member(network=made, contact=member, on=TODAY, **who())
    return made


def engagement(**more: Any) -> Engagement:
    given = {
        "title": "An evening in the hall", "held_on": date(2012, 6, 1), "kind": "meeting", "purpose": "To listen",
        "level": "consult", "strength": "reported", "basis": "Notes", "on": TODAY,
    }  # fmt: skip
    return engagements.log_engagement(**(given | more), **who())


def issue(of: Engagement | None = None, **more: Any) -> Issue:
    given = {
        "theme": "policing",
        "detail": "They ask why",
        "owed_by": "Desk officer",
        "strength": "reported",
        "basis": "Notes",
    }
    return engagements.raise_issue(engagement=of or engagement(), **(given | more), **who())


def commitment(of: Engagement | None = None, **more: Any) -> Commitment:
    given = {
        "you_said": "You asked why", "promised": "To answer in a month", "promised_by": "Desk officer",
        "made_on": date(2012, 7, 10), "on": TODAY,
    }  # fmt: skip
    return engagements.promise(engagement=of or engagement(), **(given | more), **who())
