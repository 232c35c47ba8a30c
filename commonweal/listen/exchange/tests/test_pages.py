"""Does the whole exchange work on its pages?"""

from __future__ import annotations

import re

import pytest

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people.tests.pages import markup
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.models import (
    Exchange,
    Relay,
    RelayRecipient,
    SharingRequest,
    TrustedRelationship,
)
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT
from commonweal.listen.exchange.tests.pages_of_exchange import browser, date_boxes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2010")]


def test_from_what_they_told_us_to_what_happened_next(world):
    desk = browser(world.desk)
    sent = desk.post(
        f"/trusted/relationships/{world.relationship.pk}/told-us/",
        {"words": "Many will arrive", "purposes": ["services"], **date_boxes("said_on"), "once": "a"},
    )
    assert sent.status_code == 303, markup(sent)
    exchange = Exchange.objects.latest("pk")
    page = f"/trusted/exchanges/{exchange.pk}/"
    assert sent["Location"] == page
    assert "Saying that we have it is owed by 19 July 2010" in markup(desk.get(page))
    for step, data in (
        ("acknowledge", {}),
        ("answer", {"answer": "Thank you"}),
        ("happened-next", {"happened_next": "The council opened two rooms"}),
    ):
        exchange.refresh_from_db()
        done = desk.post(f"{page}{step}/", {"version": exchange.version, **data})
        assert done.status_code == 303, markup(done)
    exchange.refresh_from_db()
    assert exchange.state == "told_back"
    assert "The council opened two rooms" in markup(desk.get(page))


def test_a_number_of_a_person_is_not_saved(world):
    desk, before = browser(world.desk), Exchange.objects.count()
    address = f"/trusted/relationships/{world.relationship.pk}/told-us/"
    data = {"purposes": ["services"], **date_boxes("said_on")}
    refused = desk.post(address, {**data, "words": "Her number is 07700 900123"})
    assert refused.status_code == 422
    assert "telephone number" in markup(refused)
    assert Exchange.objects.count() == before


def test_what_is_doubtful_is_kept_with_its_reason(world):
    desk = browser(world.desk)
    address = f"/trusted/relationships/{world.relationship.pk}/told-us/"
    data = {"purposes": ["services"], **date_boxes("said_on"), "words": "Their office is 020 7946 0958"}
    asked = markup(desk.post(address, data))
    seen = re.search(r'name="private_seen"[^>]*value="(\w+)"', asked)[1]
    answer = {"private_seen": seen, "private_answer": "on", "private_reason": "It is the front desk"}
    assert desk.post(address, {**data, **answer}).status_code == 303
    entry = AuditEntry.objects.filter(action="exchange.record_exchange").latest("sequence")
    assert entry.reason == "Said not to be about a person (phone): It is the front desk"


def test_a_request_for_enforcement_is_refused_kept_and_seen_by_oversight(world):
    desk = browser(world.desk)
    address = f"/trusted/exchanges/{world.exchange.pk}/request/"
    asked = desk.post(
        address,
        {"organisation": world.border.pk, "purpose": "immigration_enforcement", **date_boxes("asked_on")},
    )
    assert asked.status_code == 303, markup(asked)
    assert SharingRequest.objects.get().lock == "body"
    assert "This body enforces immigration law" in markup(
        desk.get(f"/trusted/exchanges/{world.exchange.pk}/")
    )
    for who in (world.member, world.auditor):
        seen = markup(browser(who).get("/trusted/oversight/"))
        assert "Border body" in seen
        assert "Enforce immigration law" in seen
        assert "harvest" not in seen


def test_the_page_of_a_relay_refuses_both_ways_around_the_lock(world):
    desk = browser(world.desk)
    base = {
        "title": "Arrivals", "text": "Many", "purpose": "services", "source_grade": "2", "information_grade": "C",
        "handling": "P", "organisations": [world.council.pk],
    }  # fmt: skip
    address = f"/trusted/exchanges/{world.exchange.pk}/relay/"
    for change in ({"organisations": [world.border.pk]}, {"purpose": "immigration_enforcement"}):
        assert desk.post(address, {**base, **change}).status_code == 403
    not_agreed = desk.post(address, {**base, "purpose": "public_order"})
    assert "did not agree to this purpose" in markup(not_agreed)
    assert not Relay.objects.exists()
    seen = markup(browser(world.auditor).get("/trusted/oversight/"))
    assert seen.count("This attempt is kept") == 2


def test_a_relay_is_accepted_with_its_conditions_and_said_to_be_of_use(world):
    relay = factories.relay(world)
    recipient = RelayRecipient.objects.get()
    partner, page = browser(world.partner), f"/trusted/received/{recipient.pk}/"
    first = markup(partner.get(page))
    assert "Do not publish" in first
    assert "About 400" not in first
    assert partner.get(f"/trusted/relays/{relay.pk}/").status_code == 404
    assert Message.objects.filter(account_id=world.partner.account_id, address="/trusted/relays/").exists()
    assert partner.post(f"{page}accept/", {"version": recipient.version}).status_code == 303
    assert "About 400" in markup(partner.get(page))
    recipient.refresh_from_db()
    said = {"version": recipient.version, "was_used": "yes", "use_said": "Two classes were opened"}
    assert partner.post(f"{page}use/", said).status_code == 303
    assert "Two classes were opened" in markup(browser(world.analyst).get(f"/trusted/relays/{relay.pk}/"))
    assert browser(world.stranger).get(page).status_code == 404


def test_a_relationship_is_begun_and_changed_on_its_pages(world):
    desk = browser(world.desk)
    data = {
        "community": factories.community("Somali").pk, "purpose": "Hear of worries early", "state": "building",
        **date_boxes("since_on"), **date_boxes("agreed_on"), "once": "k",
    }  # fmt: skip
    made = desk.post("/trusted/relationships/new/", data)
    assert made.status_code == 303, markup(made)
    assert desk.post("/trusted/relationships/new/", data)["Location"] == made["Location"]
    relationship = TrustedRelationship.objects.latest("pk")
    changed = {
        **data,
        "state": "trusted",
        "stand_in": world.colleague.account_id,
        "version": relationship.version,
    }
    done = desk.post(f"/trusted/relationships/{relationship.pk}/change/", changed)
    assert done.status_code == 303, markup(done)
    assert browser(world.colleague).get(f"/trusted/relationships/{relationship.pk}/").status_code == 200
    stale = desk.post(f"/trusted/relationships/{relationship.pk}/change/", {**changed, "purpose": "Another"})
    assert stale.status_code == 409


def test_no_page_asks_more_than_twelve_questions_however_much_was_said(
    world, django_assert_max_num_queries, count
):
    for _ in range(3):
        world.exchange = factories.tell(world)
        relay = factories.relay(world)
        factories.begin(world)
        writes.open_identity(
            relationship=world.relationship, reason="They were threatened last night", by=world.desk, at=AT
        )
    recipient = RelayRecipient.objects.filter(relay=relay).get()
    pages = {
        "desk": ["", "exchanges/", "relays/", "relationships/new/", f"relationships/{world.relationship.pk}/",
                 f"relationships/{world.relationship.pk}/change/", f"exchanges/{world.exchange.pk}/",
                 f"exchanges/{world.exchange.pk}/relay/", f"exchanges/{world.exchange.pk}/request/"],
        "analyst": ["exchanges/", f"exchanges/{world.exchange.pk}/", "relays/", f"relays/{relay.pk}/"],
        "partner": ["relays/", f"received/{recipient.pk}/", f"received/{recipient.pk}/use/"],
        "member": ["oversight/"],
    }  # fmt: skip
    for who, paths in pages.items():
        client = browser(getattr(world, who))
        client.get("/")  # the first page of a session keeps that it began
        for path in paths:
            with django_assert_max_num_queries(12):
                assert client.get(f"/trusted/{path}").status_code == 200
    count("pages of trusted exchange within twelve queries", sum(map(len, pages.values())))
