"""How does every database of the tests begin with its tables? The real command makes them once, and they are laid under each.

Making them takes half a minute, and a round of tests begins dozens of databases. What the command does is tested where it
is run by itself: a first start, and migrations with rows.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from commonweal.config.home import PROJECT
from commonweal.config.shelf_for_tests import SHELF, alone, made_once, on_shelf


def lay_under_tests() -> None:
    """Under the database that this process is about to make for its tests."""
    from django.db import connection
    from django.db.backends.signals import connection_created

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = database_with_tables(os.environ["DATABASE_URL"])
        return

    def lay(connection: Any, **given: Any) -> None:
        connection_created.disconnect(lay)
        with closing(sqlite3.connect(file_with_tables())) as made:
            made.backup(connection.connection)

    connection_created.connect(lay, weak=False)


def lay_in(home: Path) -> None:
    """As the SQLite file of an installation in this folder, unless it has one."""
    file = home / "commonweal.sqlite3"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(file_with_tables(), file)


def file_with_tables() -> Path:
    """A SQLite file, made by whoever asks first."""
    return made_once("commonweal.sqlite3", lambda file: _migrate(file.parent))


def database_with_tables(url: str) -> str:
    """The name of a database on the PostgreSQL of this address, made by whoever asks first; others begin as copies of it."""
    import psycopg

    name = Path(os.environ[SHELF]).name
    with alone(on_shelf("database")), psycopg.connect(url, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            making = f"{name}-making"
            server.execute(f'CREATE DATABASE "{making}"')
            with tempfile.TemporaryDirectory() as home:
                _migrate(Path(home), address_of(making, url))
            server.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def forget_tables(url: str) -> None:
    """Leaves nothing on a server that is not ours."""
    import psycopg

    name = Path(os.environ[SHELF]).name
    with psycopg.connect(url, autocommit=True) as server:
        for each in (name, f"{name}-making"):
            server.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')


def address_of(database: str, url: str) -> str:
    """Of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _migrate(home: Path, database: str = "") -> None:
    surroundings = os.environ | {
        "COMMONWEAL_MODE": "test",
        "COMMONWEAL_HOME": str(home),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "PYTHONPATH": str(PROJECT),
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "django", "migrate", "--verbosity", "0"],
        cwd=PROJECT, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"The tables of the tests could not be made:\n{done.stderr[-3000:]}")


if __name__ == "__main__":
    file_with_tables()
