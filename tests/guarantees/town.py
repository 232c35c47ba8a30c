"""In which house do the sweeps look round? The demonstration's, with more of everything, as it stood one morning in 2010."""

from __future__ import annotations

import datetime
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from commonweal.config.clearing_for_tests import without_triggers
from commonweal.config.demonstration.load import MOMENT
from commonweal.ground.people import session
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.session_store import SessionStore
from commonweal.ground.visibility.rules import Viewer
from tests.guarantees.forms_found import Form, forms_on
from tests.guarantees.hardening import header_faults

AT = MOMENT + datetime.timedelta(hours=1)
ON = timezone.localdate(AT)
ANONYMOUS = "anonymous"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Filled by the framework itself, and already there.
NOT_OURS = ("django_", "auth_")


@dataclass(frozen=True)
class Person:
    """Somebody of the town: a key, the role, the organisation, and the account."""

    key: str
    role: str
    organisation_id: int | None = None
    account_id: int | None = None


@dataclass
class Town:
    """The people and how to ask a page as one of them. Rows are found with the models."""

    people: dict[str, Person]
    removed: dict[str, list[Any]]
    sessions: dict[str, str] = field(default_factory=dict)
    answers: int = 0
    _forms: dict[tuple[str, str], list[Form]] = field(default_factory=dict)

    def viewer(self, key: str) -> Viewer:
        person = self.people[key]
        if person.account_id is None:
            return Viewer()
        return get_viewer(Account.objects.get(pk=person.account_id), on=ON)

    def in_role(self, role: str) -> list[Person]:
        return [p for p in self.people.values() if p.role == role]

    def client(self, key: str) -> Client:
        """A browser with nothing but the person's session, so that no answer depends on an earlier one."""
        client = Client(raise_request_exception=False)
        client.handler = _one_handler()
        if self.people[key].account_id is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[key]
        return client

    def ask(self, key: str, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """Whatever a sweep asks for, the answer carries the exact headers (G15)."""
        given = {"data": data or {}} if method in {"GET", "POST"} else {}
        answer = getattr(self.client(key), method.lower())(path, headers=headers or None, **given)
        faults = header_faults(
            answer, f"{method} {path} by {key}", signed_in=self.people[key].account_id is not None
        )
        assert not faults, "\n".join(faults)
        self.answers += 1
        return answer

    def forms(self, key: str, path: str) -> list[Form]:
        """The forms that the page shows to this person, asked once. Whoever changes the town for longer than a moment, and
        undoes that only later, says `forget_forms` after every change.
        """
        if (key, path) not in self._forms:
            page = self.ask(key, "GET", path)
            self._forms[key, path] = forms_on(page.content, path) if page.status_code == 200 else []
        return self._forms[key, path]

    def forget_forms(self) -> None:
        self._forms.clear()

    def sign_everybody_in(self) -> None:
        for person in self.people.values():
            if person.account_id is not None:
                self.sessions[person.key] = open_session(person.account_id)


@cache
def _one_handler() -> ClientHandler:
    """The program behind every browser, put together once."""
    return ClientHandler(enforce_csrf_checks=False)


def open_session(account_id: int) -> str:
    """What a sign-in with both steps leaves in the session."""
    account = Account.objects.get(pk=account_id)
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.begin(store, at=timezone.now(), second_step=True)
    # The password was typed a moment ago, so that pages which ask for it again let the person through.
    methods = [
        {"method": "password", "at": time.time() + 6 * 3600, "email": account.email, "reauthenticated": True}
    ]
    store["account_authentication_methods"] = methods
    store["account_authentication_methods_user"] = str(account.pk)
    store.save()
    return str(store.session_key)


def everybody() -> dict[str, Person]:
    """Everybody who may sign in, by the part of their e-mail address before the @; and somebody who may not."""
    people = {ANONYMOUS: Person(ANONYMOUS, ANONYMOUS)}
    for account in Account.objects.filter(is_active=True).prefetch_related("roles").order_by("pk"):
        held = account.roles.first()
        if held is not None and account.has_usable_password():
            key = account.email.split("@")[0].replace("-", "_")
            people[key] = Person(key, held.role, held.organisation_id, account.pk)
    return people


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_sign_in(response: Any) -> bool:
    if response.status_code not in {301, 302, 303, 307, 308}:
        return False
    return urlsplit(response["Location"]).path in {"/sign-in/", "/demonstration/"}


def is_refused(response: Any) -> bool:
    return response.status_code in {401, 403, 404} or is_sign_in(response)


# Kept once a run: making the town takes half a minute, laying its rows back a second.


def our_tables() -> list[str]:
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    return sorted(t for t in tables if not t.startswith(NOT_OURS))


def keep(path: Path, removed: dict[str, list[Any]]) -> None:
    kept: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
    with connection.cursor() as cursor:
        for table in our_tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [c[0] for c in cursor.description]
            kept[table] = (columns, [tuple(map(_as_bound, row)) for row in cursor.fetchall()])
    path.write_bytes(pickle.dumps((kept, removed)))


def _as_bound(value: Any) -> Any:
    """As the database's own driver takes it again."""
    if isinstance(value, memoryview):
        return bytes(value)
    return connection.ops.adapt_timefield_value(value) if isinstance(value, datetime.time) else value


def lay_back(path: Path) -> dict[str, list[Any]]:
    """Past the triggers, which want every paper to begin as a draft; whatever order the tables come in."""
    kept, removed = pickle.loads(path.read_bytes())
    with without_triggers(connection), connection.cursor() as cursor:
        _look_at_foreign_keys_later(cursor)
        for table, (columns, rows) in kept.items():
            if rows:
                names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), apps.get_models(include_auto_created=True)
        ):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        _look_at_foreign_keys_later(cursor)
    return dict(removed)


def _look_at_foreign_keys_later(cursor: Any) -> None:
    """PostgreSQL was told to look at once when the triggers were put aside or back."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
