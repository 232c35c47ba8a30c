"""Does every step of every state work for exactly those who may take it?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.analysis.scheduling import is_working_day
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.scales.values import Clock
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.models import AgreedPurpose, IdentityOpening, Relay, RelayRecipient
from commonweal.listen.exchange.rules import clocks, grading
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY


def recipient_in(world, state):
    row = factories.relay(world).recipients.get()
    extra = {"decided_at": AT, "decided_by_id": world.partner.account_id}
    used = {"use_said": "So", "use_said_at": AT} if state in {"used", "not_used"} else {}
    RelayRecipient.objects.filter(pk=row.pk).update(state=state, **extra, **used)
    return RelayRecipient.objects.get(pk=row.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "deed", ["begin", "change", "identity", "open", "record", "told", "request", "relay"]
)
def test_only_those_who_keep_a_relationship_do_anything_in_it(world, deed, count):
    """A colleague with the same role in the same body is refused as everybody else is; a stand-in is not."""
    rel = world.relationship
    deeds = {
        "begin": lambda by: factories.begin(world, by=by),
        "change": lambda by: writes.change_relationship(
            relationship=rel, community=rel.community, purpose="Other", since_on=TODAY, agreed_on=TODAY,
            state="trusted", by=by, at=AT),
        "identity": lambda by: writes.keep_identity(relationship=rel, name="Zebedee Quill", by=by, at=AT),
        "open": lambda by: writes.open_identity(
            relationship=rel, reason="They were threatened last night", by=by, at=AT),
        "record": lambda by: factories.tell(world, by=by),
        "told": lambda by: writes.note_what_we_told(relationship=rel, said_on=TODAY, words="Thanks", by=by, at=AT),
        "request": lambda by: writes.record_request(
            exchange=world.exchange, organisation=world.council, purpose="safety", asked_on=TODAY, by=by, at=AT),
        "relay": lambda by: factories.relay(world, by=by),
    }  # fmt: skip
    allowed = {"begin": {"desk", "colleague"}, "relay": {"desk", "colleague", "analyst", "lead"}}.get(
        deed, {"desk"}
    )
    for name, viewer in world.everybody().items():
        if name in allowed:
            deeds[deed](viewer)
        else:
            before = AuditEntry.objects.filter(outcome="refused").count()
            with pytest.raises(Refused):
                deeds[deed](viewer)
            assert AuditEntry.objects.filter(outcome="refused").count() == before + 1
    count("deeds in a relationship × people", len(world.everybody()))
    if deed in {"record", "open"}:
        type(rel).objects.filter(pk=rel.pk).update(stand_in=world.colleague.account_id)
        rel.refresh_from_db()
        deeds[deed](world.colleague)


@pytest.mark.django_db
def test_taking_back_empties_its_relays_and_leaves_no_purpose(world):
    recipient = recipient_in(world, "accepted")
    writes.take_back(exchange=world.exchange, by=world.desk, at=AT)
    assert Relay.objects.get().text == ""
    recipient.refresh_from_db()
    assert recipient.state == "withdrawn"
    assert not AgreedPurpose.objects.filter(withdrawn_at=None).exists()
    world.exchange.refresh_from_db()
    with pytest.raises(NotPossible, match="taken it back"):
        factories.relay(world)


@pytest.mark.django_db
def test_a_relay_alone_is_taken_back_once(world):
    relay = factories.relay(world)
    writes.take_back_relay(relay=relay, reason="It named a street", by=world.desk, at=AT)
    assert RelayRecipient.objects.get().state == "withdrawn"
    with pytest.raises(NotPossible):
        writes.take_back_relay(relay=relay, reason="Again", by=world.desk, at=AT)


@pytest.mark.django_db
def test_an_opening_tells_everybody_who_oversees_and_nobody_else(world):
    from commonweal.ground.messages.models import Message

    opening = writes.open_identity(
        relationship=world.relationship, reason="They were threatened last night", by=world.desk, at=AT
    )
    told = set(Message.objects.values_list("account_id", flat=True))
    assert told == {world.member.account_id, world.auditor.account_id}
    assert opening.until_at - opening.opened_at == timedelta(minutes=10)
    assert IdentityOpening.objects.visible_to(world.member).get().shows("why")
    assert not IdentityOpening.objects.visible_to(world.member).get().shows("relationship")
    assert not IdentityOpening.objects.visible_to(world.manager).exists()


@pytest.mark.django_db
def test_nothing_is_told_in_a_relationship_that_has_ended(world):
    type(world.relationship).objects.filter(pk=world.relationship.pk).update(state="ended")
    world.relationship.refresh_from_db()
    with pytest.raises(NotPossible, match="has ended"):
        factories.tell(world)


@pytest.mark.django_db
def test_clocks_run_from_the_day_it_was_said(world):
    friday = factories.tell(world, said_on=date(2010, 7, 9))
    assert friday.acknowledge_by_on == date(2010, 7, 13)
    assert friday.next_by_on == date(2010, 8, 6)
    assert friday.clock == "trusted_clock@1"


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 40))
def test_a_working_clock_ends_on_a_working_day_and_never_before_a_plain_one(since, days):
    working = clocks.due_on(Clock("a", "A", days, working=True), since)
    assert is_working_day(working)
    assert working >= clocks.due_on(Clock("a", "A", days), since)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_late_counts_the_days_after_the_last_one(due, later):
    assert clocks.owed("It", due, due + timedelta(days=later)).days_late == later
    assert clocks.owed("It", due, due - timedelta(days=later)).days_late == 0


@pytest.mark.parametrize(
    ("handling", "conditions", "fits"), [("C", "", False), ("C", " ", False), ("C", "Keep it", True), ("P", "", True), ("P", "Keep it", False)]
)  # fmt: skip
def test_conditions_stand_with_the_handling_that_needs_them(handling, conditions, fits):
    if fits:
        grading.check_conditions(handling, conditions)
    else:
        with pytest.raises(NotPossible):
            grading.check_conditions(handling, conditions)
