"""Do the tests run on the database that was asked for, and leave the operator's alone?"""

import os
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connection

from commonweal.config import database_for_tests
from commonweal.config.home import PROJECT


@pytest.mark.django_db
def test_this_run_is_on_the_database_it_says():
    assert connection.vendor == os.environ["COMMONWEAL_TEST_DATABASE"]


def test_nothing_of_the_operators_data_is_used():
    assert settings.MODE == "test"
    assert not settings.HOME.is_relative_to(PROJECT)


def test_sqlite_is_used_although_the_environment_names_another(monkeypatch):
    for name in ("COMMONWEAL_MODE", "COMMONWEAL_HOME"):
        monkeypatch.setenv(name, "put back afterwards")
    monkeypatch.setenv("COMMONWEAL_TEST_DATABASE", "sqlite")
    monkeypatch.setenv("DATABASE_URL", "postgresql://operator@example/theirs")
    with ExitStack() as cleanups:
        database_for_tests.choose_environment(cleanups)
        assert "DATABASE_URL" not in os.environ


def test_an_unknown_database_is_refused(monkeypatch):
    for name in ("COMMONWEAL_MODE", "COMMONWEAL_HOME"):
        monkeypatch.setenv(name, "put back afterwards")
    monkeypatch.setenv("COMMONWEAL_TEST_DATABASE", "oracle")
    with ExitStack() as cleanups, pytest.raises(pytest.UsageError):
        database_for_tests.choose_environment(cleanups)
