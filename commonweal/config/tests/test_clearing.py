"""After a test with real transactions: is everything gone, and does the database still refuse to forget?"""

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.config.clearing_for_tests import statements, without_triggers

pytestmark = pytest.mark.django_db(transaction=True)


def a_table_that_forgets_nothing():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept_in_a_test (word text)")
        cursor.execute("INSERT INTO kept_in_a_test VALUES ('kept')")
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER keep BEFORE DELETE ON kept_in_a_test BEGIN SELECT RAISE(ABORT, 'kept'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER keep BEFORE DELETE ON kept_in_a_test FOR EACH ROW EXECUTE FUNCTION keep()"
            )


def forget():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM kept_in_a_test")


def test_triggers_are_put_aside_and_put_back():
    a_table_that_forgets_nothing()
    try:
        with pytest.raises(DatabaseError, match="kept"):
            forget()
        with without_triggers(connection), transaction.atomic():
            forget()
            transaction.set_rollback(True)
        with pytest.raises(DatabaseError, match="kept"):
            forget()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kept_in_a_test")
            if connection.vendor == "postgresql":
                cursor.execute("DROP FUNCTION keep()")


def test_the_audit_record_is_among_them():
    assert any("audit" in command for command in statements(connection)[0])
