"""How is a SQLite database copied whole while people go on working? Written beside its place first, checked, then moved there."""

from __future__ import annotations

import os
import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Copy the SQLite database into a new file. (PostgreSQL has pg_dump; see docs/how-to/back-up-and-restore.md.)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("This database is PostgreSQL: back it up with pg_dump.")
        if file.exists():
            raise CommandError(f"{file} is there already. Name a new file: nothing is overwritten.")
        scratch = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            copy(scratch)
            scratch.rename(file)
        except (OSError, sqlite3.Error) as fault:
            raise CommandError(f"The copy could not be made: {fault}") from fault
        finally:
            scratch.unlink(missing_ok=True)
        self.stdout.write(f"Copied into {file} ({file.stat().st_size:,} bytes). Keep the keys elsewhere.")


def copy(scratch: Path) -> None:
    """As it stood at one moment, readable by this user alone, and on the disk before it gets its name."""
    scratch.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(scratch)) as target:
        connection.connection.backup(target)
        (said,) = target.execute("PRAGMA integrity_check").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said)
    with scratch.open("rb") as file:
        os.fsync(file.fileno())
