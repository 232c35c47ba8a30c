"""Do those who keep a relationship hear once, and without content, that an answer is late?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal import flow
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.messages.rules import SENTENCES
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.daily import remind_of_late_answers
from commonweal.listen.exchange.models import Exchange, TrustedRelationship
from commonweal.listen.exchange.rules import clocks
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY, World

pytestmark = pytest.mark.django_db
TO_ACKNOWLEDGE = date(2010, 7, 19)
NEXT = date(2010, 8, 12)


@pytest.fixture
def world():
    made = World()
    TrustedRelationship.objects.update(stand_in=made.colleague.account_id)
    made.relationship.refresh_from_db()
    assert (made.exchange.acknowledge_by_on, made.exchange.next_by_on) == (TO_ACKNOWLEDGE, NEXT)
    return made


def on(day):
    return AT + (day - TODAY)


def remind(day):
    return remind_of_late_answers(now=on(day))


def told():
    return set(Message.objects.values_list("account_id", flat=True))


def test_the_keeper_and_the_stand_in_are_reminded_once_from_the_day_after(world):
    assert [remind(TO_ACKNOWLEDGE + timedelta(days=n)) for n in (-3, 0, 1, 1, 2, 9)] == [0, 0, 1, 0, 0, 0]
    assert told() == {world.desk.account_id, world.colleague.account_id}
    assert Message.objects.count() == 2


def test_the_notice_says_nothing_of_what_was_said_or_from_whom(world):
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    remind(TO_ACKNOWLEDGE + timedelta(days=1))
    for message in Message.objects.all():
        assert str(message) == SENTENCES["awaits"]
        assert message.address == f"/trusted/exchanges/{world.exchange.pk}/"
        assert (message.record_type, message.record_id) == ("", None)
    entry = AuditEntry.objects.latest("sequence")
    said = str(list(Message.objects.values())) + entry.words + entry.reason + entry.changed
    assert "harvest" not in said
    assert "Quill" not in said


def test_what_happened_next_is_reminded_of_by_itself(world):
    remind(TO_ACKNOWLEDGE + timedelta(days=1))
    writes.acknowledge(exchange=world.exchange, by=world.desk, at=on(TO_ACKNOWLEDGE + timedelta(days=1)))
    assert [remind(NEXT + timedelta(days=n)) for n in (-5, 0, 1, 2)] == [0, 0, 1, 0]
    assert Message.objects.count() == 4


@pytest.mark.parametrize("state", ["answered", "told_back", "withdrawn"])
def test_only_what_is_owed_is_reminded_of(world, state, count):
    answered = writes.answer(exchange=world.exchange, answer="Thank you", by=world.desk, at=AT)
    if state == "told_back":
        writes.tell_back(exchange=answered, happened_next="It was mended", by=world.desk, at=AT)
    elif state == "withdrawn":
        writes.take_back(exchange=answered, by=world.desk, at=AT)
    assert remind(TO_ACKNOWLEDGE + timedelta(days=1)) == 0
    assert remind(NEXT + timedelta(days=1)) == (state == "answered")
    count("states of an exchange and whether its keepers are reminded", 1)


def test_nobody_is_reminded_of_what_we_told_them(world):
    writes.take_back(exchange=world.exchange, by=world.desk, at=AT)
    writes.note_what_we_told(
        relationship=world.relationship, said_on=TODAY, words="Thanks", by=world.desk, at=AT
    )
    assert remind(date(2011, 1, 1)) == 0


def test_whoever_has_gone_is_not_reminded_and_whoever_is_named_is(world):
    late = TO_ACKNOWLEDGE + timedelta(days=1)
    RoleHeld.objects.filter(account_id=world.desk.account_id).update(until_on=TODAY)
    assert remind(late) == 1
    assert told() == {world.colleague.account_id}
    other = factories.tell(world, by=world.colleague)
    RoleHeld.objects.filter(account_id=world.colleague.account_id).update(until_on=late)
    assert remind(late) == 0, "nobody keeps it: it waits on the list of those without a keeper"
    newcomer = factories.viewer("desk_officer", world.police)
    TrustedRelationship.objects.update(keeper=newcomer.account_id, stand_in=None)
    assert remind(late) == 1
    other.refresh_from_db()
    assert other.reminded_on == late
    assert newcomer.account_id in told()


def test_whoever_is_typing_an_answer_meanwhile_is_not_told_that_it_was_changed(world):
    seen = Exchange.objects.get().version
    remind(TO_ACKNOWLEDGE + timedelta(days=1))
    answered = writes.answer(
        exchange=world.exchange, answer="Thank you", version=seen, by=world.desk,
        at=on(TO_ACKNOWLEDGE + timedelta(days=1)),
    )  # fmt: skip
    assert answered.answer == "Thank you"


def test_a_second_process_and_a_stranger_remind_nobody(world):
    late = on(TO_ACKNOWLEDGE + timedelta(days=1))
    with pytest.raises(NotPossible):
        writes.remind_keepers(exchange=world.exchange, by=SYSTEM, at=AT)
    with pytest.raises(Refused):
        writes.remind_keepers(exchange=world.exchange, by=world.partner, at=late)
    writes.remind_keepers(exchange=world.exchange, by=SYSTEM, at=late)
    with pytest.raises(NotPossible):
        writes.remind_keepers(exchange=world.exchange, by=SYSTEM, at=late)
    assert Message.objects.count() == 2


def test_the_list_and_the_rule_agree_on_every_day(world, count):
    for days in range(40):
        day = TODAY + timedelta(days=days)
        listed = reads.list_to_remind(day).filter(pk=world.exchange.pk).exists()
        assert listed == reads.is_unreminded(Exchange.objects.get(), on=day), day
        remind(day)
        count("days on which the list of late answers was looked at", 1)


def test_the_step_is_one_of_those_that_run_by_themselves():
    assert remind_of_late_answers in [step.run for step in flow.STEPS]


@given(st.integers(-30, 60), st.none() | st.integers(-30, 60))
def test_somebody_is_reminded_only_when_late_and_not_since(late_by, reminded):
    owed = clocks.owed("It", TODAY, TODAY + timedelta(days=late_by))
    when = None if reminded is None else TODAY + timedelta(days=reminded)
    expected = late_by > 0 and (reminded is None or reminded <= 0)
    assert clocks.is_to_be_reminded(owed, when) is expected
    assert clocks.is_to_be_reminded(None, when) is False
