"""Is a session found as long as it lasts, and never for somebody else's key?"""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commonweal.ground.people.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    store = SessionStore()
    store["about"] = "somebody"
    store.save()
    return str(store.session_key)


def test_what_was_kept_is_found_again(key):
    SessionStore().save()
    assert SessionStore(key)["about"] == "somebody"


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_a_session_whose_time_is_over_holds_nothing_and_has_no_key(key, late):
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - late)
    store = SessionStore(key)
    assert "about" not in store
    assert store.session_key is None


@pytest.mark.parametrize("other", ["nobodys" * 5, "", None, "' OR 1=1 --", "x" * 5000, "ключ" * 8])
def test_another_key_finds_nothing(key, other):
    store = SessionStore(other)
    assert "about" not in store
    assert store.session_key is None


def test_a_session_is_one_question(key):
    with CaptureQueriesContext(connection) as asked:
        assert SessionStore(key)["about"] == "somebody"
    assert len(asked.captured_queries) == 1
