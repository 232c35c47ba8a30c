"""Is the account of a session the same as from its table, and nobody's whose account is gone or closed?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.ground.people.backend import COLUMNS, AccountBackend
from commonweal.ground.people.models import Account
from commonweal.ground.people.tests.factories import make_account

pytestmark = pytest.mark.django_db


def test_every_value_is_as_from_the_table():
    for account in (make_account("analyst"), make_account("administrator")):
        expected = Account.objects.get(pk=account.pk)
        with CaptureQueriesContext(connection) as asked:
            found = AccountBackend().get_user(account.pk)
            values = {name: getattr(found, name) for name in COLUMNS}
        assert len(asked.captured_queries) == 1
        assert found == expected
        assert values == {name: getattr(expected, name) for name in COLUMNS}
        assert {type(value) for value in values.values()} == {
            type(getattr(expected, name)) for name in COLUMNS
        }


def test_what_is_found_can_be_kept():
    account = AccountBackend().get_user(make_account("analyst").pk)
    assert account is not None
    account.name = "Another name"
    account.save()
    assert Account.objects.get().name == "Another name"


def test_nobody_is_found_under_another_number_or_once_they_were_removed():
    account = make_account("analyst")
    assert AccountBackend().get_user(account.pk + 1000) is None
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert AccountBackend().get_user(account.pk) is None
