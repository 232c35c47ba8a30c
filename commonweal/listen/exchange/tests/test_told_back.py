"""Can whoever told us something read what was done with it, with nothing but a receipt, and is nothing else to be had with it?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people import clock
from commonweal.ground.people.tests.pages import text_of
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, NotPossible, Refused
from commonweal.listen.engagement.models import IssueReceipt
from commonweal.listen.engagement.reads.receipts import receipt_of
from commonweal.listen.engagement.rules import receipts as rules
from commonweal.listen.engagement.tests import factories as engaging
from commonweal.listen.engagement.writes import receipts as issue_writes
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.models import ExchangeAddition, ExchangeReceipt
from commonweal.listen.exchange.reads import held
from commonweal.listen.exchange.tests.factories import AT, World, again, tell, viewer
from commonweal.listen.exchange.tests.pages_of_exchange import browser

pytestmark = pytest.mark.django_db
KEY, OTHER = "k" * 40, "o" * 40
SECRET_WORDS = "Many people will arrive for the harvest"
PAGE = "/told-back/"


@pytest.fixture
def world(db: None, monkeypatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return World()


def handed(world: World, key: str = KEY) -> str:
    world.exchange = writes.hand_receipt(exchange=world.exchange, key=key, by=world.desk, at=AT)
    return held.exchange_receipt_of(key)


def spoken_back(world: World) -> None:
    world.exchange = writes.answer(exchange=world.exchange, answer="We thank you", by=world.desk, at=AT)
    world.exchange = writes.tell_back(
        exchange=world.exchange, happened_next="The council found rooms", by=world.desk, at=AT
    )


def add(world: World, receipt: str, **given: Any) -> Any:
    values = {"text": "Two rooms only", "is_right": "partly", "by": PUBLIC_VIEWER, "at": AT}
    return writes.add_to_exchange(exchange=world.exchange, receipt=receipt, **values | given)


# What a receipt opens


def test_with_it_they_read_what_was_written_for_them_and_never_the_record(world):
    receipt = handed(world)
    writes.keep_identity(
        relationship=world.relationship, name="Ana Known", how_to_reach="At the market", by=world.desk, at=AT
    )
    before = text_of(Client().post(PAGE, {"receipt": receipt}))
    assert "We have not written to you yet. We promised to say more by" in before
    spoken_back(world)
    page = Client().post(PAGE, {"receipt": receipt.lower().replace("-", " ")})
    said = text_of(page)
    assert "We thank you" in said
    assert "The council found rooms" in said
    for never in (SECRET_WORDS, "Ana Known", "At the market", "Romanian", "Rumours about work"):  # fmt: skip
        assert never not in said
    assert page["Cache-Control"] == "no-store"
    assert receipt not in page.request["PATH_INFO"] + page.request["QUERY_STRING"]


def test_an_issue_opens_on_the_same_page_and_looks_alike(world):
    issue = engaging.issue()
    issue = issue_writes.hand_receipt(issue=issue, key=KEY, **engaging.who())
    issue_writes.tell_holders(issue=issue, text="The lamps are mended", **engaging.who())
    said = text_of(Client().post(PAGE, {"receipt": receipt_of(KEY, "issue")}))
    assert "The lamps are mended" in said
    for never in (issue.detail, issue.owed_by, issue.basis, issue.engagement.title):
        assert never not in said
    mine = handed(world, OTHER)
    spoken_back(world)
    words = re.compile("We wrote.*?Is what we wrote")
    trusted = text_of(Client().post(PAGE, {"receipt": mine}))
    assert words.sub("", said).split("We wrote")[0] == words.sub("", trusted).split("We wrote")[0]


def test_what_stands_in_the_database_leads_from_nobody_to_nobody(world):
    receipt = handed(world)
    add(world, receipt)
    kept = " ".join(str(v) for row in ExchangeReceipt.objects.values() for v in row.values())
    assert rules.as_typed(receipt) not in kept
    assert {f.name for f in ExchangeReceipt._meta.get_fields()} == {"id", "receipt_hash", "exchange"}
    assert {f.name for f in ExchangeAddition._meta.get_fields()} == {
        "id", "version", "exchange", "is_right", "text", "said_at",
    }  # fmt: skip
    everything = " ".join(
        str(v) for m in apps.get_models() if hasattr(m, "objects") for row in m.objects.values() for v in row.values()
    )  # fmt: skip
    assert rules.as_typed(receipt) not in everything.replace("-", "")


def test_nothing_is_kept_from_which_the_receipt_could_be_made_again(world):
    issue, desk = engaging.issue(), browser(engaging.viewer(engaging.officer()))
    keys = ["p" * 40, "q" * 40]
    browser(world.desk).post(f"/trusted/exchanges/{world.exchange.pk}/receipt/", {"once": keys[0]})
    desk.post(f"/communities/issues/{issue.pk}/receipt/", {"once": keys[1]})
    assert (ExchangeReceipt.objects.count(), IssueReceipt.objects.count()) == (1, 1)
    kept = " ".join(
        str(v) for m in apps.get_models() if hasattr(m, "objects") for row in m.objects.values() for v in row.values()
    )  # fmt: skip
    assert not any(key in kept for key in keys)


def test_one_receipt_opens_one_thing_and_a_near_one_nothing(world, count):
    receipt = rules.as_typed(handed(world))
    other = tell(world, words="Something else")
    writes.hand_receipt(exchange=other, key=OTHER, by=world.desk, at=AT)
    near = {
        receipt[:n] + letter + receipt[n + 1 :]
        for n in range(len(receipt))
        for letter in rules.LETTERS
        if letter != receipt[n]
    }
    tried = [*near, "", "0" * 26, str(world.exchange.pk), ExchangeReceipt.objects.first().receipt_hash]
    assert not any(held.find_told_back(typed) for typed in tried)
    assert held.find_told_back(receipt).record.pk == world.exchange.pk
    assert held.find_told_back(receipt_of(KEY, "issue")) is None
    assert held.find_told_back(receipt_of(KEY, "tension")) is None
    count("receipts handed out, tried with one letter wrong", len(near))


def test_wrong_ones_are_answered_alike_and_slowed_down(world):
    receipt = rules.as_typed(handed(world))
    wrong = receipt[:-1] + ("A" if receipt[-1] != "A" else "B")
    said = {text_of(Client().post(PAGE, {"receipt": typed})) for typed in (wrong, "0" * 26)}
    assert {"We know no such receipt" in each for each in said} == {True}
    assert 429 in [Client().post(PAGE, {"receipt": wrong}).status_code for _ in range(12)]
    assert "We wrote" not in text_of(Client().get(f"{PAGE}?receipt={receipt}"))  # never read from an address


# Who hands it out, and again


def test_only_its_keeper_hands_it_out_and_only_for_what_they_told_us(world, count):
    for name, who in world.everybody().items():
        page = browser(who).get(f"/trusted/exchanges/{world.exchange.pk}/receipt/")
        assert (page.status_code == 200) == (name == "desk"), (name, page.status_code)
        if name != "desk":
            with pytest.raises(Refused):
                writes.hand_receipt(exchange=world.exchange, key=KEY, by=who, at=AT)
        count("roles that ask for a receipt to hand out", 1)
    ours = writes.note_what_we_told(
        relationship=world.relationship, said_on=AT.date(), words="We said", by=world.desk, at=AT
    )
    with pytest.raises(NotPossible, match="for what they told us"):
        writes.hand_receipt(exchange=ours, key=KEY, by=world.desk, at=AT)
    with pytest.raises(NotPossible, match="too old"):
        writes.hand_receipt(exchange=world.exchange, key="short", by=world.desk, at=AT)


def test_a_new_one_takes_the_place_of_one_that_was_lost(world):
    lost, found = handed(world), handed(world, OTHER)
    assert held.find_told_back(lost) is None
    assert held.find_told_back(found).record.pk == world.exchange.pk


def test_the_page_shows_it_once_and_sent_twice_it_is_the_same(world):
    client, path = browser(world.desk), f"/trusted/exchanges/{world.exchange.pk}/receipt/"
    page = client.get(path).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    shown = [re.search(r'id="receipt">([^<]+)<', client.post(path, {"once": once}).content.decode())[1] for _ in "12"]  # fmt: skip
    assert shown[0] == shown[1]
    assert ExchangeReceipt.objects.count() == 1
    assert shown[0] not in client.get(path).content.decode()
    assert client.post(path, {"once": once})["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.filter(action="exchange.hand_receipt")
    assert entry.count() == 1
    assert rules.as_typed(shown[0]) not in str(entry.values())


# What they say to it


def test_they_say_whether_it_is_right_and_only_the_keeper_reads_it(world):
    receipt = handed(world)
    spoken_back(world)
    answer = Client().post(
        PAGE, {"receipt": receipt, "said": "1", "is_right": "no", "text": "They found none"}
    )
    assert "You added" in text_of(answer)
    assert "It is not right." in text_of(answer)
    assert [(m.account_id, m.address) for m in Message.objects.all()] == [
        (world.desk.account_id, f"/trusted/exchanges/{world.exchange.pk}/")
    ]
    assert "They found none" in text_of(browser(world.desk).get(f"/trusted/exchanges/{world.exchange.pk}/"))
    for name, who in world.everybody().items():
        seen = ExchangeAddition.objects.visible_to(again(who)).count()
        assert seen == (1 if name == "desk" else 0), name
        page = browser(who).get(f"/trusted/exchanges/{world.exchange.pk}/")
        assert name == "desk" or "They found none" not in text_of(page)


def test_whoever_adds_is_kept_by_nothing_also_where_they_are_browser(world):
    receipt = handed(world)
    client = browser(world.partner)
    client.post(PAGE, {"receipt": receipt, "said": "1", "text": "It goes on"}, REMOTE_ADDR="203.0.113.77")
    entry = AuditEntry.objects.get(action="exchange.add_to_exchange")
    assert (entry.actor_id, entry.organisation, entry.request_id) == (None, "", "")
    assert ExchangeAddition.objects.get().text == "It goes on"


def test_without_the_receipt_nothing_is_added_and_words_about_a_person_are_refused(world):
    receipt = handed(world)
    for typed in ("", "0" * 26, receipt_of(OTHER, "exchange")):
        with pytest.raises(Refused):
            add(world, typed)
    with pytest.raises(NotPossible, match="few words"):
        add(world, receipt, text=" ", is_right="")
    with pytest.raises(NotPossible, match="yes, partly or no"):
        add(world, receipt, is_right="maybe")
    named = {"receipt": receipt, "said": "1", "text": "Call me on 07700 900123"}
    assert Client().post(PAGE, named).status_code == 422
    empty = Client().post(PAGE, {"receipt": receipt, "said": "1"})
    assert (empty.status_code, "write a few words" in text_of(empty)) == (422, True)
    assert not ExchangeAddition.objects.exists()
    for _ in range(rules.MOST_ADDITIONS):
        add(world, receipt)
    with pytest.raises(NotPossible, match="very much already"):
        add(world, receipt)


# Taken back


def test_taken_back_the_receipt_opens_nothing_and_no_word_is_left(world):
    receipt = handed(world)
    spoken_back(world)
    add(world, receipt)
    world.exchange.refresh_from_db()
    writes.take_back(exchange=world.exchange, by=world.desk, at=AT)
    assert held.find_told_back(receipt) is None
    assert not ExchangeAddition.objects.exists()
    assert not ExchangeReceipt.objects.exists()
    with pytest.raises(NotPossible, match="taken it back"):
        writes.hand_receipt(exchange=world.exchange, key=OTHER, by=world.desk, at=AT)


@pytest.mark.parametrize(
    "past_the_writes",
    [
        lambda e: ExchangeReceipt.objects.create(exchange=e, receipt_hash="h" * 64),
        lambda e: ExchangeAddition.objects.create(exchange=e, text="Word", said_at=AT),
    ],
)
def test_the_database_keeps_nothing_for_what_was_taken_back(world, past_the_writes):
    gone = writes.take_back(exchange=world.exchange, by=world.desk, at=AT)
    with pytest.raises(DatabaseError, match="keeps no words"), transaction.atomic():
        past_the_writes(gone)
    other = tell(world, words="Something else")
    writes.hand_receipt(exchange=other, key=OTHER, by=world.desk, at=AT)
    with pytest.raises(DatabaseError, match="keeps no words"), transaction.atomic():
        type(other).objects.filter(pk=other.pk).update(
            state="withdrawn", words="", answer="", happened_next=""
        )


def test_the_purpose_lock_stands_as_it_stood(world):
    receipt = handed(world)
    add(world, receipt)
    asked = writes.record_request(
        exchange=world.exchange, organisation=world.border, purpose="immigration_enforcement", asked_on=AT.date(),
        by=world.desk, at=AT,
    )  # fmt: skip
    assert asked.is_refused
    guard = viewer("delivery_partner", world.border)
    assert not ExchangeAddition.objects.visible_to(guard).exists()
