"""Does a process that is killed in the middle of an import leave nothing behind, and does the next one go on (G13)?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guarantees.running import house

pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_an_import_that_is_killed_leaves_nothing_and_the_next_brings_everything(
    database: str | None, tmp_path: Path, count: Callable[[str, int], None]
) -> None:
    with house(tmp_path, database) as found:
        found.make_tables()
        said = json.loads(found.run("-m", "tests.guarantees.import_and_die").splitlines()[-1])
    for what, each in said.items():
        count(f"G13 imports of {what} killed, each at another step", each["kills"])
        count("G13 rows that the next import brought", each["rows"])
        assert each["kills"] >= 4
