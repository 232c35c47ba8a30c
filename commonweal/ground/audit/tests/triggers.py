"""How do tests lift the triggers that refuse to change an audit entry, and lay them again?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.db import connection

MIGRATION = import_module("commonweal.ground.audit.migrations.0002_append_only")


class _Editor:
    """What the migration asks of a schema editor; the real one refuses to work inside a transaction on SQLite."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def triggers_lifted() -> Iterator[None]:
    editor: Any = _Editor()
    MIGRATION.lift_triggers(None, editor)
    try:
        yield
    finally:
        MIGRATION.lay_triggers(None, editor)
