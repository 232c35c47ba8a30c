"""Is everybody told once, with nothing but that something awaits them, and seen by name before it is sent?"""

import json
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.tests.on_a_file import run_on_a_file
from commonweal.ground.audit.writes import write
from commonweal.ground.messages import reads, writes
from commonweal.ground.messages.models import Message, Sending
from commonweal.ground.messages.post import send_waiting_mail
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.post import ATTEMPTS, pause_after
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_account, make_organisation, viewer_of
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db
AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)


@write("tested a notice", permission=None)
def tell(*, accounts, address="/plans/3/", fail=False, by, at):
    writes.add_notice(account_ids=[a.pk for a in accounts], kind="awaits", at=at, address=address)
    if fail:
        raise ZeroDivisionError


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def test_a_notice_is_part_of_its_write_and_undone_with_it():
    account = make_account()
    with pytest.raises(ZeroDivisionError):
        tell(accounts=[account], fail=True, by=SYSTEM, at=AT)
    assert not Message.objects.exists()
    with pytest.raises(RuntimeError, match="part of a write"):
        writes.add_notice(account_ids=[account.pk], kind="awaits", at=AT)


def test_the_e_mail_says_nothing_but_that_something_awaits():
    account = make_account("delivery_partner")
    tell(accounts=[account], address="/plans/secret-action/7/", by=SYSTEM, at=AT)
    assert send_waiting_mail(now=AT) == 1
    (letter,) = mail.outbox
    text = letter.subject + letter.body
    for word in ("secret", "plans", account.name, "Harrow", "tested"):
        assert word not in text
    assert letter.to == [account.email]


def test_sending_again_sends_nothing_again():
    tell(accounts=[make_account(), make_account()], by=SYSTEM, at=AT)
    assert [send_waiting_mail(now=AT), send_waiting_mail(now=AT + timedelta(days=1))] == [2, 0]
    assert len(mail.outbox) == 2


def test_however_much_awaits_a_person_gets_one_e_mail():
    account = make_account()
    for _ in range(5):
        tell(accounts=[account], by=SYSTEM, at=AT)
    send_waiting_mail(now=AT)
    send_waiting_mail(now=AT + timedelta(days=1))
    assert len(mail.outbox) == 1
    assert not Message.objects.filter(sent_at=None).exists()


def test_what_was_read_already_and_who_was_removed_gets_no_e_mail():
    reader, gone = make_account(), make_account()
    tell(accounts=[reader, gone], by=SYSTEM, at=AT)
    Message.objects.filter(account=reader).update(read_at=AT)
    gone.is_active = False
    gone.save()
    assert send_waiting_mail(now=AT) == 0


class Shut(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("no answer")


def test_a_closed_post_office_is_survived_and_tried_later(monkeypatch, count):
    account, boss = make_account(), make_account("administrator")
    tell(accounts=[account], by=SYSTEM, at=AT)
    real = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", Shut.send_messages)
    now, tried = AT, 0
    for _ in range(ATTEMPTS - 1):
        assert send_waiting_mail(now=now) == 0
        tried += 1
        assert send_waiting_mail(now=now) == 0  # not again before the pause is over
        now += pause_after(tried)
    (row,) = reads.list_unsent(viewer_of(boss))
    assert (row.attempts, row.problem) == (tried, "SMTPServerDisconnected")
    page = client_of(boss).get("/messages/unsent/").content.decode()
    assert account.name in page
    monkeypatch.setattr(EmailBackend, "send_messages", real)
    assert send_waiting_mail(now=now) == 1
    assert not reads.list_unsent(viewer_of(boss))
    count("e-mails tried in vain and sent later", tried)


TWO_WORKERS = """
from datetime import UTC, datetime
from django.core.mail.backends.locmem import EmailBackend
from commonweal.ground.messages.models import Message
from commonweal.ground.messages.post import send_waiting_mail
from commonweal.ground.messages.tests.test_messages import tell
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.visibility.rules import SYSTEM
sent, lock = [], threading.Lock()
def keep(self, messages):
    with lock:
        sent.extend(m.to[0] for m in messages)
    return len(messages)
EmailBackend.send_messages = keep
accounts = [make_account("") for _ in range(60)]
now = datetime.now(UTC)
tell(accounts=accounts, by=SYSTEM, at=now)
def work(_):
    try:
        return send_waiting_mail(now=now)
    finally:
        connections.close_all()
with ThreadPoolExecutor(4) as pool:
    done = list(pool.map(work, range(4)))
print(json.dumps({"sent": len(sent), "people": len(set(sent)), "said": sum(done),
                  "left": Message.objects.filter(sent_at=None).count()}))
"""


@pytest.mark.slow
def test_four_workers_at_once_send_each_e_mail_once(tmp_path, count):
    said = json.loads(run_on_a_file(tmp_path, TWO_WORKERS).splitlines()[-1])
    assert said == {"sent": 60, "people": 60, "said": 60, "left": 0}
    count("e-mails sent once by four workers at once", said["sent"])


def test_everybody_sees_their_own_notices_and_nobody_elses(client):
    mine, other = make_account("contributor"), make_account("contributor")
    tell(accounts=[mine, other], by=SYSTEM, at=AT)
    client = client_of(mine)
    page = client.get("/messages/").content.decode()
    assert "1 thing awaits you" in page
    assert "plans" not in page.split("<main")[1].split("</main>")[0]
    foreign = Message.objects.get(account=other)
    assert client.post(f"/messages/{foreign.pk}/open/").status_code == 404
    own = Message.objects.get(account=mine)
    assert client.get(f"/messages/{own.pk}/open/").status_code == 405
    assert client.post(f"/messages/{own.pk}/open/")["Location"] == "/plans/3/"
    assert "Nothing awaits you" in client.get("/messages/").content.decode()
    assert Message.objects.get(account=other).read_at is None


def test_the_number_stands_in_the_frame():
    account = make_account("contributor")
    tell(accounts=[account], by=SYSTEM, at=AT)
    tell(accounts=[account], by=SYSTEM, at=AT)
    client = client_of(account)
    assert "2<span" in client.get("/account/").content.decode()
    client.post("/messages/put-aside/")
    assert "cw-badge" not in client.get("/account/").content.decode()


def review(client, **given):
    return client.get("/messages/new/", {"check": 1, **given})


def test_every_name_is_shown_before_anything_is_sent():
    manager = make_account("partnership_manager")
    partners = [make_account("delivery_partner") for _ in range(3)]
    stranger = make_account("contributor")
    client = client_of(manager)
    page = review(client, roles=["delivery_partner"], about="/plans/").content.decode()
    assert "3 people get this notice" in page
    assert all(person.name in page for person in partners)
    assert stranger.name not in page
    assert not Message.objects.exists()
    given = {
        "roles": ["delivery_partner"],
        "about": "/plans/",
        "seen": [p.pk for p in partners],
        "once": "key",
    }
    client.post("/messages/send/", given)
    client.post("/messages/send/", given)  # the same button pressed twice
    assert Message.objects.count() == 3
    assert Sending.objects.get().people == 3
    assert AuditEntry.objects.filter(action="messages.send_notice", outcome="done").count() == 1


def test_nothing_is_sent_to_a_list_that_changed_after_it_was_shown():
    manager, partner = make_account("partnership_manager"), make_account("delivery_partner")
    client = client_of(manager)
    review(client, roles=["delivery_partner"])
    late = make_account("delivery_partner")
    client.post("/messages/send/", {"roles": ["delivery_partner"], "about": "/", "seen": [partner.pk]})
    assert not Message.objects.exists()
    client.post(
        "/messages/send/", {"roles": ["delivery_partner"], "about": "/", "seen": [partner.pk, late.pk]}
    )
    assert Message.objects.count() == 2


def test_a_link_body_lead_reaches_their_own_organisation_only():
    own, other = make_organisation(), make_organisation("Brent Council")
    lead = make_account("link_body_lead", organisation=own)
    here, there = (
        make_account("contributor", organisation=own),
        make_account("contributor", organisation=other),
    )
    by = viewer_of(lead)
    assert list(reads.list_organisations(by)) == [own]
    for reach in (
        {"roles": ["contributor"], "organisation_ids": []},
        {"roles": [], "organisation_ids": [own.pk, other.pk]},
    ):
        with pytest.raises(Refused):
            writes.send_notice(**reach, seen=[here.pk, there.pk], address="/", by=by, at=AT)
    writes.send_notice(roles=[], organisation_ids=[own.pk], seen=[here.pk], address="/", by=by, at=AT)
    assert [m.account_id for m in Message.objects.all()] == [here.pk]


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_notice_leads_nowhere_but_to_a_page_of_the_house(address):
    manager, partner = make_account("partnership_manager"), make_account("delivery_partner")
    with pytest.raises(NotPossible):
        writes.send_notice(roles=["delivery_partner"], organisation_ids=[], seen=[partner.pk], address=address,
                           by=viewer_of(manager), at=AT)  # fmt: skip
    answer = review(client_of(manager), roles=["delivery_partner"], about=address).content.decode()
    assert "Enter an address of this house" in answer


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_pages_of_notices_open_for_whom_they_are(role, count):
    client = client_of(make_account(role))
    senders = {name for name, row in all_roles().items() if "messages.send" in row.scopes}
    assert client.get("/messages/").status_code == 200
    assert client.get("/messages/new/").status_code == (200 if role in senders else 404)
    assert client.post("/messages/send/").status_code == (200 if role in senders else 404)
    assert client.get("/messages/unsent/").status_code == (200 if role == "administrator" else 404)
    count("page × role of notices, checked", 4)


def test_a_role_that_has_ended_gets_nothing():
    account = make_account("delivery_partner")
    account.roles.update(until_on=AT.date())
    found = reads.find_recipients(roles=["delivery_partner"], organisation_ids=[], on=AT.date())
    assert found == []
    assert reads.find_recipients(roles=[], organisation_ids=[], on=AT.date()) == []
    assert Organisation.objects.count() == 1
