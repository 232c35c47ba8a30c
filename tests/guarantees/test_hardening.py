"""Does every answer carry the exact headers, and is whatever somebody typed only ever text (G15)?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from commonweal.config.clearing_for_tests import without_triggers
from tests.guarantees.addresses import Address, all_addresses, arguments, first_subject
from tests.guarantees.columns import free_text_columns, name_of, put_in
from tests.guarantees.hardening import EXACT, header_faults, markup_faults, page_faults
from tests.guarantees.payloads import MARK, PAYLOADS
from tests.guarantees.sample import ON_EACH_DATABASE, expected, one_of_each, records
from tests.guarantees.town import METHODS, Person, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
ROUNDS = 6


@dataclass(frozen=True)
class Page:
    """An address with a record where it asks for one."""

    address: Address
    row: Any
    path: str

    def readers(self, town: Town) -> list[Person]:
        """Those whom the matrix lets read it, one of each role and organisation."""
        lines = [e for e in expected(self.address.name, "GET") if self.row is None or e.fits(self.row)]
        return [p for p in one_of_each(town) if any(line.allows(p, self.row) for line in lines)]


def pages() -> Iterator[Page]:
    """Every address once."""
    for address in all_addresses():
        rows = records(first_subject(address), 1) if first_subject(address) else [None]
        for row in rows:
            for chosen in (arguments(address, row) if row is not None else address.words())[:1]:
                yield Page(address, row, address.path(**chosen))


@pytest.fixture(scope="module")
def everywhere(town: Town, django_db_blocker: Any) -> list[str]:
    with django_db_blocker.unblock():
        return [*(page.path for page in pages()), "/nowhere/", "/static/nothing.css"]


@pytest.mark.parametrize("role", sorted(ON_EACH_DATABASE))
def test_every_address_answers_with_the_exact_headers_by_every_method(
    town: Town, everywhere: list[str], role: str, count: Callable[[str, int], None]
):
    """By these roles; whatever the other sweeps ask as any role is held to the same in `Town.ask`, and counted there."""
    person = next(p for p in one_of_each(town) if p.role == role)
    faults = []
    for path in everywhere:
        for method in METHODS:
            with undone():
                answer = town.ask(person.key, method, path)
            faults += page_faults(answer, path) if method == "GET" else []
    count("G15 addresses × methods asked by these roles", len(everywhere) * len(METHODS))
    assert not faults, "\n".join(faults)


def test_an_answer_over_https_says_that_it_stays_so(town: Town):
    answer = Client().get("/public/", secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")


def test_a_bad_request_and_a_server_error_carry_the_headers_too(town: Town, monkeypatch: pytest.MonkeyPatch):
    bad = town.client("manager").get("/", headers={"host": "elsewhere.example"})
    assert bad.status_code == 400
    monkeypatch.setattr("commonweal.act.plans.views.overviews.rows.list_plans", lambda viewer: 1 / 0)
    broken = town.ask("manager", "GET", "/plans/")
    assert broken.status_code == 500
    assert header_faults(bad, "400", signed_in=True) + header_faults(broken, "500", signed_in=True) == []


def test_a_planted_handler_and_a_planted_header_are_found(town: Town):
    assert len(markup_faults("<p onclick=x style=y><a href=' JavaScript:1'></a><script>1</script>")) == 4
    answer = town.ask("manager", "GET", "/plans/")
    answer["X-Frame-Options"] = "SAMEORIGIN"
    assert len(header_faults(answer, "/plans/", signed_in=True)) == 1


def test_no_sweep_gets_an_answer_with_another_header(town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(EXACT, "X-Frame-Options", "SAMEORIGIN")
    with pytest.raises(AssertionError, match="X-Frame-Options is 'DENY'"):
        town.ask("manager", "GET", "/plans/")


# Whatever somebody typed


def joined(column: models.Field[Any, Any], number: int) -> str:
    """As many payloads of a round as the column holds; every payload meets every column that has room for it."""
    mine = PAYLOADS[number::ROUNDS]
    room = column.max_length or 100_000
    text = ""
    for payload in mine[number % len(mine) :] + mine[: number % len(mine)]:
        if len(text) + len(payload) <= room:
            text += payload
    return text


@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_was_stored_is_shown_as_text_and_nothing_else(
    town: Town, number: int, count: Callable[[str, int], None]
):
    with undone(), without_triggers():
        fields, empty = 0, []
        for column in free_text_columns():
            fields += 1
            if not put_in(column, joined(column, number)):
                empty.append(name_of(column))
        faults, read = [], 0
        for page in pages():
            readers = page.readers(town)
            for half in range(min(2, len(readers))):
                # In every round it is read by others, so that nearly every role meets nearly every page.
                person = readers[(number + half * len(readers) // 2) % len(readers)]
                answer = town.ask(person.key, "GET", page.path)
                read += answer.status_code == 200
                assert answer.status_code < 500, (person.key, page.path)
                faults += came_alive(answer, f"{person.key} {page.path}")
    count("G15 text columns × stored payloads", fields * len(PAYLOADS[number::ROUNDS]))
    count("G15 pages read with stored payloads in every text column", read)
    assert read > 300
    assert not faults, "\n".join(faults[:40])
    assert not empty, f"no example holds anything in {', '.join(empty)}"


def came_alive(answer: Any, path: str) -> list[str]:
    """Elements and attributes that can only come from a payload."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return [f"{path}: {fault}" for fault in alive(answer.content)]


def alive(html: bytes | str) -> list[str]:
    found = markup_faults(html)
    for node in LexborHTMLParser(html).css("*"):
        names = [node.tag or "", *node.attributes]
        found += [f"<{node.tag}> is from a payload" for name in names if MARK in name.lower()]
        where = [v or "" for k, v in node.attributes.items() if k in {"id", "class", "href", "src", "name"}]
        if node.tag in {"script", "svg", "img", "video", "details", "marquee", "math"} and any(
            MARK in w for w in where
        ):
            found.append(f"<{node.tag}> is from a payload")
    return found


def test_a_planted_payload_would_be_found():
    found = [
        p
        for p in PAYLOADS
        if not alive(f"<p>{p}</p>") and not alive(f'<p title="{p}">') and not alive(f"<a href='{p}'>x</a>")
    ]
    assert found == []
