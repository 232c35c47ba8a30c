"""Whose is it? Asked by every write of this room before it lets somebody at it."""

from __future__ import annotations

from typing import Any

from commonweal.listen.exchange.models import Exchange, Relay, RelayRecipient, TrustedRelationship, Vacancy
from commonweal.listen.exchange.reads.standing import relationship_behind

Owners = list[int | None]


def owner_given(given: dict[str, Any]) -> Owners:
    return [given["owner"].pk]


def owner_of(relationship: TrustedRelationship) -> Owners:
    return [relationship.owner_id]


def owner_above(given: dict[str, Any]) -> Owners:
    return owner_of(given["relationship"])


def owner_of_exchange(exchange: Exchange) -> Owners:
    return owner_of(exchange.relationship)


def owner_through(given: dict[str, Any]) -> Owners:
    return owner_of(relationship_behind(given["exchange"]))


def owner_of_relay(relay: Relay) -> Owners:
    return [relay.owner_id]


def receiver_of(recipient: RelayRecipient) -> Owners:
    return [recipient.organisation_id]


def owner_of_vacancy(vacancy: Vacancy) -> Owners:
    return [vacancy.owner_id]
