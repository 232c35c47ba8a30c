"""Is what is not yours exactly like what does not exist, at every address, for every role and by every method (G2)?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import connection

from tests.guarantees.addresses import (
    Address,
    arguments,
    first_parameter,
    first_subject,
    model_of,
    with_records,
)
from tests.guarantees.belonging import owns
from tests.guarantees.sample import SWEPT, expected, one_of_each
from tests.guarantees.sight import sees
from tests.guarantees.town import METHODS, Person, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MISSING = "987654"
ALWAYS = {"missing", "foreign"}
OFTEN = {"GET", "HEAD", "POST"}
MALFORMED = ("abc", "-1", "1.5", "0x1", "9" * 40, "%00", "..")


@dataclass(frozen=True)
class Case:
    """One way to name a record that is not there for this person."""

    kind: str
    path: str


@cache
def hidden_from(person: Person, label: str) -> Any | None:
    """A record of this table of which the person must not know that it exists."""
    own = {"notices.message": "self", "people.signin": "self", "mfa.authenticator": "user"}.get(label)
    for row in model_of(label)._base_manager.order_by("pk")[:400]:
        if not (owns(person, own, row) if own else sees(person, row)):
            return row
    return None


def cases_for(town: Town, address: Address, person: Person) -> Iterator[Case]:
    label, name = first_subject(address), first_parameter(address)
    some = model_of(label)._base_manager.order_by("pk").first()
    given = arguments(address, some)[0]
    hidden = hidden_from(person, label)
    if hidden is not None:
        yield Case("foreign", address.path(**arguments(address, hidden)[0]))
    if removed := town.removed.get(label):
        yield Case("deleted", address.path(**given | {name: str(removed[0])}))
    yield Case("missing", address.path(**given | {name: MISSING}))
    yield Case("of another type", address.path(**given | {name: _of_another_type(label)}))
    each = MALFORMED[
        sum(map(ord, address.name + person.role)) % len(MALFORMED)
    ]  # every address meets several
    yield Case("malformed", address.path(**given | {name: each}))


@cache
def _of_another_type(label: str) -> str:
    """The number of an audit entry (or of an account) that is no number of this table."""
    other = model_of("people.account" if label == "audit.auditentry" else "audit.auditentry")
    keys = set(model_of(label)._base_manager.values_list("pk", flat=True))
    free = (k for k in other._base_manager.order_by("-pk").values_list("pk", flat=True) if k not in keys)
    return str(next(free, MISSING))


def answered(town: Town, person: Person, method: str, path: str) -> tuple[Any, int]:
    queries = 0

    def counted(execute: Any, *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    with undone(), connection.execute_wrapper(counted):
        answer = town.ask(
            person.key, method, path, {"version": 1, "reason": "Because"} if method == "POST" else None
        )
    return answer, queries


def plainly(answer: Any, path: str) -> tuple[int, str, dict[str, str]]:
    """The answer without what differs from request to request: the form token and the address itself."""
    body = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
    headers = {k: v for k, v in answer.items() if k != "Content-Length"}
    return answer.status_code, _without(path, body), {k: _without(path, v) for k, v in headers.items()}


def _without(path: str, text: str) -> str:
    for written_as in {path, path.replace("/", "%2F")}:
        text = text.replace(written_as, "HERE")
    return text


def test_every_number_in_an_address_has_records_to_try(town: Town):
    for address in with_records():
        assert model_of(first_subject(address))._base_manager.exists(), address.name


@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("role", SWEPT)
def test_not_yours_is_exactly_like_not_there(
    town: Town, role: str, part: int, count: Callable[[str, int], None]
):
    person = next(p for p in one_of_each(town) if p.role == role)
    wrong, asked, compared = [], 0, 0
    for address in with_records()[part::2]:
        # What is missing comes first: the others are compared with it.
        cases = sorted(cases_for(town, address, person), key=lambda c: c.kind != "missing")
        is_open = any(line.cells[role] == "public" for line in expected(address.name, "GET"))
        for turn, method in enumerate(METHODS):
            like, like_queries = None, 0
            for case in cases if method in OFTEN else _some(cases, turn):
                answer, queries = answered(town, person, method, case.path)
                asked += 1
                if answer.status_code >= 500 or (
                    answer.status_code < 300 and case.kind != "foreign" and method != "OPTIONS"
                ):
                    wrong.append(
                        f"{person.key}: {method} {case.path} ({case.kind}) gives {answer.status_code}"
                    )
                if case.kind == "missing":
                    like, like_queries = plainly(answer, case.path), queries
                elif case.kind in {"foreign", "deleted", "of another type"} and not is_open:
                    compared += 1
                    if plainly(answer, case.path) != like or queries != like_queries:
                        wrong.append(_difference(person, method, case, answer, queries, like, like_queries))
    count("G2 requests with foreign, deleted, missing, malformed and mistyped ids", asked)
    count("G2 refusals compared byte by byte with “does not exist”", compared)
    assert not wrong, "\n".join(wrong)
    assert asked > 600


def _some(cases: list[Case], turn: int) -> list[Case]:
    """By a method that no page sends: what is missing, what is foreign, and of the other ways each in its turn."""
    first, rest = [c for c in cases if c.kind in ALWAYS], [c for c in cases if c.kind not in ALWAYS]
    return first + rest[turn % len(rest) :][:1] if rest else first


def _difference(
    person: Person, method: str, case: Case, answer: Any, queries: int, like: Any, like_queries: int
) -> str:
    seen = plainly(answer, case.path)
    parts = [f"status {seen[0]} and {like[0]}"] if seen[0] != like[0] else []
    parts += ["bodies"] if seen[1] != like[1] else []
    parts += [f"headers {set(seen[2].items()) ^ set(like[2].items())}"] if seen[2] != like[2] else []
    parts += [f"queries {queries} and {like_queries}"] if queries != like_queries else []
    return f"{person.key}: {method} {case.path} ({case.kind}) is not like a missing one: {'; '.join(parts)}"
