"""Is who a relationship was with forgotten when it ends, and on the day until which they agreed?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from commonweal import flow
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people.tests.pages import markup
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.daily import end_what_has_run_out
from commonweal.listen.exchange.models import Exchange, IdentityOpening, KeptIdentity, TrustedRelationship
from commonweal.listen.exchange.rules import clocks
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY, World
from commonweal.listen.exchange.tests.pages_of_exchange import browser, date_boxes

pytestmark = pytest.mark.django_db
NAME, REACH = "Zebedee Quill", "Ask at the bakery after five"
WHY = "Their shop was attacked and I am on leave from tomorrow"
UNTIL = TODAY + timedelta(days=30)
THAT_DAY = datetime(2010, 8, 14, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_2010():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def world():
    made = World()
    writes.keep_identity(relationship=made.relationship, name=NAME, how_to_reach=REACH, by=made.desk, at=AT)
    made.relationship.refresh_from_db()
    return made


def agreed_until(world, day):
    TrustedRelationship.objects.filter(pk=world.relationship.pk).update(agreed_until_on=day)
    world.relationship.refresh_from_db()


def end(world):
    return writes.end_relationship(relationship=world.relationship, by=world.desk, at=AT)


def change(world, **given):
    rel = world.relationship
    values = {
        "relationship": rel, "community": rel.community, "purpose": rel.purpose, "since_on": TODAY,
        "agreed_on": TODAY, "state": "ended", "by": world.desk, "at": AT,
    }  # fmt: skip
    return writes.change_relationship(**values | given)


def run_out(world):
    agreed_until(world, TODAY)
    assert end_what_has_run_out(now=AT) == 1


SAYING = (
    lambda relationship, by: writes.record_exchange(
        relationship=relationship, said_on=TODAY, words="A rumour", purposes=["safety"], by=by, at=AT
    ),
    lambda relationship, by: writes.note_what_we_told(
        relationship=relationship, said_on=TODAY, words="What we did", by=by, at=AT
    ),
)
WAYS = {"ended": end, "set to ended among other changes": change, "run out": run_out}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_kept_of_who_it_was_with_however_it_ends(world, way, count):
    WAYS[way](world)
    assert TrustedRelationship.objects.get(pk=world.relationship.pk).state == "ended"
    assert not KeptIdentity.objects.exists()
    desk, page = browser(world.desk), f"/trusted/relationships/{world.relationship.pk}/"
    assert "It has ended" in markup(desk.get(page))
    opened = desk.post(f"{page}open/", {"reason": WHY})
    assert opened.status_code == 303
    seen = markup(desk.get(opened["Location"]))
    assert "Nobody is kept for this relationship" in seen
    assert NAME not in seen
    count("ways in which a relationship ends and nobody is kept", 1)


@pytest.mark.parametrize("way", WAYS)
def test_no_entry_of_the_audit_and_no_notice_keeps_a_name(world, way):
    WAYS[way](world)
    entries = AuditEntry.objects.values_list("words", "reason", "changed", "action", "actor")
    said = str(list(entries)) + str(list(Message.objects.values()))
    assert "Quill" not in said
    assert "bakery" not in said
    last = AuditEntry.objects.latest("sequence")
    assert "state" in last.changed
    assert "identity" not in last.action


def test_an_opening_that_was_under_way_shows_nobody_any_more(world):
    desk = browser(world.desk)
    opened = desk.post(f"/trusted/relationships/{world.relationship.pk}/open/", {"reason": WHY})
    assert NAME in markup(desk.get(opened["Location"]))
    end(world)
    assert NAME not in markup(desk.get(opened["Location"]))


def test_from_that_day_on_nobody_is_shown_even_before_the_program_has_run(world):
    agreed_until(world, UNTIL)
    for day, name in ((THAT_DAY - timedelta(days=1), NAME), (THAT_DAY, None)):
        with time_machine.travel(day, tick=False):
            opening = writes.open_identity(relationship=world.relationship, reason=WHY, by=world.desk, at=day)
            shown = reads.identity_shown(opening, at=day)
            assert (shown.name if shown else None) == name


def test_the_day_until_which_they_agreed_ends_it_once_and_its_keepers_hear_of_it(world):
    agreed_until(world, UNTIL)
    TrustedRelationship.objects.update(stand_in=world.colleague.account_id)
    other = factories.begin(world, agreed_until_on=UNTIL + timedelta(days=1))
    before = THAT_DAY - timedelta(days=1)
    with time_machine.travel(before, tick=False):
        assert end_what_has_run_out(now=before) == 0
    assert KeptIdentity.objects.exists()
    with time_machine.travel(THAT_DAY, tick=False):
        assert end_what_has_run_out(now=THAT_DAY) == 1
        assert end_what_has_run_out(now=THAT_DAY) == 0
    assert not KeptIdentity.objects.exists()
    other.refresh_from_db()
    assert other.state == "building"
    told = set(Message.objects.values_list("account_id", "kind", "address"))
    page = f"/trusted/relationships/{world.relationship.pk}/"
    assert told == {(who.account_id, "changed", page) for who in (world.desk, world.colleague)}


def test_the_step_is_one_of_those_that_run_by_themselves(world):
    assert end_what_has_run_out in [step.run for step in flow.STEPS]


def test_the_program_ends_nothing_to_which_they_still_agree(world):
    agreed_until(world, UNTIL)
    with pytest.raises(NotPossible, match="still agree"):
        writes.end_run_out(relationship=world.relationship, by=SYSTEM, at=AT)
    assert KeptIdentity.objects.exists()


@pytest.mark.parametrize(
    ("until", "on", "over"),
    [(None, TODAY, False), (TODAY, TODAY - timedelta(days=1), False), (TODAY, TODAY, True),
     (TODAY, date(2011, 1, 1), True)],
)  # fmt: skip
def test_an_agreement_is_over_from_its_last_day(until, on, over):
    assert clocks.has_run_out(until, on) is over


def test_what_has_ended_is_not_changed_ended_or_given_a_name_again(world, count):
    end(world)
    world.relationship.refresh_from_db()
    deeds = {
        "end": lambda: end(world),
        "change": lambda: change(world, state="trusted"),
        "name": lambda: writes.keep_identity(
            relationship=world.relationship, name=NAME, by=world.desk, at=AT
        ),
        "tell": lambda: factories.tell(world),
    }
    for deed in deeds.values():
        with pytest.raises(NotPossible, match="has ended"):
            deed()
    assert not KeptIdentity.objects.exists()
    count("deeds refused in an ended relationship", len(deeds))


def test_no_name_is_kept_after_the_day_until_which_they_agreed(world):
    agreed_until(world, TODAY)
    with pytest.raises(NotPossible, match="Ask them again first"):
        writes.keep_identity(relationship=world.relationship, name=NAME, by=world.desk, at=AT)


def test_only_those_who_keep_it_end_it(world, count):
    others = {k: v for k, v in world.everybody().items() if k != "desk"}
    for viewer in others.values():
        with pytest.raises(Refused):
            writes.end_relationship(relationship=world.relationship, by=viewer, at=AT)
    assert KeptIdentity.objects.exists()
    count("people who may not end a relationship", len(others))
    TrustedRelationship.objects.update(stand_in=world.colleague.account_id)
    writes.end_relationship(relationship=world.relationship, by=world.colleague, at=AT)
    assert not KeptIdentity.objects.exists()


def test_it_is_ended_on_its_page_and_what_is_owed_is_still_answered(world):
    desk, page = browser(world.desk), f"/trusted/relationships/{world.relationship.pk}/"
    assert "End the relationship" in markup(desk.get(page))
    assert browser(world.colleague).post(f"{page}end/", {"version": 1}).status_code == 404
    assert desk.post(f"{page}end/", {"version": world.relationship.version}).status_code == 303
    seen = markup(desk.get(page))
    assert "End the relationship" not in seen
    assert f"{page}who/" not in seen
    assert writes.answer(exchange=world.exchange, answer="We thank you", by=world.desk, at=AT).pk


def test_setting_it_to_ended_on_the_form_forgets_as_well(world):
    data = {
        "community": factories.community().pk, "purpose": "Hear of worries", "state": "ended",
        "version": world.relationship.version, **date_boxes("since_on"), **date_boxes("agreed_on"),
    }  # fmt: skip
    done = browser(world.desk).post(f"/trusted/relationships/{world.relationship.pk}/change/", data)
    assert done.status_code == 303, markup(done)
    assert not KeptIdentity.objects.exists()


def test_raw_sql_keeps_no_name_of_an_ended_relationship(world):
    with pytest.raises(DatabaseError, match="keeps no name"), transaction.atomic():
        TrustedRelationship.objects.filter(pk=world.relationship.pk).update(state="ended")
    other = factories.begin(world)
    TrustedRelationship.objects.filter(pk=other.pk).update(state="ended")
    with pytest.raises(DatabaseError, match="keeps no name"), transaction.atomic():
        KeptIdentity.objects.create(relationship=other, name=NAME)
    with pytest.raises(DatabaseError, match="keeps no name"), transaction.atomic():
        KeptIdentity.objects.update(relationship=other)


def test_openings_stay_with_their_reasons_when_the_name_is_gone(world):
    writes.open_identity(relationship=world.relationship, reason=WHY, by=world.desk, at=AT)
    end(world)
    assert IdentityOpening.objects.visible_to(world.member).get().why == WHY


@pytest.mark.parametrize("way", WAYS)
def test_whoever_opened_the_page_before_the_end_keeps_nothing_more(world, way):
    opened_before = TrustedRelationship.objects.get(pk=world.relationship.pk)
    WAYS[way](world)
    kept = Exchange.objects.count()
    for deed in SAYING:
        with pytest.raises(NotPossible):
            deed(opened_before, world.desk)
    assert Exchange.objects.count() == kept


def test_whoever_opened_the_page_before_it_was_handed_on_keeps_nothing_more(world):
    opened_before = TrustedRelationship.objects.get(pk=world.relationship.pk)
    TrustedRelationship.objects.filter(pk=opened_before.pk).update(keeper_id=world.colleague.account_id)
    kept = Exchange.objects.count()
    for deed in SAYING:
        with pytest.raises(Refused):
            deed(opened_before, world.desk)
    assert Exchange.objects.count() == kept
    for deed in SAYING:
        deed(opened_before, factories.again(world.colleague))
    assert Exchange.objects.count() == kept + len(SAYING)
