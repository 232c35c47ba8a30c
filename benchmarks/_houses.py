"""On which databases is something measured, and what lives in them?"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from commonweal.config.database_for_tests import start_postgresql
from tests.guarantees.running import House, house

NOTHING_CARELESS = (
    "ALTER SYSTEM RESET ALL; SELECT pg_reload_conf();"  # what is measured must also survive a power cut
)


@contextmanager
def houses() -> Iterator[Iterator[tuple[str, House]]]:
    """An installation on SQLite and one on PostgreSQL, in folders that vanish afterwards."""
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder, ExitStack() as cleanups:
        yield _each(Path(folder), cleanups)


def _each(folder: Path, cleanups: ExitStack) -> Iterator[tuple[str, House]]:
    with house(folder / "sqlite") as found:
        yield "SQLite", found
    url = start_postgresql(folder, cleanups)
    _be_careful(url)
    with house(folder / "home", url) as found:
        yield "PostgreSQL", found


def _be_careful(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in NOTHING_CARELESS.split(";"):
            if statement.strip():
                connection.execute(statement)


def machine() -> str:
    load = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f} before it began"


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
