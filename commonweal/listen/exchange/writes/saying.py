"""How is it kept what they told us, what we answered and what happened next?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import AgreedPurpose, Exchange, RelayRecipient, TrustedRelationship
from commonweal.listen.exchange.reads.owners import owner_above, owner_of_exchange
from commonweal.listen.exchange.rules import clocks, keeping, states
from commonweal.listen.exchange.writes.holding import _forget_receipt


@write("kept what a trusted contact told us", permission="trusted.keep", owners=owner_above)
def record_exchange(
    *, relationship: TrustedRelationship, said_on: date, words: str, purposes: Collection[str],
    is_shareable: bool = False, by: Viewer, at: datetime,
) -> Exchange:  # fmt: skip
    relationship = _as_it_stands(relationship, by)
    keeping.check_agreed(purposes)
    exchange = _begin(relationship, said_on, words, is_shareable=is_shareable, at=at)
    scale = reads.purposes_in_force(timezone.localdate(at))
    for purpose in purposes:
        scale.entry(purpose)
        AgreedPurpose.objects.create(exchange=exchange, purpose=purpose, scale=scale.key, agreed_on=said_on)
    return exchange


@write(
    "kept that they agreed to one more purpose", permission="trusted.keep", locks="exchange", owners=owner_of_exchange
)  # fmt: skip
def agree_purpose(*, exchange: Exchange, purpose: str, agreed_on: date, by: Viewer, at: datetime) -> Exchange:
    """They were asked afterwards. What was refused until now stays kept as refused; it may be asked for again."""
    today = timezone.localdate(at)
    keeping.check_keeper(by.account_id, exchange.relationship.keeper_ids())
    states.check_may_agree(exchange.direction, exchange.state)
    states.check_relationship_open(exchange.relationship.state)
    clocks.check_agreed_between(agreed_on, exchange.said_on, today)
    scale = reads.purposes_in_force(today)
    scale.entry(purpose)
    if exchange.agreed.filter(purpose=purpose).exists():
        raise NotPossible("They have agreed to this purpose already.")
    AgreedPurpose.objects.create(exchange=exchange, purpose=purpose, scale=scale.key, agreed_on=agreed_on)
    return exchange


@write("kept what we told a trusted contact", permission="trusted.keep", owners=owner_above)
def note_what_we_told(
    *, relationship: TrustedRelationship, said_on: date, words: str, by: Viewer, at: datetime
) -> Exchange:
    """Our side of the two-way exchange. Nothing is owed for it."""
    relationship = _as_it_stands(relationship, by)
    return _begin(relationship, said_on, words, direction="told", state=states.Said.TOLD_BACK, at=at)


def _as_it_stands(relationship: TrustedRelationship, by: Viewer) -> TrustedRelationship:
    """Whoever ends it or hands it on at this moment is waited for; who keeps it and whether it goes on is asked then."""
    fresh = TrustedRelationship.objects.select_for_update(of=("self",), no_key=True).get(pk=relationship.pk)
    keeping.check_keeper(by.account_id, fresh.keeper_ids())
    states.check_relationship_open(fresh.state)
    return fresh


def _begin(
    relationship: TrustedRelationship, said_on: date, words: str, *, at: datetime, **more: Any
) -> Exchange:
    if said_on > timezone.localdate(at):
        raise NotPossible("What was said is recorded once it was said.")
    scale = reads.clocks_in_force(timezone.localdate(at))
    return Exchange.objects.create(
        relationship=relationship, community_id=relationship.community_id, said_on=said_on, words=words,
        clock=scale.key, acknowledge_by_on=clocks.due_on(reads.clock(scale, "acknowledge"), said_on),
        next_by_on=clocks.due_on(reads.clock(scale, "happened_next"), said_on), **more,
    )  # fmt: skip


@write("said that we have it", permission="trusted.keep", locks="exchange", owners=owner_of_exchange)
def acknowledge(*, exchange: Exchange, by: Viewer, at: datetime) -> Exchange:
    keeping.check_keeper(by.account_id, exchange.relationship.keeper_ids())
    exchange.state = states.next_said(exchange.state, "acknowledge")
    exchange.acknowledged_at = at
    exchange.save()
    return exchange


@write("answered a trusted contact", permission="trusted.keep", locks="exchange", owners=owner_of_exchange)
def answer(*, exchange: Exchange, answer: str, by: Viewer, at: datetime) -> Exchange:
    keeping.check_keeper(by.account_id, exchange.relationship.keeper_ids())
    exchange.state = states.next_said(exchange.state, "answer")
    exchange.acknowledged_at = exchange.acknowledged_at or at
    exchange.answer, exchange.answered_at, exchange.answered_by_id = answer, at, by.account_id
    exchange.save()
    return exchange


@write(
    "told a trusted contact what happened next", permission="trusted.keep", locks="exchange", owners=owner_of_exchange
)  # fmt: skip
def tell_back(*, exchange: Exchange, happened_next: str, by: Viewer, at: datetime) -> Exchange:
    keeping.check_keeper(by.account_id, exchange.relationship.keeper_ids())
    exchange.state = states.next_said(exchange.state, "tell_back")
    exchange.happened_next, exchange.told_back_at = happened_next, at
    exchange.save()
    return exchange


@write("took back what was told", permission="trusted.keep", locks="exchange", owners=owner_of_exchange)
def take_back(*, exchange: Exchange, by: Viewer, at: datetime) -> Exchange:
    """Whoever told us wants it back: its words go, here and wherever they were relayed, and no purpose is left."""
    keeping.check_keeper(by.account_id, exchange.relationship.keeper_ids())
    exchange.state = states.next_said(exchange.state, "take_back")
    exchange.words = exchange.answer = exchange.happened_next = ""
    _forget_receipt(exchange)
    exchange.save()
    exchange.agreed.filter(withdrawn_at=None).update(withdrawn_at=at)
    for relay in exchange.relays.filter(taken_back_at=None):
        _empty_relay(relay, at)
    return exchange


def _empty_relay(relay: Any, at: datetime) -> None:
    """No words are left of it; those who had it see that it was taken back."""
    relay.text, relay.title, relay.taken_back_at = "", "Taken back", at
    relay.save()
    for recipient in RelayRecipient.objects.filter(relay=relay):
        if (states.Passed(recipient.state), "take_back") in states.RELAY_STEPS:
            recipient.state = states.next_passed(recipient.state, "take_back")
            recipient.save()
