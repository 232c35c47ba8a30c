"""Does a process that is killed in the middle of an import leave nothing behind, and does the next one go on (G13)?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commonweal.config.database_for_tests import start_postgresql
from tests.guarantees.running import house

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
        return
    cleanups: list[Any] = []
    try:
        url = start_postgresql(tmp_path_factory.mktemp("killed"), cleanups)
    except Exception as fault:  # noqa: BLE001  whatever keeps it from starting here
        pytest.skip(f"PostgreSQL cannot be started here: {fault}")
    yield url
    for clean_up in cleanups:
        clean_up()


def test_an_import_that_is_killed_leaves_nothing_and_the_next_brings_everything(
    database: str | None, tmp_path: Path, count: Callable[[str, int], None]
) -> None:
    with house(tmp_path, database) as found:
        found.manage("migrate", "--verbosity", "0")
        said = json.loads(found.run("-m", "tests.guarantees.import_and_die").splitlines()[-1])
    for what, each in said.items():
        count(f"G13 imports of {what} killed, each at another step", each["kills"])
        count("G13 rows that the next import brought", each["rows"])
        assert each["kills"] >= 4
