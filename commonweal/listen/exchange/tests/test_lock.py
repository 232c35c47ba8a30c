"""Does the purpose lock hold by page, by write, by command and by raw SQL?"""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.models import Organisation, OrganisationParent
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import LISTENING, all_roles
from commonweal.ground.scales.rules import BadScale, check_scale
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused, Tier
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.models import (
    AgreedPurpose,
    Exchange,
    IdentityOpening,
    Relay,
    RelayRecipient,
    SharingRequest,
    TrustedRelationship,
)
from commonweal.listen.exchange.rules.lock import Lock, Wish, lock_on
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY

pytestmark = pytest.mark.django_db
PURPOSES = (
    "reassurance",
    "safety",
    "services",
    "crime_prevention",
    "public_order",
    "immigration_enforcement",
)
LOCKED = "immigration_enforcement"


# The rule


def test_every_purpose_agreement_and_kind_of_body_is_decided_as_the_promise_says(count):
    decided = 0
    for purpose in PURPOSES:
        for number in range(2 ** len(PURPOSES)):
            agreed = {p for bit, p in enumerate(PURPOSES) if number >> bit & 1}
            for enforces in (False, True):
                lock = lock_on(Wish(purpose, enforces), agreed)
                expected = Lock.OPEN if purpose in agreed else Lock.NOT_AGREED
                if purpose == LOCKED and purpose not in agreed:
                    expected = Lock.PURPOSE
                assert lock is (Lock.BODY if enforces else expected)
                decided += 1
    count("G21 purposes × agreements × bodies decided", decided)
    assert decided == 768


# The writes


def test_a_relay_to_a_body_that_enforces_is_refused_whatever_was_agreed(world, count):
    exchange = factories.tell(world, purposes=list(PURPOSES))
    for purpose in PURPOSES:
        with pytest.raises(Refused, match="enforces immigration law"):
            factories.relay(
                world, exchange=exchange, purpose=purpose, organisations=[world.council, world.border]
            )
    assert not Relay.objects.exists()
    kept = AuditEntry.objects.filter(action="exchange.send_relay", outcome="refused")
    assert kept.count() == len(PURPOSES)
    count("G21 relays to immigration enforcement refused and kept", kept.count())


def test_a_team_of_a_body_that_enforces_is_one_too(world):
    team = factories.body("Local enforcement team", "team")
    OrganisationParent.objects.create(organisation=team, parent=world.border)
    with pytest.raises(Refused):
        factories.relay(world, organisations=[team])
    with pytest.raises(DatabaseError), transaction.atomic():
        RelayRecipient.objects.create(
            relay=factories.relay(world), organisation=team, sender=world.police, purpose="services", scale="x",
            handling="P", sent_at=AT, use_by_on=TODAY,
        )  # fmt: skip


def test_enforcement_needs_the_word_of_those_who_told_us(world):
    with pytest.raises(Refused, match="did not agree"):
        factories.relay(world, purpose=LOCKED)
    agreed = factories.tell(world, purposes=[LOCKED])
    assert factories.relay(world, exchange=agreed, purpose=LOCKED).pk


def test_another_purpose_is_asked_for_and_not_a_transgression(world):
    with pytest.raises(NotPossible, match="Ask them first"):
        factories.relay(world, purpose="public_order")


def test_a_relationship_is_never_kept_through_a_body_that_enforces(world):
    with pytest.raises(Refused):
        factories.begin(world, organisation=world.border)
    with pytest.raises(DatabaseError), transaction.atomic():
        TrustedRelationship.objects.filter(pk=world.relationship.pk).update(organisation=world.border)


@pytest.mark.parametrize(
    ("organisation", "purpose", "lock"),
    [("border", "safety", "body"), ("border", LOCKED, "body"), ("council", LOCKED, "purpose"),
     ("council", "public_order", "not_agreed"), ("council", "safety", "")],
)  # fmt: skip
def test_a_request_is_kept_with_what_the_rule_says(world, organisation, purpose, lock):
    request = writes.record_request(
        exchange=world.exchange, organisation=getattr(world, organisation), purpose=purpose, asked_on=TODAY,
        by=world.desk, at=AT,
    )  # fmt: skip
    assert request.lock == lock
    seen = SharingRequest.objects.visible_to(world.member).filter(pk=request.pk).exists()
    assert seen == bool(lock)


# The person who asks


def test_no_role_held_in_a_body_that_enforces_opens_what_communities_say(world, count):
    held = 0
    for role in all_roles():
        viewer = as_viewer([Holding(role, world.border.pk, "Border body", True)], account_id=10**6 + held)
        assert viewer.tiers <= {Tier.PUBLIC, Tier.PARTNERSHIP, Tier.PERSONAL}
        assert not [p for p, _ in viewer.grants if p.startswith(LISTENING)]
        for model in (TrustedRelationship, Exchange, AgreedPurpose, SharingRequest, Relay, RelayRecipient,
                      IdentityOpening):  # fmt: skip
            assert not model.objects.visible_to(viewer).exists()
            held += 1
    count("G21 roles of immigration enforcement × tables with every row denied", held)
    assert held >= 90


def test_a_second_role_elsewhere_does_not_help():
    both = [Holding("desk_officer", 1, "Police"), Holding("delivery_partner", 2, "Border body", True)]
    viewer = as_viewer(both, account_id=1)
    assert Tier.POLICE not in viewer.tiers
    assert not viewer.may_somewhere("trusted.keep")


def test_a_body_that_becomes_one_that_enforces_reads_no_more(world):
    factories.relay(world)
    recipient = RelayRecipient.objects.get()
    Organisation.objects.filter(pk=world.council.pk).update(kind="enforcement")
    partner = factories.again(world.partner)
    assert not RelayRecipient.objects.visible_to(partner).exists()
    with pytest.raises(Refused):
        writes.accept_relay(recipient=recipient, by=world.partner, at=AT)


# The files and commands


PURPOSE_FILE = {
    "kind": "purpose_set", "name": "sharing_purpose", "version": "2", "title": "Ours", "valid_from": TODAY,
    "valid_until": None, "source": "Us", "evidence": "D",
}  # fmt: skip


@pytest.mark.parametrize(
    "entries",
    [
        [{"code": LOCKED, "label": "Enforce", "locked": False}],
        [{"code": "removal", "label": "Remove people", "locked": True}],
        [{"code": "safety", "label": "Keep safe"}],
    ],
)
def test_no_file_takes_the_lock_off(entries):
    with pytest.raises(BadScale):
        check_scale({**PURPOSE_FILE, "entries": entries})


def test_a_file_with_the_lock_on_is_read():
    entries = [{"code": "safety", "label": "Keep safe"}, {"code": LOCKED, "label": "Enforce", "locked": True}]
    assert check_scale({**PURPOSE_FILE, "entries": entries}).purposes[1].locked


def test_the_command_that_loads_rows_is_refused(world, tmp_path, count):
    relay = factories.relay(world)
    recipient = {
        "relay": relay.pk, "organisation": world.border.pk, "sender": world.police.pk, "purpose": "services",
        "scale": "sharing_purpose@1", "handling": "P", "sent_at": AT.isoformat(), "use_by_on": TODAY.isoformat(),
    }  # fmt: skip
    unagreed = {
        "exchange": world.exchange.pk, "owner": world.police.pk, "title": "x", "text": "y", "purpose": LOCKED,
        "scale": "sharing_purpose@1", "source_grade": "1", "information_grade": "A", "handling": "P",
        "sent_at": AT.isoformat(), "sent_by": world.desk.account_id,
    }  # fmt: skip
    for model, fields in (("exchange.relayrecipient", recipient), ("exchange.relay", unagreed)):
        file = tmp_path / "rows.json"
        file.write_text(json.dumps([{"model": model, "pk": 999, "fields": fields}]))
        with pytest.raises(DatabaseError), transaction.atomic():
            call_command("loaddata", str(file))
    count("G21 commands that the lock refused", 2)


# Raw SQL


SQL = {
    "a relay sent on to a body that enforces": (
        "UPDATE exchange_relayrecipient SET organisation_id = {border}", "enforces"),
    "a body that enforces added to a relay": (
        "INSERT INTO exchange_relayrecipient (version, relay_id, organisation_id, sender_id, purpose, scale, handling,"
        " conditions, state, sent_at, use_by_on, why_declined, use_said) SELECT 1, relay_id, {border}, sender_id, purpose,"
        " scale, handling, conditions, state, sent_at, use_by_on, '', '' FROM exchange_relayrecipient", "enforces"),
    "a relay turned to enforcement": ("UPDATE exchange_relay SET purpose = 'immigration_enforcement'", "did not agree"),
    "a relay turned to what was not agreed": ("UPDATE exchange_relay SET purpose = 'public_order'", "did not agree"),
    "a relay turned to a purpose of another name": (
        "UPDATE exchange_relay SET purpose = 'immigration_other'", "did not agree"),
    "a relay moved to what somebody else said": ("UPDATE exchange_relay SET exchange_id = {other}", "did not agree"),
    "a new relay for enforcement": (
        "INSERT INTO exchange_relay (version, exchange_id, owner_id, title, text, purpose, scale, source_grade,"
        " information_grade, handling, sent_at, sent_by_id) SELECT 1, exchange_id, owner_id, title, text,"
        " 'immigration_enforcement', scale, source_grade, information_grade, handling, sent_at, sent_by_id"
        " FROM exchange_relay", "did not agree"),
    "a refused request called allowed": ("UPDATE exchange_sharingrequest SET lock = '' WHERE lock = 'purpose'", "did not agree"),
    "a refused request called refused for less": (
        "UPDATE exchange_sharingrequest SET lock = 'not_agreed' WHERE organisation_id = {border}", "enforces"),
    "an allowed request of a body that enforces": (
        "INSERT INTO exchange_sharingrequest (version, exchange_id, owner_id, organisation_id, purpose, scale, said,"
        " asked_on, recorded_at, recorded_by_id, lock, was_told) SELECT 1, exchange_id, owner_id, {border}, 'safety', scale,"
        " '', asked_on, recorded_at, recorded_by_id, '', 'Yes' FROM exchange_sharingrequest", "enforces"),
    "a relationship through a body that enforces": (
        "UPDATE exchange_trustedrelationship SET organisation_id = {border}", "enforces"),
    "handling on conditions without any": ("UPDATE exchange_relayrecipient SET conditions = ''", "handling_c"),
    "a relay accepted by nobody": ("UPDATE exchange_relayrecipient SET state = 'accepted'", "accepted_by"),
    "use without words": (
        "UPDATE exchange_relayrecipient SET state = 'used', decided_at = sent_at, decided_by_id = {desk}", "use_is_said"),
    "words left in what was taken back": ("UPDATE exchange_exchange SET state = 'withdrawn'", "taken_back"),
    "an answer without words": ("UPDATE exchange_exchange SET state = 'answered'", "answered_has"),
    "an opening without a reason": (
        "INSERT INTO exchange_identityopening (version, relationship_id, owner_id, opened_by_id, opened_at, until_at, why)"
        " SELECT 1, id, owner_id, keeper_id, '2010-07-15 09:00:00+00:00', '2010-07-15 09:10:00+00:00', ''"
        " FROM exchange_trustedrelationship", "opening_has"),
}  # fmt: skip


@pytest.mark.parametrize("what", SQL)
def test_raw_sql_does_not_get_past_the_lock(world, what, count):
    factories.relay(world)
    for organisation, purpose in ((world.border, "safety"), (world.council, LOCKED)):
        writes.record_request(
            exchange=world.exchange,
            organisation=organisation,
            purpose=purpose,
            asked_on=TODAY,
            by=world.desk,
            at=AT,
        )
    other = factories.tell(world, purposes=["reassurance"])
    sql, why = SQL[what]
    known = {"border": world.border.pk, "other": other.pk, "desk": world.desk.account_id}
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**known))
    count("G21 ways past the lock that raw SQL does not find", 1)


def test_raw_sql_that_keeps_to_the_lock_is_let_through(world):
    """The lock is no wall that refuses everything: an agreed purpose and another body pass."""
    factories.relay(world)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_relay SET purpose = 'safety'")
        cursor.execute(f"UPDATE exchange_relayrecipient SET organisation_id = {world.police.pk}")
    assert Relay.objects.get().purpose == "safety"
