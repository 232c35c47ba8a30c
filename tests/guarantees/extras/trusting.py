"""Which relationships of trust are there, and what was said, asked for and relayed in them, in every state?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.writes.administering import end_role, give_role, remove_person
from commonweal.ground.visibility.rules import PUBLIC_VIEWER
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange import writes as trusted
from commonweal.listen.exchange.daily import notice_missing_keepers
from commonweal.listen.exchange.models import Vacancy
from commonweal.listen.exchange.reads.held import exchange_receipt_of
from tests.guarantees.extras.asking import account_of, add_person, organisation_named, who
from tests.guarantees.town import AT, ON

HANDED_KEY = "a-key-that-is-long-enough-for-a-receipt-of-trust"


def trust_somebody(desk: str, owner: str, partner: str) -> None:
    by = who(desk)
    relationship = trusted.begin_relationship(
        owner=organisation_named(owner), community=Community.objects.order_by("pk").first(), purpose="To hear early",
        since_on=ON, agreed_on=ON, **by,
    )  # fmt: skip
    trusted.keep_identity(relationship=relationship, name="Somebody", how_to_reach="In person", **by)
    trusted.open_identity(
        relationship=relationship, reason="It was needed to know, and it was said", by=by["by"],
        at=AT - timedelta(days=1),
    )  # fmt: skip
    for number, state in enumerate(("told", "acknowledged", "answered", "told_back", "withdrawn")):
        exchange = trusted.record_exchange(
            relationship=relationship, said_on=ON, words=f"Something {state}", purposes=["safety", "services"],
            is_shareable=bool(number % 2), **by,
        )  # fmt: skip
        trusted.record_request(
            exchange=exchange, organisation=organisation_named("UK Border Agency"), purpose="immigration_enforcement",
            asked_on=ON, **by,
        )  # fmt: skip
        _relays(exchange, partner, by)
        if state == "told_back":
            _hand_over(exchange, desk, by)
        _say(exchange, state, by)


def _hand_over(exchange: Any, desk: str, by: dict[str, Any]) -> None:
    """A receipt for what was said, and what was added with it. One desk officer's is known, for deeds with it."""
    key = HANDED_KEY if desk == "desk2" else f"{HANDED_KEY}-{exchange.pk}"
    exchange = trusted.hand_receipt(exchange=exchange, key=key, **by)
    trusted.add_to_exchange(
        exchange=exchange, receipt=exchange_receipt_of(key), text="It is still so", is_right="partly",
        by=PUBLIC_VIEWER, at=AT,
    )  # fmt: skip


def leave_somebody(desk: str, owner: str, becomes: str) -> None:
    """A desk officer who left, and what became of the relationship that nobody kept any more."""
    add_person(desk, "desk_officer", owner)
    trusted.begin_relationship(
        owner=organisation_named(owner), community=Community.objects.order_by("pk").first(), purpose="To hear early",
        since_on=ON, agreed_on=ON, **who(desk),
    )  # fmt: skip
    leaves = who("admin")
    if becomes != "kept_again":
        remove_person(account=account_of(desk), reason="Left the house", **leaves)
        notice_missing_keepers(now=AT)
    else:
        held = end_role(held=RoleHeld.objects.get(account=account_of(desk)), until_on=ON, **leaves)
        notice_missing_keepers(now=AT)
        give_role(
            account=account_of(desk), role=held.role, organisation=held.organisation, since_on=ON, **leaves
        )
        notice_missing_keepers(now=AT)
    if becomes == "filled":
        trusted.name_keeper(
            vacancy=Vacancy.objects.get(relationship__keeper=account_of(desk)), new_keeper=account_of("desk2"),
            reason="They know each other from the market", **who("borough2"),
        )  # fmt: skip


def _say(exchange: Any, state: str, by: dict[str, Any]) -> None:
    if state == "withdrawn":
        trusted.take_back(exchange=exchange, **by)
    elif state != "told":
        exchange = trusted.acknowledge(exchange=exchange, **by)
        if state != "acknowledged":
            exchange = trusted.answer(exchange=exchange, answer="We thank you", **by)
        if state == "told_back":
            trusted.tell_back(exchange=exchange, happened_next="It was mended", **by)


def _relays(exchange: Any, partner: str, by: dict[str, Any]) -> None:
    receiver = who(partner)
    for state in ("sent", "accepted", "declined", "used", "not_used", "withdrawn"):
        relay = trusted.send_relay(
            exchange=exchange, title=f"A relay {state}", text="Take care", purpose="safety", source_grade="2",
            information_grade="C", handling="C", conditions="Tell nobody",
            organisations=[organisation_named(receiver["by"].organisation)], **by,
        )  # fmt: skip
        recipient = relay.recipients.get()
        if state == "declined":
            trusted.decline_relay(recipient=recipient, reason="Not for us", **receiver)
        elif state == "withdrawn":
            trusted.take_back_relay(relay=relay, reason="It was wrong", **by)
        elif state != "sent":
            recipient = trusted.accept_relay(recipient=recipient, **receiver)
            if state != "accepted":
                trusted.say_use(
                    recipient=recipient, was_used=state == "used", use_said="It was read", **receiver
                )
