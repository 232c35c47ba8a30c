"""Do the tests begin with the tables that the migrations make, all of them, on whichever database they run?"""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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
