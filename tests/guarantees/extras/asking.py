"""Who does what in the town, and how is it named there?"""

from __future__ import annotations

import secrets
from typing import Any

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, Letter
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.writes.administering import invite_person
from commonweal.ground.people.writes.own_account import accept_invitation
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from tests.guarantees.town import AT, ON


def account_of(key: str) -> Account:
    return Account.objects.get(email=f"{key.replace('_', '-')}@demonstration.example")


def who(key: str) -> dict[str, Any]:
    return {"by": get_viewer(account_of(key), on=ON), "at": AT}


def organisation_named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def add_person(key: str, role: str, organisation: str) -> None:
    account = invite_person(
        email=f"{key.replace('_', '-')}@demonstration.example", name=f"{key.title()} of {organisation}", role=role,
        organisation=organisation_named(organisation), **who("admin"),
    )  # fmt: skip
    accept_invitation(account=account, letter=Letter.objects.get(account=account), name=account.name,
                      password=secrets.token_urlsafe(32), **who(key))  # fmt: skip


def a_judge() -> Viewer:
    """A second person with every permission, so that records of bodies without officers can be judged, too."""
    account = account_of("manager2")
    return Viewer(account_id=account.pk, name=account.name, tiers=SYSTEM.tiers, is_system=True)
