"""Who lives in the demonstration? Each is a role; nobody can sign in with a password, because nobody knows one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from commonweal.config.demonstration.organisations import FOUNDED
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.people.models import Letter
from commonweal.ground.people.writes.administering import create_administrator, invite_person, remove_person
from commonweal.ground.people.writes.own_account import accept_invitation
from commonweal.ground.visibility.rules import SYSTEM


def steps() -> Iterator[Step]:
    rows = sorted(read("people")["people"], key=lambda row: row["role"] != "administrator")
    for row in rows:
        yield Step(moment(FOUNDED, 10), partial(_person, row))
    for row in rows:
        if "left" in row:
            yield Step(moment(row["left"], 17), partial(_leave, row))


def _leave(row: dict[str, Any], world: World, at: datetime) -> None:
    remove_person(account=world.people[row["key"]], reason="Moved to another force", **world.who("admin", at))


def _person(row: dict[str, Any], world: World, at: datetime) -> None:
    email = f"{row['key'].replace('_', '-')}@demonstration.example"
    if row["role"] == "administrator" and "admin" not in world.people:
        account = create_administrator(
            email=email, name=row["name"], organisation_name=row["organisation"], by=SYSTEM, at=at
        )
    else:
        account = invite_person(
            email=email, name=row["name"], role=row["role"], organisation=world.organisations[row["organisation"]],
            **world.who("admin", at),
        )  # fmt: skip
    world.people[row["key"]] = account
    world.people[row["key"]] = accept_invitation(
        account=account, letter=Letter.objects.get(account=account), name=row["name"],
        password=secrets.token_urlsafe(32), **world.who(row["key"], at),
    )  # fmt: skip
