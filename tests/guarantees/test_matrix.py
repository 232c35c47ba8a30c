"""Does every role reach exactly what the reviewed matrix says, at every address (G1)?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from commonweal.config.shelf_for_tests import made_once
from commonweal.ground.people.rules import all_roles
from tests.guarantees.addresses import address_named, all_addresses
from tests.guarantees.belonging import had_a_hand
from tests.guarantees.by_hand import BY_HAND
from tests.guarantees.forms_found import Form
from tests.guarantees.sample import (
    ROLES,
    SWEPT,
    Expected,
    able,
    calls,
    expected,
    find_form,
    matrix,
    one_of_each,
    rows_for,
)
from tests.guarantees.town import Person, Town, is_refused, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FLOOR = 10_000
PARTS = 3


def test_the_matrix_knows_every_role_and_every_address():
    assert set(ROLES) == {*all_roles(), "anonymous"}
    assert {a.name for a in all_addresses()} == {line.address for line in matrix()}
    assert {cell for line in matrix() for cell in line.cells.values()} == {"public", "all", "own", "no"}


def test_the_matrix_has_a_line_for_every_method_that_an_address_takes(town: Town):
    """What no line speaks of is refused to everybody with 405, also to those who may do most."""
    missing = []
    for address in all_addresses():
        for method in ("GET", "POST"):
            if expected(address.name, method):
                continue
            row = rows_for(address, 1)[0]
            lines = expected(address.name, "POST" if method == "GET" else "GET")
            person = next(iter(able(town, lines, row)), town.people["manager"])
            with undone():
                answer = town.ask(person.key, method, calls(lines[0], row)[0])
            nobodys = answer.status_code == 404 and not any(
                able(town, lines, r) for r in rows_for(address, 1)
            )
            if answer.status_code != 405 and not nobodys:
                missing.append((address.name, method, answer.status_code))
    assert not missing, "\n".join(map(str, missing))


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("role", SWEPT)
def test_every_cell_of_the_matrix_holds_over_http(
    town: Town, role: str, part: int, count: Callable[[str, int], None]
):
    people = [p for p in one_of_each(town) if p.role == role]
    wrong, cells = [], 0
    for line in matrix()[part::PARTS]:
        for row in _rows(line.address):
            if row is not None and not line.fits(row):
                continue
            for path in calls(line, row)[:2]:
                for person in people if line.cells[role] == "own" else people[:1]:
                    if line.method == "POST" and row is not None and had_a_hand(person, row):
                        continue
                    cells += 1
                    data = _what_to_send(town, line, path, row, person) if line.method == "POST" else None
                    wrong += _wrong(town, line, person, path, row, data)
    count("G1 cells of the permission matrix over HTTP", cells)
    assert not wrong, "\n".join(wrong)
    assert cells >= FLOOR // (len(ROLES) * PARTS)


@cache
def _rows(name: str) -> list[Any]:
    """The same records for everybody; what hangs on them is fetched once."""
    return rows_for(address_named(name))


def _what_to_send(town: Town, line: Expected, path: str, row: Any, person: Person) -> dict[str, Any]:
    """What somebody who may would send; a refusal is then for the person, and not for what was typed."""
    address = address_named(line.address)
    if address.name in BY_HAND and row is None and line.allows(person, row):
        return BY_HAND[address.name](town, person, row, find_form(town, person, address, path, row))
    key = (path, getattr(row, "pk", None))
    if key not in _SENT:
        _SENT[key] = _found_by_those_who_may(town, line, path, row)
    return _SENT[key]


_SENT: dict[tuple[str, Any], dict[str, Any]] = {}


def _found_by_those_who_may(town: Town, line: Expected, path: str, row: Any) -> dict[str, Any]:
    address, people = address_named(line.address), able(town, expected(line.address, line.method), row)[:3]

    def look() -> Form | None:
        found = (find_form(town, each, address, path, row) for each in people)
        return next((form for form in found if form), None)

    if address.name in BY_HAND and people:
        return BY_HAND[address.name](town, people[0], row, look())
    values = _looked_for_once(f"{path} {getattr(row, 'pk', '')}", look)
    return {"version": getattr(row, "version", 1), "reason": "Because"} if values is None else values


def _looked_for_once(what: str, look: Callable[[], Form | None]) -> dict[str, Any] | None:
    """What stood in the form; whoever looked first tells the other processes."""

    def make(place: Path) -> None:
        form = look()
        place.write_text(json.dumps(form.values if form else None))

    name = hashlib.sha256(what.encode()).hexdigest()
    said: dict[str, Any] | None = json.loads(made_once(f"forms-{connection.vendor}/{name}", make).read_text())
    return said


def _wrong(town: Town, line: Expected, person: Person, path: str, row: Any, data: Any) -> list[str]:
    with undone():
        answer = town.ask(person.key, line.method, path, data)
    allowed = line.allows(person, row)
    if answer.status_code >= 500 or is_refused(answer) == allowed:
        word = "may" if allowed else "may not"
        return [
            f"{person.key} {word} {line.method} {path} ({line.address}), but the answer is {answer.status_code}"
        ]
    return []
