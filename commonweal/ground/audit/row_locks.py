"""How does the database itself refuse a row, whoever adds or changes it, on SQLite and PostgreSQL?

Migrations that have run laid their triggers down as this file was then; to change them takes a new migration. Where a table
is made anew (SQLite does it for many a change of a column) its triggers go with the old one and have to be laid again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations.base import Operation


@dataclass(frozen=True)
class RowLock:
    """What must not be true of a row when it is added, or when one of these columns of it changes, and why."""

    name: str
    table: str
    columns: tuple[str, ...]
    wrong: str
    why: str


@dataclass(frozen=True)
class RowRefusal:
    """One event that the table refuses (INSERT, UPDATE or DELETE), where this holds of OLD and NEW, and why."""

    name: str
    table: str
    event: str
    wrong: str
    why: str


Locks = Sequence[RowLock | RowRefusal] | Callable[[str], Sequence[RowLock | RowRefusal]]
"""Locks, or what gives them for a database ("sqlite" or "postgresql") where they are not written alike on both."""


def frozen(name: str, table: str, when: str, why: str) -> tuple[RowRefusal, ...]:
    """Rows that nobody changes or deletes once this holds of OLD; `TRUE` where it holds from the first moment."""
    return tuple(
        RowRefusal(f"{name}_{event.lower()}", table, event, when, why) for event in ("UPDATE", "DELETE")
    )


def frozen_with(name: str, table: str, when: str, why: str) -> tuple[RowRefusal, ...]:
    """Rows that belong to a frozen one: none is added, changed or deleted once `when` holds, in which ROW is the row."""
    asked = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    return tuple(
        RowRefusal(f"{name}_{event.lower()}", table, event,
                   " OR ".join(when.replace("ROW.", f"{row}.") for row in rows), why)
        for event, rows in asked.items()
    )  # fmt: skip


def changed(columns: Iterable[str], vendor: str) -> str:
    """One of these columns of the row is no longer what it was; a missing value is a value like any other."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


class Lay(Operation):
    """In a migration: the triggers that keep these locks, on SQLite and PostgreSQL; lifted again on the way back.

    Django's own operation for code puts the models of that moment together first. That takes longer than everything
    else a migration does, and no trigger needs them.
    """

    reversible = True

    def __init__(self, locks: Locks) -> None:
        self.locks = locks

    def state_forwards(self, app_label: str, state: Any) -> None:
        """A trigger is nothing that a model knows of."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _lay(self.locks, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _lift(self.locks, schema_editor)

    def describe(self) -> str:
        return "Lay triggers"


class Lift(Lay):
    """In a migration: takes these locks away, before a table is made anew; the way back lays them, or others, again."""

    def __init__(self, locks: Locks, *, back: Locks | None = None) -> None:
        super().__init__(locks)
        self.back = locks if back is None else back

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _lift(self.locks, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _lay(self.back, schema_editor)

    def describe(self) -> str:
        return "Lift triggers"


def _lay(locks: Locks, schema_editor: Any) -> None:
    write = _in_sqlite if schema_editor.connection.vendor == "sqlite" else _in_postgresql
    for lock in _written_for(schema_editor.connection.vendor, locks):
        for statement in write(lock):
            schema_editor.execute(statement)


def _lift(locks: Locks, schema_editor: Any) -> None:
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for lock in _written_for(schema_editor.connection.vendor, locks):
        on = "" if on_sqlite else f" ON {lock.table}"
        for trigger in _names(lock):
            schema_editor.execute(f"DROP TRIGGER {trigger}{on}")
        if not on_sqlite:
            schema_editor.execute(f"DROP FUNCTION {lock.name}()")


def _written_for(vendor: str, locks: Locks) -> Iterable[RowLock | RowRefusal]:
    return locks(vendor) if callable(locks) else locks


def _names(lock: RowLock | RowRefusal) -> tuple[str, ...]:
    return (lock.name,) if isinstance(lock, RowRefusal) else (f"{lock.name}_insert", f"{lock.name}_update")


def _in_sqlite(lock: RowLock | RowRefusal) -> Iterator[str]:
    if isinstance(lock, RowRefusal):
        yield (
            f"CREATE TRIGGER {lock.name} BEFORE {lock.event} ON {lock.table} WHEN {lock.wrong} "
            f"BEGIN SELECT RAISE(ABORT, '{lock.why}'); END"
        )
        return
    on_update = f"({changed(lock.columns, 'sqlite')}) AND ({lock.wrong})"
    for event, when in (("INSERT", lock.wrong), ("UPDATE", on_update)):
        yield (
            f"CREATE TRIGGER {lock.name}_{event.lower()} BEFORE {event} ON {lock.table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{lock.why}'); END"
        )


def _in_postgresql(lock: RowLock | RowRefusal) -> Iterator[str]:
    returned = "OLD" if isinstance(lock, RowRefusal) and lock.event == "DELETE" else "NEW"
    body = f"IF {lock.wrong} THEN RAISE EXCEPTION '{lock.why}'; END IF; RETURN {returned};"
    yield f"CREATE FUNCTION {lock.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    does = f"EXECUTE FUNCTION {lock.name}()"
    if isinstance(lock, RowRefusal):
        yield f"CREATE TRIGGER {lock.name} BEFORE {lock.event} ON {lock.table} FOR EACH ROW {does}"
        return
    yield f"CREATE TRIGGER {lock.name}_insert BEFORE INSERT ON {lock.table} FOR EACH ROW {does}"
    yield (
        f"CREATE TRIGGER {lock.name}_update BEFORE UPDATE ON {lock.table} FOR EACH ROW "
        f"WHEN ({changed(lock.columns, 'postgresql')}) {does}"
    )
