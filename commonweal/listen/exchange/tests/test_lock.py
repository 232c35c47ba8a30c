"""Does the purpose lock hold by rule, by write and by page, and who sees what was tried?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.models import Organisation, OrganisationParent
from commonweal.ground.partners.reads import enforces_immigration
from commonweal.ground.people.reads import as_viewer, get_viewer
from commonweal.ground.people.rules import LISTENING, all_roles
from commonweal.ground.people.seeing import viewer_in
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused, Tier
from commonweal.listen.engagement.writes import contacts
from commonweal.listen.exchange import reads, writes
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


@pytest.mark.parametrize("deep", [1, 2, 3, 6])
def test_a_team_however_deep_in_a_body_that_enforces_is_one_too(world, deep):
    team = factories.team_in(world.border, deep)
    for deed in (
        lambda: factories.relay(world, organisations=[team]),
        lambda: factories.begin(world, organisation=team),
        lambda: writes.change_relationship(
            relationship=world.relationship, community=factories.community(), organisation=team, purpose="Other",
            since_on=TODAY, agreed_on=TODAY, state="trusted", by=world.desk, at=AT,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused, match="enforces immigration law"):
            deed()
    asked = writes.record_request(
        exchange=world.exchange, organisation=team, purpose="safety", asked_on=TODAY, by=world.desk, at=AT
    )
    assert asked.lock == "body"
    with pytest.raises(DatabaseError), transaction.atomic():
        RelayRecipient.objects.create(
            relay=factories.relay(world), organisation=team, sender=world.police, purpose="services", scale="x",
            handling="P", sent_at=AT, use_by_on=TODAY,
        )  # fmt: skip


def test_a_team_that_was_a_part_once_and_a_circle_of_parts_are_found(world):
    """Whatever it took along it still has; and bodies that belong to each other do not hang the question."""
    unit = factories.part(world.border)
    OrganisationParent.objects.filter(organisation=unit).update(until_on=date(2009, 1, 1))
    team = factories.part(unit)
    OrganisationParent.objects.create(organisation=unit, parent=team)
    with pytest.raises(Refused):
        factories.relay(world, organisations=[team])
    with pytest.raises(DatabaseError), transaction.atomic():
        TrustedRelationship.objects.filter(pk=world.relationship.pk).update(organisation=team)


def test_a_team_deep_in_another_body_is_told_as_before(world):
    assert factories.relay(world, organisations=[factories.team_in(world.council, 3)]).pk
    assert enforces_immigration(factories.team_in(world.border, 3))
    above = factories.body("Home department", "national")
    OrganisationParent.objects.create(organisation=world.border, parent=above)
    assert not enforces_immigration(above), "what it belongs to is another body"


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


@pytest.mark.parametrize("role", ["desk_officer", "delivery_partner", "analyst", "borough_lead"])
def test_whoever_sits_in_a_team_deep_in_such_a_body_opens_nothing_of_it(
    world, role, django_assert_num_queries, count
):
    factories.relay(world)
    somebody = factories.account(role, factories.team_in(world.border, 2))
    with django_assert_num_queries(1):  # the roles held, and the records on which they are named
        viewer = get_viewer(somebody, on=TODAY)
    assert viewer.enforces_immigration
    assert viewer.tiers <= {Tier.PUBLIC, Tier.PARTNERSHIP, Tier.PERSONAL}
    assert not [p for p, _ in viewer.grants if p.startswith(LISTENING)]
    for model in (Exchange, Relay, RelayRecipient, SharingRequest):
        assert not model.objects.visible_to(viewer).exists()
        count("G21 tables with nothing for a team deep in immigration enforcement", 1)
    seen = viewer_in(role, factories.team_in(world.border, 2))
    assert seen.enforces_immigration
    assert seen.tiers == viewer.tiers


def test_nobody_in_such_a_team_is_counted_among_those_who_keep_or_receive(world):
    team = factories.team_in(world.border, 2)
    somebody = factories.account("desk_officer", team)
    assert somebody.pk not in reads.holders_of("trusted.keep", on=TODAY)
    assert world.desk.account_id in reads.holders_of("trusted.keep", on=TODAY)


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


def test_oversight_sees_what_was_tried_in_the_other_rooms_that_listen(world):
    """And of their other refusals, which have nothing to do with the lock, nothing."""
    team = factories.team_in(world.border, 2)
    for organisation, by in ((team, world.desk), (world.council, world.partner)):
        with pytest.raises(Refused):
            contacts.begin_relationship(organisation=organisation, on=TODAY, by=by, at=AT)
    assert AuditEntry.objects.filter(outcome="refused").count() == 2
    for who in (world.member, world.auditor):
        assert team.name in reads.list_refused_attempts(who).get().reason
