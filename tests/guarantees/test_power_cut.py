"""Does a record that was acknowledged survive a power cut (G12b), and would we notice if it did not?"""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from commonweal.config.home import database
from tests.guarantees.power import Disk

CUTS = 1000


def pragmas(journal: str, synchronous: str) -> str:
    """The very settings that the program uses, with the two words in question replaced."""
    ours = database(None, Path())["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in ours
    for mode in ("WAL", "TRUNCATE"):
        ours = ours.replace(f"journal_mode={mode}", f"journal_mode={journal}")
    return ours.replace("synchronous=FULL", f"synchronous={synchronous}")


def losses_in(cuts: int, folder: Path, journal: str, synchronous: str) -> int:
    """How many of so many power cuts, each right after an acknowledged write, lost or damaged something."""
    rng = random.Random(f"{journal}{synchronous}")
    disk = Disk(f"disk-{journal}-{synchronous}")
    (folder / "live").mkdir()
    connection = apsw.Connection(str(folder / "live" / "records.sqlite3"), vfs=disk.name)
    assert (journal.lower(),) in list(connection.execute(pragmas(journal, synchronous)))
    connection.execute("CREATE TABLE record (number INTEGER PRIMARY KEY, words TEXT)")
    lost = 0
    for number in range(1, cuts + 1):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO record VALUES (?, ?)", (number, "w" * rng.randrange(1, 900)))
        connection.execute("COMMIT")
        after = folder / "after"
        after.mkdir()
        lost += not holds(disk.cut(rng, after), number)
        shutil.rmtree(after)
    connection.close()
    disk.unregister()
    return lost


def holds(path: Path, number: int) -> bool:
    with closing(
        sqlite3.connect(path)
    ) as found:  # closed also where it is damaged, or its files go only later
        try:
            whole = found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            kept = found.execute("SELECT count(*) FROM record").fetchone() == (number,)
        except sqlite3.DatabaseError:
            return False
        return whole and kept


@pytest.mark.slow
@pytest.mark.parametrize("journal", ["TRUNCATE", "WAL"])
def test_no_acknowledged_record_is_lost_in_a_power_cut(journal, tmp_path, count):
    lost = losses_in(CUTS, tmp_path, journal, "FULL")
    count(f"G12b power cuts with {journal} and FULL ({lost} lost)", CUTS)
    assert lost == 0


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
@pytest.mark.parametrize("journal", ["TRUNCATE", "WAL"])
def test_the_test_notices_settings_that_lose_records(journal, synchronous, tmp_path):
    assert losses_in(60, tmp_path, journal, synchronous) > 0
