"""Does every room's newest migration go back and forward again on a database full of rows, and lose none of them?

On SQLite a table is made anew when a column is added, and what hangs on it can be lost on the way: rows, columns and
triggers are compared one by one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.guarantees.running import house

pytestmark = [pytest.mark.slow, pytest.mark.once]
# Rooms that have nothing but their first migration, which makes their tables.
ONLY_ONE = {"intake", "meetings"}


def test_the_newest_migrations_go_back_and_forward_and_every_row_stays(
    database: str | None, tmp_path: Path, count: Callable[[str, int], None]
) -> None:
    with house(tmp_path, database) as found:
        found.make_tables()
        answer = found.run("-m", "tests.guarantees.step_back", seconds=900)
    said: dict[str, Any] = json.loads(answer.splitlines()[-1])
    where = "PostgreSQL" if database else "SQLite"
    count(f"migrations taken back and forward with rows, on {where}", len(said["went_back"]))
    count(f"rows compared after it, on {where}", said["rows"])
    assert set(said["only_one"]) == ONLY_ONE
    assert set(said["went_back"]) == set(said["own_rows"])
    assert said["changed"] == []
    assert said["triggers"] == []
    assert all(said["own_rows"].values()), said["own_rows"]
    assert len(said["went_back"]) >= 7
