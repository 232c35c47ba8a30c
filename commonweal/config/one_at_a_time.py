"""What if two are started at the same moment, here or on two machines? They prepare the database one after the other."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

LOCK = 0x636F6D6D6F6E  # any number that nobody else uses in this database


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """A lock on the folder for this machine, and one in PostgreSQL for all machines that share the database."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
