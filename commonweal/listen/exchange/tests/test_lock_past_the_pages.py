"""Does the purpose lock hold where no page stands in between: for files, commands and raw SQL?"""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from commonweal.ground.scales.rules import BadScale, check_scale
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.models import Relay
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY

pytestmark = pytest.mark.django_db
LOCKED = "immigration_enforcement"


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
    "a relay sent on to a team in a unit of one": (
        "UPDATE exchange_relayrecipient SET organisation_id = {team}", "enforces"),
    "a team in a unit of one added to a relay": (
        "INSERT INTO exchange_relayrecipient (version, relay_id, organisation_id, sender_id, purpose, scale, handling,"
        " conditions, state, sent_at, use_by_on, why_declined, use_said) SELECT 1, relay_id, {team}, sender_id, purpose,"
        " scale, handling, conditions, state, sent_at, use_by_on, '', '' FROM exchange_relayrecipient", "enforces"),
    "an allowed request moved to a team in a unit of one": (
        "UPDATE exchange_sharingrequest SET lock = '', organisation_id = {team} WHERE lock = 'body'", "enforces"),
    "a relationship through a team in a unit of one": (
        "UPDATE exchange_trustedrelationship SET organisation_id = {team}", "enforces"),
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
    known = {
        "border": world.border.pk,
        "team": factories.team_in(world.border, 2).pk,
        "other": other.pk,
        "desk": world.desk.account_id,
    }
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
