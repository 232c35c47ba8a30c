"""For every address that changes something: who does it, to which record, and with what typed, so that it succeeds?

Nothing is written down here: the people come from the matrix, the records from the town and the words from the forms
that the program shows. What cannot be found so needs a line in by_hand.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from commonweal.config.shelf_for_tests import on_shelf
from commonweal.ground.audit.models import AuditEntry
from tests.guarantees.addresses import Address, all_addresses, first_subject, model_of
from tests.guarantees.by_hand import BY_HAND
from tests.guarantees.forms_found import Form
from tests.guarantees.sample import Expected, able, calls, expected, find_form, rows_for
from tests.guarantees.town import Person, Town, undone

# Addresses that take a POST and change no record, each with the reason.
CHANGES_NOTHING = {
    "intake:bring": "shows what was understood, and keeps nothing",
    "exchange:file": "shows what differs, and keeps nothing",
    "tension:export": "takes a table out; the reading itself is kept, as read",
    "engagement:load": "shows what was found in a file, and keeps nothing",
    "recorded_crime:load": "shows what was found in a file, and keeps nothing",
    "places:load": "shows what was found in a file, and keeps nothing",
    "exposure:load": "shows what was found in a file, and keeps nothing",
    "audit:verify": "reads the chain; the reading itself is kept, as read",
    "account_login": "signing in has its own tests: it needs a password",
    "sign_in": "signing in has its own tests: it needs a password",
    "mfa_authenticate": "signing in has its own tests: it needs a code",
    "mfa_login_webauthn": "signing in has its own tests: it needs a passkey",
    "account_reauthenticate": "asks for the password again and changes no record",
    "mfa_reauthenticate": "asks for the second step again and changes no record",
    "mfa_reauthenticate_webauthn": "asks for the passkey again and changes no record",
    "mfa_activate_totp": "needs a code from an app: tested where people sign in",
    "mfa_add_webauthn": "needs a passkey: tested where people sign in",
    "people:accept": "needs a letter that is open: tested where people are invited",
    "people:new_password": "needs a letter that is open: tested where passwords are chosen",
    "account_logout": "ends a session that signing in began: tested where people sign in",
    "sign_out": "ends a session that signing in began: tested where people sign in",
}


@dataclass(frozen=True)
class Deed:
    """One change that works."""

    address: Address
    person: Person
    path: str
    row: Any = field(hash=False)
    data: dict[str, Any] = field(hash=False)
    form: Form | None = field(hash=False, default=None)


def changing() -> list[Address]:
    return [a for a in all_addresses() if expected(a.name, "POST") and a.name not in CHANGES_NOTHING]


def entries() -> int:
    return AuditEntry.objects.count()


def attempt(town: Town, deed: Deed) -> tuple[Any, list[AuditEntry]]:
    """Do it for this moment only: the answer, and what the audit says."""
    with undone():
        before = entries()
        answer = town.ask(deed.person.key, "POST", deed.path, deed.data)
        return answer, list(AuditEntry.objects.filter(sequence__gt=before).order_by("sequence"))


_FOUND: dict[str, Deed | None] = {}


def find_deed(town: Town, address: Address) -> Deed | None:
    """The first way in which the change is done and audited."""
    if address.name not in _FOUND:
        _FOUND[address.name] = _as_elsewhere(town, address) or _search(town, address)
        if (found := _FOUND[address.name]) is not None:
            _tell_the_others(found)
    return _FOUND[address.name]


# Every process of a run has the same town: who has searched long tells the others where it was found. They look there
# first, and search as long where it is not.


def _note(name: str) -> Path:
    return on_shelf(f"deeds/{name.replace(':', '-')}.json")


def _tell_the_others(found: Deed) -> None:
    pk = None if found.row is None else found.row.pk
    _note(found.address.name).write_text(json.dumps([pk, found.person.key, found.path]))


def _as_elsewhere(town: Town, address: Address) -> Deed | None:
    try:
        pk, key, path = json.loads(_note(address.name).read_text())
    except (OSError, ValueError):
        return None
    label = first_subject(address)
    row = model_of(label)._base_manager.filter(pk=pk).first() if label and pk is not None else None
    if (pk is None) != (row is None) or key not in town.people:
        return None
    return _on_this_way(town, address, town.people[key], path, row)


def find_deed_on(
    town: Town, address: Address, rows: Iterable[Any], lines: list[Expected] | None = None
) -> Deed | None:
    """The same on one of these records, and where lines of the matrix are given, in a way that they speak of."""
    return _search(town, address, rows, lines)


def _search(
    town: Town, address: Address, rows: Iterable[Any] | None = None, lines: list[Expected] | None = None
) -> Deed | None:
    lines = expected(address.name, "POST") if lines is None else lines
    for row in candidates(address) if rows is None else rows:
        fitting = [line for line in lines if row is None or line.fits(row)]
        mine = [p for p in town.people.values() if any(line.allows(p, row) for line in fitting)]
        for person in dict.fromkeys([*able(town, fitting, row)[:2], *mine[:4]]):
            for path in dict.fromkeys(
                p for line in fitting if line.allows(person, row) for p in calls(line, row)
            ):
                if deed := _on_this_way(town, address, person, path, row):
                    return deed
    return None


def _on_this_way(town: Town, address: Address, person: Person, path: str, row: Any) -> Deed | None:
    form = _left_out(address, find_form(town, person, address, path, row))
    for data in _ways(town, address, person, row, form):
        deed = Deed(address, person, path, row, data, form)
        if any(e.outcome == AuditEntry.Outcome.DONE for e in attempt(town, deed)[1]):
            return deed
    return None


# Fields that exclude another one of their form.
LEAVE_EMPTY = {
    "papers:section": ("not_applicable_reason", "withheld_reason"),
    "guidance:why": ("impact_version", "equality_assessment"),
}


def _left_out(address: Address, form: Form | None) -> Form | None:
    names = LEAVE_EMPTY.get(address.name, ())
    if form is None or not names:
        return form
    values = {**form.values, **{name: [""] for name in names}}
    return replace(form, values=values, typed=tuple(n for n in form.typed if n not in names))


def candidates(address: Address) -> list[Any]:
    """One record of each kind first; then more of them, for what only one of many allows."""
    kinds = rows_for(address, 24)
    label = first_subject(address)
    if not label:
        return kinds
    more = model_of(label)._base_manager.filter(pk__in=[r.pk for r in rows_for(address, 400)]).order_by("pk")
    return [
        *kinds,
        *(r for r in [*more, *model_of(label)._base_manager.order_by("pk")[:40]] if r not in kinds),
    ]


def _ways(town: Town, address: Address, person: Person, row: Any, form: Form | None) -> list[dict[str, Any]]:
    """The form as it is, or with another choice where it offers one."""
    if address.name in BY_HAND:
        return [BY_HAND[address.name](town, person, row, form)]
    base = dict(form.values) if form else {}
    if row is not None and "version" not in base and hasattr(row, "version"):
        base["version"] = [str(row.version)]
    return [base, *({**base, name: [value]} for name, value in (form.buttons if form else ()))]
