"""How are tables emptied after a test, when the database itself refuses to forget an audit entry?

Tests that need real transactions (several connections, a browser) cannot be rolled back: Django empties the tables
afterwards. For that moment, and in a test database only, the triggers are put aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.test import TransactionTestCase


def let_tests_clear_up() -> None:
    """Called once, before the first test."""
    clear = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def clear_without_triggers(case: Any) -> None:
        with without_triggers(connections["default"]):
            clear(case)

    TransactionTestCase._fixture_teardown = clear_without_triggers  # type: ignore[attr-defined]


@contextmanager
def without_triggers(connection: Any = None) -> Iterator[None]:
    """On the connection of whoever asks, unless another is given."""
    connection = connection or connections["default"]
    put_aside, put_back = statements(connection)
    run(connection, put_aside)
    try:
        yield
    finally:
        run(connection, put_back)


def statements(connection: Any) -> tuple[list[str], list[str]]:
    """What puts the triggers aside, and what puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            return [f'DROP TRIGGER "{name}"' for name, _ in found], [sql for _, sql in found]
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        tables = [table for (table,) in cursor.fetchall()]
    # What the transaction still owes to foreign keys has to be settled before a table may be altered.
    settle = "SET CONSTRAINTS ALL IMMEDIATE"
    return [settle, *(f"ALTER TABLE {t} DISABLE TRIGGER USER" for t in tables)], [
        settle, *(f"ALTER TABLE {t} ENABLE TRIGGER USER" for t in tables)
    ]  # fmt: skip


def run(connection: Any, commands: list[str]) -> None:
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
