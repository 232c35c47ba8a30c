"""What does somebody without an account see, and what do those who watch the service ask?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from commonweal.config import errors, health

PUBLIC = ("/", "/accessibility", "/privacy", "/what-this-holds", "/health", "/ready")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_it_needs_no_account_and_leaves_no_cookie(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.django_db
def test_the_front_page_leads_to_signing_in_and_to_what_is_public(client):
    page = client.get("/").content.decode()
    assert "/sign-in/" in page
    assert "/public/" in page


@pytest.mark.django_db
def test_what_it_never_holds_is_said_in_plain_words(client):
    page = client.get("/what-this-holds").content.decode()
    for words in ("immigration status", "Nobody approves their own work", "immigration enforcement"):
        assert words in page


def test_being_alive_asks_the_database_nothing(client):
    assert client.get("/health").content == b"alive\n"


@pytest.mark.django_db
def test_not_ready_where_the_tables_cannot_be_read(client, monkeypatch):
    def away(**given):
        raise DatabaseError

    monkeypatch.setattr(health.AuditHead.objects, "filter", away)
    answer = client.get("/ready")
    assert (answer.status_code, answer.content) == (503, b"not ready: the database\n")


@pytest.mark.django_db
def test_not_ready_where_the_anchors_cannot_be_written(client, settings, tmp_path, monkeypatch):
    settings.AUDIT_ANCHORS = tmp_path / "anchors" / "anchors.jsonl"
    assert client.get("/ready").status_code == 200
    monkeypatch.setattr(health.os, "access", lambda path, mode: False)
    assert client.get("/ready").content == b"not ready: the anchors\n"


def test_a_fault_is_said_without_asking_the_database(rf):
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_gets_a_page_that_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "Open it again" in answer.content.decode()


@pytest.mark.django_db
def test_even_a_refused_host_and_a_redirect_to_https_carry_the_headers(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert "Content-Security-Policy" in client.get("/")
