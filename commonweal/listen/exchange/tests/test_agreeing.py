"""Is a purpose that was refused open once those who told us were asked, and to nobody before?"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.people.tests.pages import markup
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.models import AgreedPurpose, Exchange, Relay, TrustedRelationship
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY, World
from commonweal.listen.exchange.tests.pages_of_exchange import browser, date_boxes

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=5)
THEN = TODAY + timedelta(days=5)


@pytest.fixture
def world():
    return World()


@pytest.fixture(autouse=True)
def in_2010():
    with time_machine.travel(LATER, tick=False):
        yield


def agree(world, **given):
    values = {
        "exchange": world.exchange, "purpose": "public_order", "agreed_on": THEN, "by": world.desk, "at": LATER,
    }  # fmt: skip
    return writes.agree_purpose(**values | given)


def ask_for(world, purpose):
    return writes.record_request(
        exchange=world.exchange, organisation=world.council, purpose=purpose, asked_on=TODAY, by=world.desk, at=LATER
    )  # fmt: skip


def test_refused_then_agreed_then_relayed(world):
    assert ask_for(world, "public_order").lock == "not_agreed"
    with pytest.raises(NotPossible, match="Ask them first"):
        factories.relay(world, purpose="public_order", at=LATER)
    agree(world)
    assert ask_for(world, "public_order").lock == ""
    assert factories.relay(world, purpose="public_order", at=LATER).purpose == "public_order"
    assert list(world.exchange.requests.order_by("pk").values_list("lock", flat=True)) == ["not_agreed", ""]


def test_enforcement_opens_only_by_its_own_agreement_and_never_to_a_body_that_enforces(world):
    locked = "immigration_enforcement"
    agree(world)
    with pytest.raises(Refused, match="did not agree"):
        factories.relay(world, purpose=locked, at=LATER)
    agree(world, purpose=locked)
    assert factories.relay(world, purpose=locked, at=LATER).pk
    with pytest.raises(Refused, match="enforces immigration law"):
        factories.relay(world, purpose=locked, organisations=[world.border], at=LATER)


def test_the_agreement_stands_with_its_own_day_and_its_entry_in_the_audit(world):
    before = Exchange.objects.get().digest()
    agree(world)
    kept = AgreedPurpose.objects.get(purpose="public_order")
    assert (kept.agreed_on, kept.withdrawn_at, kept.scale) == (THEN, None, "sharing_purpose@1")
    entry = AuditEntry.objects.latest("sequence")
    assert entry.action == "exchange.agree_purpose"
    assert entry.before == before
    assert entry.after == Exchange.objects.get().digest() != before


def test_only_its_keeper_or_whoever_stands_in_records_it(world, count):
    others = {k: v for k, v in world.everybody().items() if k != "desk"}
    for viewer in others.values():
        with pytest.raises(Refused):
            agree(world, by=viewer)
    assert AgreedPurpose.objects.count() == 2
    count("people who may not record an agreement", len(others))
    TrustedRelationship.objects.update(stand_in=world.colleague.account_id)
    assert agree(world, by=world.colleague).pk


@pytest.mark.parametrize(
    ("given", "why"),
    [({"purpose": "safety"}, "already"), ({"agreed_on": THEN + timedelta(days=1)}, "not before"),
     ({"agreed_on": TODAY - timedelta(days=1)}, "before they told us")],
)  # fmt: skip
def test_what_cannot_be_agreed_is_said_in_a_sentence(world, given, why):
    with pytest.raises(NotPossible, match=why):
        agree(world, **given)
    assert AgreedPurpose.objects.count() == 2


STATES = {
    "told": (), "acknowledged": (writes.acknowledge,), "answered": (lambda **g: writes.answer(answer="Yes", **g),),
    "told_back": (lambda **g: writes.answer(answer="Yes", **g), lambda **g: writes.tell_back(happened_next="So", **g)),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_it_is_recorded_in_every_state_and_moves_none(world, state, count):
    for step in STATES[state]:
        step(exchange=Exchange.objects.get(), by=world.desk, at=AT)
    assert agree(world).state == state
    count("states of an exchange in which an agreement is recorded", 1)


def test_what_was_taken_back_told_by_us_or_ended_is_not_agreed_to(world):
    ours = writes.note_what_we_told(
        relationship=world.relationship, said_on=TODAY, words="Thanks", by=world.desk, at=AT
    )
    with pytest.raises(NotPossible, match="We told them"):
        agree(world, exchange=ours)
    TrustedRelationship.objects.update(state="ended")
    with pytest.raises(NotPossible, match="has ended"):
        agree(world)
    writes.take_back(exchange=world.exchange, by=world.desk, at=AT)
    with pytest.raises(NotPossible, match="taken it back"):
        agree(world)
    assert not reads.agreed_purposes(world.exchange)


def test_a_later_agreement_is_taken_back_with_the_rest(world):
    agree(world)
    writes.take_back(exchange=Exchange.objects.get(), by=world.desk, at=LATER)
    assert not AgreedPurpose.objects.filter(withdrawn_at=None).exists()


def test_two_who_record_at_once_do_not_overwrite_each_other(world):
    seen = Exchange.objects.get().version
    agree(world, version=seen)
    with pytest.raises(Stale):
        agree(world, purpose="crime_prevention", version=seen)


def test_from_the_refusal_to_the_relay_on_the_pages(world):
    desk, page = browser(world.desk), f"/trusted/exchanges/{world.exchange.pk}/"
    relay = {
        "title": "Arrivals", "text": "Many", "purpose": "public_order", "source_grade": "2", "information_grade": "C",
        "handling": "P", "organisations": [world.council.pk],
    }  # fmt: skip
    assert "Ask them first" in markup(desk.post(f"{page}relay/", relay))
    assert f"{page}agree/" in markup(desk.get(page))
    form = markup(desk.get(f"{page}agree/"))
    assert 'value="public_order"' in form
    assert 'value="safety"' not in form
    sent = {"purpose": "public_order", "version": world.exchange.version, **date_boxes("agreed_on", 20)}
    assert desk.post(f"{page}agree/", sent).status_code == 303
    assert "since they agreed on 20 July 2010" in markup(desk.get(page))
    assert desk.post(f"{page}relay/", relay).status_code == 303
    assert Relay.objects.get().purpose == "public_order"
    assert desk.post(f"{page}agree/", sent).status_code == 422, "what is agreed to is not offered again"
    assert AgreedPurpose.objects.filter(purpose="public_order").count() == 1


@pytest.mark.parametrize("who", ["colleague", "analyst", "lead", "partner", "member"])
def test_nobody_else_is_shown_the_page(world, who):
    client, page = browser(getattr(world, who)), f"/trusted/exchanges/{world.exchange.pk}/"
    assert client.get(f"{page}agree/").status_code in {403, 404}
    assert "agree/" not in markup(client.get(page))
