"""Small records of trust for tests: two bodies, three people of the police, a partner and those who oversee."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from commonweal.ground.partners.models import Organisation, OrganisationParent
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange import writes

AT = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
TODAY = date(2010, 7, 15)
number = itertools.count(1)


def body(name: str = "", kind: str = "police") -> Organisation:
    name = name or f"Body {next(number)}"
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def part(of: Organisation, name: str = "") -> Organisation:
    made = body(name or f"Part {next(number)}", "team")
    OrganisationParent.objects.create(organisation=made, parent=of)
    return made


def team_in(of: Organisation, deep: int) -> Organisation:
    """A part of a part of … it, so many steps down."""
    for _ in range(deep):
        of = part(of)
    return of


def account(role: str, organisation: Organisation) -> Account:
    n = next(number)
    made = Account.objects.create(
        email=f"{role}{n}@example.org", name=f"{role.replace('_', ' ').title()} {n}"
    )
    RoleHeld.objects.create(account=made, organisation=organisation, role=role, since_on=date(2010, 1, 1))
    return made


def viewer(role: str, organisation: Organisation) -> Viewer:
    return get_viewer(account(role, organisation), on=TODAY)


def again(who: Viewer) -> Viewer:
    """The same person, asked anew."""
    return get_viewer(Account.objects.get(pk=who.account_id), on=TODAY)


def community(name: str = "Romanian") -> Community:
    return Community.objects.get_or_create(name=name, defaults={"basis": "origin"})[0]


class World:
    """Everybody who has to do with one relationship, and one thing that was said in it."""

    def __init__(self) -> None:
        self.police, self.council = body("Our police"), body("A council", "council")
        self.border = body("Border body", "enforcement")
        self.desk = viewer("desk_officer", self.police)
        self.colleague = viewer("desk_officer", self.police)
        self.analyst = viewer("analyst", self.police)
        self.lead = viewer("borough_lead", self.police)
        self.partner = viewer("delivery_partner", self.council)
        self.stranger = viewer("delivery_partner", body("Another council", "council"))
        self.member = viewer("authority_member", body("An authority", "oversight"))
        self.auditor = viewer("oversight_auditor", body("An authority", "oversight"))
        self.manager = viewer("partnership_manager", body("A partnership", "partnership"))
        self.relationship = begin(self)
        self.exchange = tell(self)

    def everybody(self) -> dict[str, Viewer]:
        return {k: v for k, v in vars(self).items() if isinstance(v, Viewer)}


def begin(world: World, **given: Any) -> Any:
    values: dict[str, Any] = {
        "owner": world.police, "community": community(), "purpose": "Rumours about work", "since_on": TODAY,
        "agreed_on": TODAY, "by": world.desk, "at": AT,
    }  # fmt: skip
    return writes.begin_relationship(**values | given)


def tell(world: World, **given: Any) -> Any:
    values: dict[str, Any] = {
        "relationship": world.relationship, "said_on": TODAY, "words": "Many people will arrive for the harvest",
        "purposes": ["safety", "services"], "is_shareable": True, "by": world.desk, "at": AT,
    }  # fmt: skip
    return writes.record_exchange(**values | given)


def relay(world: World, **given: Any) -> Any:
    values: dict[str, Any] = {
        "exchange": world.exchange, "title": "Arrivals", "text": "About 400 people in September",
        "purpose": "services", "source_grade": "2", "information_grade": "C", "handling": "C",
        "conditions": "Do not publish", "organisations": [world.council], "by": world.desk, "at": AT,
    }  # fmt: skip
    return writes.send_relay(**values | given)
