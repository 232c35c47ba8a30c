"""The town for every module: made once a run, laid back for each module, and gone after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from commonweal.config.clearing_for_tests import without_triggers
from commonweal.config.shelf_for_tests import made_once
from commonweal.ground.people import clock, session
from tests.guarantees import extras
from tests.guarantees.running import empty_postgresql
from tests.guarantees.town import AT, Town, everybody, keep, lay_back, undone


@pytest.fixture(autouse=True)
def _answers_counted(request: pytest.FixtureRequest, count: Any) -> Iterator[None]:
    """Every answer that a sweep got was held to the exact headers; they are counted here."""
    town = request.getfixturevalue("town") if "town" in request.fixturenames else None
    before = town.answers if town else 0
    yield
    if town:
        count("G15 answers of all sweeps with the exact headers", town.answers - before)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str | None]:
    """The address of an empty PostgreSQL, for tests that start processes of their own; None where they use a SQLite file."""
    if request.param == "sqlite":
        yield None
        return
    with empty_postgresql(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: AT)
        # On a slow machine a minute goes by, and the note of it would look like a question of the page.
        patch.setattr(session, "NOTE_EVERY", timedelta(days=1))
        with gone_afterwards():
            with transaction.atomic():
                found = Town(removed=_fill(), people=everybody())
                found.sign_everybody_in()
            yield found


@pytest.fixture
def town_without_triggers(town: Town, django_db_blocker: Any) -> Iterator[Town]:
    """The town for one test that writes behind the back of the program; gone after it."""
    with django_db_blocker.unblock(), gone_afterwards(), without_triggers(), undone():
        yield town


def _fill() -> dict[str, list[Any]]:
    def make(path: Path) -> None:
        with undone():
            keep(path, extras.build())

    return lay_back(made_once(f"town-{connection.vendor}", make))


@contextmanager
def gone_afterwards() -> Iterator[None]:
    """Whatever is written inside is gone after it.

    SQLite reads the whole schema again after every rollback inside a transaction in which triggers were put aside. So
    there the town is committed, and the empty database is laid back over it.
    """
    if connection.vendor != "sqlite":
        with undone():
            yield
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as empty:
        connection.connection.backup(empty)
        try:
            yield
        finally:
            empty.backup(connection.connection)
