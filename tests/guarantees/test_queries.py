"""Does a page ask the database as often for a thousand rows as for ten, and never more than twelve times?

The pages are found as a visitor finds them: every link is followed, as each kind of user. An address of the program that
nobody can reach that way fails the test, so a new page cannot escape it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve
from selectolax.lexbor import LexborHTMLParser

from commonweal.config.demonstration.load import MOMENT, load_world
from commonweal.ground.people import clock
from commonweal.ground.people.models import Account
from tests.guarantees.addresses import Address, all_addresses
from tests.guarantees.filling import fill_plan
from tests.guarantees.more_of_everything import copy_everything

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
AT_MOST = 12
EXAMPLES = 4
PEOPLE = ("manager", "link", "gla", "deputy", "auditor", "admin", "contributor", "desk", "analyst", "brent",
          "borough", "gold", "")  # fmt: skip
# Nobody has looked at the plans yet on this day, so that their pages have most to do.
NEXT_DAY = MOMENT + timedelta(days=1)
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "SET ")
NOTE_EVERY = "commonweal.ground.people.session.NOTE_EVERY"


# Forms about one thing, to which no link leads on the demonstration's morning. A page that lists things is never here.
NO_LINK = {
    "signing in, a letter or a second step": (
        "sign_in", "sign_out", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
        "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "people:accept",
        "people:change_password", "people:new_password", "people:recovery_codes", "people:remove_second_step",
        "people:reset_second_step",
    ),
    "only in the running demonstration": ("guide",),
    "shown for ten minutes to whoever gave a reason": ("trusted:opened",),
    "nothing is in the state that it is for": (
        "advice:rely",
        "equality:review", "equality:sign", "impact:anew", "impact:change_statement", "impact:record_lesson_of", "impact:sign_exit",
        "impact:strike_statement", "papers:equality",
        "meetings:publish", "papers:decide", "papers:change_decision", "papers:heading", "papers:recommendations", "papers:section",
        "papers:type_figure", "partners:end_contact", "plans:close", "plans:keep_open", "plans:press_challenge",
        "plans:record_measure", "publications:prepare_decisions", "publications:release", "publications:release_file",
        "publications:release_paper", "publications:send_back",
    ),
}  # fmt: skip


@dataclass
class Visit:
    """As whom a page was seen, where, and how often it asked the database then and when there was more."""

    person: str
    path: str
    is_page: bool
    queries: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """The demonstration with a short plan beside its own, on the morning after it begins."""
    # A session notes about once a minute that it is still used, which is no query of the page that happens to be asked then.
    monkeypatch.setattr(NOTE_EVERY, timedelta(days=1))
    load_world()
    monkeypatch.setattr(clock, "now", lambda: NEXT_DAY)
    fill_plan(6, at=MOMENT, title="A short plan")
    found = {person: Client() for person in PEOPLE}
    for person, client in found.items():
        if person:
            client.force_login(Account.objects.get(email=f"{person}@demonstration.example"))
    return found


def test_every_page_asks_at_most_twelve_times_however_much_there_is(
    clients: dict[str, Client], count: Callable[[str, int], None]
) -> None:
    visits = [visit for person, client in clients.items() for visit in walk(person, client)]
    missed, excused = (
        set(never_shown(clients, visits)),
        {name for names in NO_LINK.values() for name in names},
    )
    assert missed <= excused, f"nobody comes to these by a link, make one or say why not: {missed - excused}"
    assert excused <= missed, f"somebody comes to these by a link, which NO_LINK denies: {excused - missed}"
    for visit in visits:  # whoever walked has opened each of them a moment ago
        visit.queries = ask(clients[visit.person], visit.path)
    gained = copy_everything()
    fill_plan(60, at=MOMENT, title="A longer plan")
    for visit in visits:
        clients[visit.person].get(visit.path)
        visit.later = ask(clients[visit.person], visit.path)
    grew = [said(v) for v in visits if len(v.later) > len(v.queries)]
    many = [said(v) for v in visits if v.is_page and max(len(v.queries), len(v.later)) > AT_MOST]
    assert grew == [], "asks more often when there are more rows:\n" + "\n".join(grew)
    assert many == [], "asks too often:\n" + "\n".join(many)
    assert sum(gained.values()) > 500
    assert len(visits) > 350
    count("G14 pages asked twice, by address and person", len(visits))
    count("G14 rows added in between", sum(gained.values()))


def said(visit: Visit) -> str:
    """Which page, how often, and what it asked more often than before."""
    extra = Counter(map(shape, visit.later))
    extra.subtract(map(shape, visit.queries))
    worst = [f"    {n} more: {query}" for query, n in extra.most_common(2) if n > 0]
    head = f"{visit.path} as {visit.person or 'nobody'}: {len(visit.queries)}, then {len(visit.later)}"
    return "\n".join([head, *worst])


def shape(query: str) -> str:
    table = query.partition(" FROM ")[2][:60] if query.startswith("SELECT") else query[:60]
    return f"{table} … {query.partition(' WHERE ')[2][:100]}"


def walk(person: str, client: Client) -> Iterator[Visit]:
    """One example of every address that this person can reach by following links from a few examples of each."""
    seen: Counter[str] = Counter()
    waiting = ["/", *(address.path() for address in all_addresses() if not address.parameters)]
    tried: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name is None or seen[name] >= EXAMPLES or path in tried:
            continue
        tried.add(path)
        answer = client.get(path)
        if answer.status_code != 200:
            continue
        seen[name] += 1
        is_page = answer.headers["Content-Type"].startswith("text/html")
        if seen[name] == 1:
            yield Visit(person, path, is_page)
        if is_page:
            waiting += links_in(answer.content.decode())


def links_in(page: str) -> list[str]:
    found = (link.attributes.get("href") or "" for link in LexborHTMLParser(page).css("a[href]"))
    return [path for path in found if path.startswith("/") and not path.startswith(("//", "/static"))]


def name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def never_shown(clients: dict[str, Client], visits: list[Visit]) -> list[str]:
    """Addresses that answer to GET and that nobody came to."""
    shown = {name_of(visit.path) for visit in visits}
    return [a.name for a in all_addresses() if a.name not in shown and shows_something(clients, a)]


def shows_something(clients: dict[str, Client], address: Address) -> bool:
    """An address for forms alone says so (405) to whoever may come to it."""
    path = address.path(**dict.fromkeys(address.parameters, "1"))
    return all(client.get(path).status_code != 405 for client in clients.values())


def ask(client: Client, path: str) -> list[str]:
    """What a page asks that was opened before, so that everything is there that is kept in memory."""
    asked: list[str] = []

    def listening(execute: Any, sql: str, *given: Any) -> Any:
        asked.append(sql)
        return execute(sql, *given)

    with connection.execute_wrapper(listening):
        answer = client.get(path)
    assert answer.status_code == 200, f"{path} was answered with {answer.status_code}"
    return [sql for sql in asked if not sql.startswith(BOOKKEEPING)]
