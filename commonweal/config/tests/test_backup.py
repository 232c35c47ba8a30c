"""Is a copy of the database whole, and is nothing overwritten?"""

import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import note_read
from commonweal.ground.people.clock import now
from commonweal.ground.visibility.rules import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is backed up with pg_dump")


def test_the_copy_holds_every_entry_and_only_its_owner_can_read_it(tmp_path, capsys):
    for number in range(5):
        note_read(what=f"page {number}", by=SYSTEM, at=now())
    file = tmp_path / "copy.sqlite3"
    call_command("backup", str(file))
    with closing(sqlite3.connect(file)) as copy:
        seals = [seal for (seal,) in copy.execute("SELECT seal FROM audit_auditentry ORDER BY sequence")]
    assert seals == list(AuditEntry.objects.order_by("sequence").values_list("seal", flat=True))
    assert len(seals) == 5
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite3"]
    assert "Keep the keys elsewhere" in capsys.readouterr().out


def test_a_file_that_is_there_is_left_alone(tmp_path):
    file = tmp_path / "copy.sqlite3"
    file.write_text("something of somebody's")
    with pytest.raises(CommandError, match="nothing is overwritten"):
        call_command("backup", str(file))
    assert file.read_text() == "something of somebody's"


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("the disk is full")))
    with pytest.raises(CommandError, match="the disk is full"):
        call_command("backup", str(tmp_path / "copy.sqlite3"))
    assert list(tmp_path.iterdir()) == []
