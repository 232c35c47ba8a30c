"""Threads need a database that they can share: how does a test run on one of its own, in a process of its own?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from commonweal.config.tables_for_tests import address_of, database_with_tables, lay_in

PATIENCE = 600
# Whoever hangs says where each of its threads stands.
SET_UP = f"""
import faulthandler, json, os, threading
faulthandler.dump_traceback_later({PATIENCE}, exit=True)
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connections
from django.contrib.auth.hashers import Argon2PasswordHasher
Argon2PasswordHasher.memory_cost = 64
"""


def run_beside(folder: Path, code: str) -> str:
    """Run the code on a fresh database of the kind that the tests run on, and return what it prints."""
    if connection.vendor == "sqlite":
        return run_on_a_file(folder, code)
    import psycopg

    url, name = os.environ["DATABASE_URL"], f"beside_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{database_with_tables(url)}"')
        try:
            return _run(folder, code, database=address_of(name, url))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run_on_a_file(folder: Path, code: str, *, mode: str = "test") -> str:
    """Run the code on the SQLite file of this folder, which begins with its tables, and return what it prints."""
    lay_in(folder)
    return _run(folder, code, mode=mode)


def _run(folder: Path, code: str, *, mode: str = "test", database: str = "") -> str:
    surroundings = os.environ | {
        "COMMONWEAL_MODE": mode,
        "COMMONWEAL_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "DATABASE_URL": database,
    }
    if not database:
        del surroundings["DATABASE_URL"]
    done = subprocess.run(
        [sys.executable, "-c", SET_UP + code],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-30_000:]
    return done.stdout
