"""Does every room's newest migration go back and forward again on a database full of rows, and lose none of them?

On SQLite a table is made anew when a column is added, and what hangs on it can be lost on the way: rows, columns and
triggers are compared one by one. A migration that cannot go back is named here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.guarantees.running import house

pytestmark = [pytest.mark.slow, pytest.mark.once]
# Rooms whose newest migration cannot go back, each with the reason.
IRREVERSIBLE: dict[str, str] = {}
# Rooms that have nothing but their first migration, which makes their tables.
ONLY_ONE = {"intake", "meetings"}


def test_the_newest_migrations_go_back_and_forward_and_every_row_stays(
    database: str | None, tmp_path: Path, count: Callable[[str, int], None]
) -> None:
    with house(tmp_path, database) as found:
        found.make_tables()
        answer = found.run("-m", "tests.guarantees.step_back", seconds=900)
    said: dict[str, dict[str, Any]] = json.loads(answer.splitlines()[-1])
    assert {room for room, each in said.items() if each.get("irreversible")} == set(IRREVERSIBLE)
    assert {room for room, each in said.items() if each.get("only")} == ONLY_ONE
    stepped = {room: each for room, each in said.items() if "rows" in each}
    where = "PostgreSQL" if database else "SQLite"
    count(f"migrations taken back and forward with rows, on {where}", len(stepped))
    count(f"rows compared after it, on {where}", sum(each["rows"] for each in stepped.values()))
    for room, each in stepped.items():
        assert each["changed"] == [], (room, each)
        assert each["triggers"] == [], (room, each)
        assert each["own_rows"] > 0, room
    assert len(stepped) >= 7
