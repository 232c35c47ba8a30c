"""Who administers the people of these tests, and in which browser?"""

import pytest
from django.test import Client

from commonweal.ground.people.models import Account
from commonweal.ground.people.tests.factories import make_account


@pytest.fixture
def boss(db: None) -> Account:
    return make_account("administrator")


@pytest.fixture
def office(boss: Account) -> Client:
    client = Client()
    client.force_login(boss)
    return client
