"""Is a method that no address takes refused before anybody is asked who they are?"""

from __future__ import annotations

import pytest
from django.test import Client

NEVER_TAKEN = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")


@pytest.mark.parametrize("method", NEVER_TAKEN)
@pytest.mark.parametrize("path", ["/", "/plans/1/", "/nowhere/", "/static/nothing.css", "/sign-in/"])
def test_it_is_refused_without_a_question_to_the_database(method, path):
    """Without the mark for a database every question would be an error."""
    client = Client(headers={"cookie": "commonweal_session=whose-is-this"})
    answer = client.generic(method, path, b"{}", "application/json")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"
    assert answer["Cache-Control"] == "no-store"
    assert "Nothing else is done here" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_a_browser_sends_passes(client, method):
    assert client.generic(method, "/").status_code == 200
