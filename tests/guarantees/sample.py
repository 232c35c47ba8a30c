"""Which records stand for all, who may reach them, and which form would somebody send?"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db.models import ForeignKey

from tests.guarantees.addresses import (
    BELONGS,
    Address,
    address_named,
    all_addresses,
    arguments,
    first_subject,
    model_of,
)
from tests.guarantees.belonging import POLICY, had_a_hand, owns
from tests.guarantees.forms_found import Form, biggest
from tests.guarantees.sight import sees, tier_of
from tests.guarantees.town import ANONYMOUS, Person, Town

ROLES = (
    "administrator", "partnership_manager", "link_body_lead", "delivery_partner", "contributor", "borough_lead",
    "desk_officer", "analyst", "investigating_officer", "commander", "committee_officer", "clearing_officer",
    "chief_officer", "authority_member", "oversight_auditor", ANONYMOUS,
)  # fmt: skip
# No database decides who may see what, but it could refuse a question or answer it in another order. On the second one
# these four ask: who sees most, who sees little beyond their own, who oversees, and nobody.
ON_EACH_DATABASE = {"partnership_manager", "delivery_partner", "oversight_auditor", ANONYMOUS}
SWEPT = [r if r in ON_EACH_DATABASE else pytest.param(r, marks=pytest.mark.once) for r in ROLES]


@dataclass(frozen=True)
class Expected:
    """One line of policy/matrix.csv: what is expected of each role at one address by one method."""

    address: str
    word: str
    method: str
    when: str
    own_by: str
    cells: dict[str, str]

    def fits(self, row: Any) -> bool:
        if not self.when:
            return True
        column, value = self.when.split("=")
        return str(getattr(row, column)) == value

    def allows(self, person: Person, row: Any) -> bool:
        cell = self.cells[person.role]
        if cell == "public":
            return True
        if cell == "no" or (row is not None and not sees(person, row)):
            return False
        return cell == "all" or owns(person, self.own_by, row)

    def __hash__(self) -> int:
        return hash((self.address, self.word, self.method, self.when))


@cache
def matrix() -> tuple[Expected, ...]:
    with (POLICY / "matrix.csv").open(newline="", encoding="utf-8") as file:
        return tuple(_line(r) for r in csv.DictReader(file))


def _line(row: dict[str, str]) -> Expected:
    name, _, word = row["address"].rstrip("]").partition("[")
    return Expected(name, word, row["method"], row["when"], row["own_by"], {r: row[r] for r in ROLES})


def expected(name: str, method: str) -> list[Expected]:
    return _lines_by_address().get((name, method), [])


@cache
def _lines_by_address() -> dict[tuple[str, str], list[Expected]]:
    found: dict[tuple[str, str], list[Expected]] = {}
    for line in matrix():
        found.setdefault((line.address, line.method), []).append(line)
    return found


def one_of_each(town: Town) -> list[Person]:
    """One person for each role in each organisation."""
    found = {(p.role, p.organisation_id): p for p in reversed(list(town.people.values()))}
    return list(found.values())


def kind_of(row: Any) -> tuple[str, ...]:
    return (tier_of(row)[0], str(getattr(row, "state", "")))


def records(label: str, most: int = 4, only: dict[str, Any] | None = None) -> list[Any]:
    """A few records that differ: first in their tier, then in their state, then in whose they are."""
    rows = list(model_of(label)._base_manager.filter(**only or {}).order_by("pk")[:400])
    by_kind: dict[tuple[str, ...], Any] = {}
    for row in rows:
        by_kind.setdefault(kind_of(row), row)
    by_tier: dict[str, list[Any]] = {}
    for kind, row in by_kind.items():
        by_tier.setdefault(kind[0], []).append(row)
    order: list[Any] = []
    while any(by_tier.values()):
        order += [found.pop(0) for found in by_tier.values() if found]
    order += [r for r in (rows[-1], rows[len(rows) // 2]) if r not in order] if rows else []
    return order[:most]


def calls(line: Expected, row: Any) -> list[str]:
    """The paths that a line of the matrix speaks of, for one record."""
    address = address_named(line.address)
    if row is None:
        choices: list[dict[str, str]] = address.words()
    else:
        choices = arguments(address, row)
    return [address.path(**c) for c in choices if not line.word or line.word in c.values()]


# Where only some records of a table can be meant at all; the others are not there for anybody.
ONLY: dict[str, dict[str, Any]] = {
    "guidance:remove_why": {"changed__isnull": False},
    "papers:decide": {"decision": None, "paper__state__in": ["approved", "published"]},
    "plans:take_up": {"state": "accepted", "kind": "other"},
    "advice:press_line": {"kind": "press"},
    "advice:convening": {"kind": "forum"},
    "advice:disclosable": {"outcome": "approved"},
    "advice:give_copy": {"outcome": "approved"},
    "publications:prepare_equality": {"state__in": ["signed_off", "published", "monitoring", "review_due"]},
    "papers:remove_figure": {"figures__key": "cost"},
    "impact:claim": {"kind": "joint"},
    "tension:record_meeting": {"name": "Haringey"},
    "tension:change_item": {"items__number": 1},
    "tension:remove_item": {"items__number": 1},
}


def rows_for(address: Address, most: int = 4) -> list[Any]:
    subjects = list(address.subjects().values())
    if not subjects:
        return [None]
    only = dict(ONLY.get(address.name, {}))
    for label in subjects[1:]:
        only["pk__in"] = list(model_of(label)._base_manager.values_list(BELONGS[label], flat=True))
    return records(subjects[0], most, only)


def able(town: Town, lines: Iterable[Expected], row: Any) -> list[Person]:
    """Those whom the matrix lets do it, and who did not do its first half themselves."""
    return [
        p for p in one_of_each(town)
        if any(line.allows(p, row) for line in lines) and not (row is not None and had_a_hand(p, row))
    ]  # fmt: skip


def find_form(town: Town, person: Person, address: Address, path: str, row: Any) -> Form | None:
    """The form for this address as the person finds it: on its own page, or on one of the pages about the same thing."""
    for page in [path, *_pages_about(address, row)]:
        if form := biggest(town.forms(person.key, page), path):
            return form
    return None


def _pages_about(address: Address, row: Any) -> list[str]:
    label, found = first_subject(address), []
    for other in all_addresses():
        reads = expected(other.name, "GET")
        if not reads or other.name == address.name:
            continue
        if label and first_subject(other) == label and len(other.subjects()) == 1:
            found += [other.path(**arguments(other, row)[0])]
        elif not other.parameters and other.room == address.room:
            found.append(other.path())
    for above in _above(row):
        found += [
            other.path(**arguments(other, above)[0])
            for other in all_addresses()
            if first_subject(other) == above._meta.label_lower
            and len(other.subjects()) == 1
            and expected(other.name, "GET")
        ]
    return found


def _above(row: Any) -> list[Any]:
    """What the record is a part of, in its own room: a form for it may stand on the page of that."""
    if row is None:
        return []
    fields = [f for f in row._meta.concrete_fields if isinstance(f, ForeignKey)]
    parents = (getattr(row, f.name) for f in fields if f.related_model._meta.app_label == row._meta.app_label)
    return [parent for parent in parents if parent is not None]
