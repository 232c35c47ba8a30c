"""Does a link in a letter work once, for whom it was sent, in its time, and past no second step?"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.people.links import token_for
from commonweal.ground.people.models import Account, Letter
from commonweal.ground.people.post import send_waiting_letters
from commonweal.ground.people.tests.factories import give_app, make_account
from commonweal.ground.people.tests.invitations import NEW, invite, link_to

pytestmark = pytest.mark.django_db


def test_an_invitation_says_nothing_but_that_one_is_invited(office):
    assert invite(office).status_code == 303
    account = Account.objects.get(email="new@mail.example")
    assert send_waiting_letters(now=datetime.now(UTC)) == 1
    (message,) = mail.outbox
    assert message.to == [account.email]
    text = message.subject + message.body
    for secret in (account.name, "Harrow", "Delivery partner", account.email):
        assert secret not in text
    assert link_to(account) in text
    assert send_waiting_letters(now=datetime.now(UTC)) == 0


def test_the_invited_person_chooses_a_password_and_sets_up_a_second_step(office):
    invite(office)
    account = Account.objects.get(email="new@mail.example")
    guest = Client()
    assert guest.get(link_to(account)).status_code == 200
    assert guest.post(link_to(account), {"name": "My Name", "password": NEW})["Location"] == "/sign-in/"
    guest.post("/sign-in/", {"login": account.email, "password": NEW})
    assert guest.get("/")["Location"] == "/account/second-step/"
    account.refresh_from_db()
    assert account.name == "My Name"
    assert verify_chain()[1] is None


def test_an_invitation_works_once(office):
    invite(office)
    account = Account.objects.get(email="new@mail.example")
    link = link_to(account)
    assert Client().post(link, {"name": "First", "password": NEW}).status_code == 303
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"name": "Second", "password": NEW + "!"}).status_code == 410
    account.refresh_from_db()
    assert account.name == "First"


def test_an_invitation_runs_out_after_seven_days(office):
    invite(office)
    link = link_to(Account.objects.get(email="new@mail.example"))
    for days, status in ((6.9, 200), (7.1, 410)):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
            assert Client().get(link).status_code == status


def test_a_newer_invitation_ends_the_older_one(office):
    invite(office)
    account = Account.objects.get(email="new@mail.example")
    old = link_to(account)
    office.post(f"/people/{account.pk}/invite-again/")
    assert Client().get(old).status_code == 410
    assert Client().get(link_to(account)).status_code == 200


@pytest.mark.parametrize(
    "spoil",
    [lambda t: t[:-1], lambda t: f"{9 - int(t[0])}{t[1:]}", lambda t: t + "x", lambda t: "", lambda t: "1"],
)
def test_a_link_that_was_tampered_with_opens_nothing(office, spoil):
    invite(office)
    token = token_for(Letter.objects.get())
    assert Client().get(f"/invitation/{spoil(token)}/").status_code in (404, 410)
    assert Client().get(f"/password/new/{token}/").status_code == 410


def test_a_new_password_by_e_mail_does_not_pass_by_the_second_step():
    account = make_account()
    give_app(account)
    inside = Client()
    inside.force_login(account)
    guest = Client()
    guest.post("/password/forgotten/", {"email": account.email})
    link = link_to(account)
    assert guest.post(link, {"password": NEW})["Location"] == "/sign-in/"
    assert guest.get("/account/").status_code == 302
    assert guest.post("/sign-in/", {"login": account.email, "password": NEW})["Location"] == "/sign-in/code/"
    assert guest.get("/account/").status_code == 302
    assert Client().get(link).status_code == 410
    # Whoever was inside with the old password is out.
    assert inside.get("/account/").status_code == 302


def test_a_new_password_runs_out_within_the_hour():
    account = make_account("contributor")
    Client().post("/password/forgotten/", {"email": account.email})
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        assert Client().get(link_to(account)).status_code == 410


def test_a_removed_person_cannot_use_a_link_that_was_sent_before(office):
    invite(office)
    account = Account.objects.get(email="new@mail.example")
    link = link_to(account)
    office.post(f"/people/{account.pk}/remove/", {"reason": "A mistake"})
    assert Client().get(link).status_code == 410
    assert send_waiting_letters(now=datetime.now(UTC)) == 0
