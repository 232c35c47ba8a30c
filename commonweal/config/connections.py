"""What must every connection to the database do with a statement that failed?

SQLite makes whoever comes second wait inside its connection, which is locked for as long. A cursor whose statement failed
(BEGIN IMMEDIATE, where the file was busy for too long) is part of a cycle with its own traceback: the collector of garbage
takes it away in whichever thread it happens to run, and that thread waits for the lock of the connection. If it is the one
that writes, it waits for somebody who waits for it, until their patience ends; that again leaves a failed statement behind.
So the thread in which a statement fails ends it there and then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def end_what_fails(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """From now on a statement that fails on this connection leaves nothing behind that another thread could touch."""
    if connection.vendor == "sqlite" and _ended not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _ended)  # whoever listens for a while takes the last one away


def _ended(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    try:
        return execute(sql, params, many, context)
    except BaseException:
        context["cursor"].close()
        raise
