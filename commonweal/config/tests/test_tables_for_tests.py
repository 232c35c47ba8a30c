"""Do the tests begin with the tables that the migrations make, all of them, on whichever database they run?"""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from commonweal.config.shelf_for_tests import SHELF, made_once
from commonweal.config.tables_for_tests import file_with_tables, lay_in


@pytest.mark.django_db
def test_no_migration_is_left_to_be_made():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    made = set(connection.introspection.table_names())
    assert set(connection.introspection.django_table_names(only_existing=False)) <= made


def test_an_installation_begins_with_them_and_keeps_what_it_has(tmp_path):
    lay_in(tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / "commonweal.sqlite3")) as laid:
        laid.execute("DELETE FROM django_migrations")
        laid.commit()
    lay_in(tmp_path / "new")
    count = "SELECT count(*) FROM django_migrations"
    with closing(sqlite3.connect(tmp_path / "new" / "commonweal.sqlite3")) as laid:
        assert laid.execute(count).fetchone() == (0,)
    with closing(sqlite3.connect(file_with_tables())) as made:
        assert made.execute(count).fetchone()[0] > 50
        assert made.execute("SELECT count(*) FROM people_account").fetchone() == (0,)


def test_whoever_asks_first_makes_it_whole_or_not_at_all(tmp_path, monkeypatch):
    monkeypatch.setenv(SHELF, str(tmp_path))
    made = []

    def half(place):
        place.write_text("half")
        raise RuntimeError("it breaks off")

    def whole(place):
        made.append(place)
        place.write_text("whole")

    with pytest.raises(RuntimeError, match="breaks off"):
        made_once("notes/one", half)
    assert not (tmp_path / "notes" / "one").exists()
    assert [made_once("notes/one", whole).read_text() for _ in range(2)] == ["whole", "whole"]
    assert len(made) == 1
    assert sorted(each.name for each in (tmp_path / "notes").iterdir()) == ["one", "one.lock"]
