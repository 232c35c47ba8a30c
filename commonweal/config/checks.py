"""Is this installation safe to hold real data? Said before it starts, in sentences that say what to do.

`check --deploy` asks everything; `serve` refuses to start on a database that can lose what it has acknowledged.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import DatabaseError, connections

from commonweal.config.home import WAL_IS_SAFE_FROM

KEY_BYTES = 32
NEVER_OFF = ("fsync", "synchronous_commit", "full_page_writes")
KEEPS_WHEN_COMMITTING = {"synchronous_commit": ("on", "local", "remote_write", "remote_apply")}
FULL = 2  # PRAGMA synchronous; 3 is stricter still
LOSES_ON_A_CRASH = {"off", "memory"}


@register(Tags.security, deploy=True)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    return list(_faults_in_settings())


def _faults_in_settings() -> Iterator[CheckMessage]:
    if settings.MODE != "serve":
        yield Error(
            "This is not an installation for real data.", hint="Set COMMONWEAL_MODE=serve, or leave it out.",
            id="commonweal.E001",
        )  # fmt: skip
    if settings.DEBUG:
        yield Error(
            "DEBUG is on: a page that fails would show its variables to whoever asked.",
            hint="Take DEBUG = True out of the settings.", id="commonweal.E002",
        )  # fmt: skip
    if not settings.ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        yield Error(
            "Any host name is accepted, so a stranger can choose where links lead.",
            hint="Name the hosts exactly: COMMONWEAL_HOSTS=plan.example.org", id="commonweal.E003",
        )  # fmt: skip
    if not settings.SECURE:
        yield Error(
            "Cookies would travel without HTTPS.",
            hint="Put a proxy with a certificate in front, and set COMMONWEAL_HTTPS=1 and COMMONWEAL_PROXY=1.",
            id="commonweal.E004",
        )  # fmt: skip


@register(Tags.security, deploy=True)
def check_keys(**kwargs: Any) -> list[CheckMessage]:
    return list(_faults_in_keys())


def _faults_in_keys() -> Iterator[CheckMessage]:
    if len(settings.AUDIT_KEY) < KEY_BYTES:
        yield Error(
            "The audit key is missing or short, so anybody could rebuild the audit chain.",
            hint=f"Put back {settings.HOME / 'keys' / 'audit'} from its own backup; a new key verifies no old entry.",
            id="commonweal.E005",
        )  # fmt: skip
    if settings.SECRET_KEY.encode() == settings.AUDIT_KEY:
        yield Error(
            "The audit key is also the key of the sessions.", hint="Give each its own.", id="commonweal.E006"
        )
    for path in (settings.HOME / "keys" / name for name in ("audit", "sessions")):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Error(
                f"Others on this machine can read {path}.", hint=f"chmod 600 {path}", id="commonweal.E007"
            )


@register(Tags.security, deploy=True)
def check_default_database(**kwargs: Any) -> list[CheckMessage]:
    """The database check, also where nobody named a database."""
    return check_databases(databases=["default"])


@register(Tags.database)
def check_databases(*, databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    return [fault for name in databases or () for fault in _faults_in_database(connections[name])]


def _faults_in_database(connection: Any) -> list[CheckMessage]:
    look = {"sqlite": _faults_in_sqlite, "postgresql": _faults_in_postgresql}[connection.vendor]
    try:
        return list(look(connection))
    except DatabaseError as fault:
        return [Error(f"The database cannot be reached: {fault}", id="commonweal.E008")]


def _faults_in_sqlite(connection: Any) -> Iterator[CheckMessage]:
    if connection.is_in_memory_db() or not Path(connection.settings_dict["NAME"]).exists():
        return  # asking would make the file
    journal, synchronous = (_first(connection, f"PRAGMA {name}") for name in ("journal_mode", "synchronous"))
    if journal == "wal" and sqlite3.sqlite_version_info < WAL_IS_SAFE_FROM:
        yield Error(
            f"SQLite {sqlite3.sqlite_version} can lose what was written in the journal mode WAL.",
            hint="Leave the journal mode to Commonweal, or use SQLite 3.51.3 or later.", id="commonweal.E009",
        )  # fmt: skip
    if journal in LOSES_ON_A_CRASH or int(synchronous) < FULL:
        yield Error(
            f"SQLite runs with journal_mode={journal} and synchronous={synchronous}: a power cut would lose what was saved.",
            hint="Take these out of the settings: Commonweal chooses a safe journal and synchronous=FULL.",
            id="commonweal.E010",
        )  # fmt: skip


def _faults_in_postgresql(connection: Any) -> Iterator[CheckMessage]:
    if settings.MODE != "serve":
        return  # tests throw their server away; a demonstration's data is no loss
    for name in NEVER_OFF:
        found = _first(connection, f"SHOW {name}")
        if found not in KEEPS_WHEN_COMMITTING.get(name, ("on",)):
            yield Error(
                f"PostgreSQL runs with {name}={found}: a power cut would lose what was saved, or spoil the database.",
                hint=f"ALTER SYSTEM RESET {name}; SELECT pg_reload_conf();", id="commonweal.E011",
            )  # fmt: skip
    if _first(connection, "SHOW data_checksums") != "on":
        yield Warning(
            "PostgreSQL keeps no checksums, so a disk that spoils a page is noticed late.",
            hint="Stop the server and run: pg_checksums --enable", id="commonweal.W012",
        )  # fmt: skip


def _first(connection: Any, query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
