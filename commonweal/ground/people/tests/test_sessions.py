"""Does a session end when it is too old, too idle, signed out, or no longer the right person's?"""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.people.models import SignIn
from commonweal.ground.people.tests.factories import AT, PASSWORD, is_in, make_account, sign_in, try_password

pytestmark = pytest.mark.django_db


def test_idle_for_half_an_hour_ends_the_session(client):
    account = make_account("contributor")
    with time_machine.travel(AT, tick=False) as clock:
        sign_in(client, account)
        clock.shift(timedelta(minutes=29))
        assert is_in(client)
        clock.shift(timedelta(minutes=29))
        assert is_in(client)
        clock.shift(timedelta(minutes=30))
        assert not is_in(client)


def test_twelve_hours_end_the_session_however_busy_it_was(client):
    account = make_account("contributor")
    with time_machine.travel(AT, tick=False) as clock:
        sign_in(client, account)
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=20))
        assert not is_in(client)


def test_a_removed_person_is_out_with_the_next_request_everywhere(count):
    account, administrator = make_account("contributor"), make_account("administrator")
    clients = [sign_in(Client(), account) for _ in range(3)]
    assert all(is_in(client) for client in clients)
    boss = Client()
    boss.force_login(administrator)
    boss.post(f"/people/{account.pk}/remove/", {"reason": "Left the partnership"})
    assert not any(is_in(client) for client in clients)
    assert Session.objects.count() == 1
    assert try_password(Client(), account.email, PASSWORD).status_code == 200
    count("sessions ended by one removal", len(clients))


def test_a_role_that_has_ended_is_gone_with_the_next_request(client):
    account, administrator = make_account("oversight_auditor"), make_account("administrator")
    client.force_login(account)
    assert client.get("/audit/").status_code == 200
    boss = Client()
    boss.force_login(administrator)
    boss.post(f"/people/roles/{account.roles.get().pk}/end/")
    assert client.get("/audit/").status_code == 404


def test_signing_out_ends_the_session(client):
    sign_in(client, make_account("contributor"))
    key = client.session.session_key
    assert client.get("/sign-out/").status_code == 200
    client.post("/sign-out/")
    assert not is_in(client)
    assert not Session.objects.filter(session_key=key).exists()
    assert SignIn.objects.get().ended_at
    assert AuditEntry.objects.filter(action="people.end_session").count() == 1


def test_one_can_end_ones_other_sessions_but_nobody_elses():
    account, other = make_account("contributor"), make_account("contributor")
    here, there, theirs = (sign_in(Client(), a) for a in (account, account, other))
    foreign = SignIn.objects.get(account=other)
    assert here.post(f"/account/sessions/{foreign.pk}/end/").status_code == 404
    here.post("/account/sessions/end-others/")
    assert (is_in(here), is_in(there), is_in(theirs)) == (True, False, True)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one():
    account = make_account("contributor")
    here, there = (sign_in(Client(), account) for _ in range(2))
    answer = here.post("/account/password/", {"password": "seven lanterns mend an otter"})
    assert answer.status_code == 303
    assert (is_in(here), is_in(there)) == (True, False)
