"""Who may keep a relationship, who names the next keeper, and what does opening an identity ask for?"""

from __future__ import annotations

from collections.abc import Collection

from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.exchange.rules.clocks import LEAST_REASON


def check_keeper(person: int | None, keepers: Collection[int | None]) -> None:
    """The relationship is between people: a colleague with the same role is not in it."""
    if person is None or person not in keepers:
        raise Refused("Only those who keep this relationship may do this.")


def check_reason_to_open(reason: str) -> None:
    if not _says_something(reason):
        raise NotPossible(
            "Say why you have to know who this is, so that somebody who was not there understands it."
        )


def is_without_keeper(keepers: Collection[int | None], holders: Collection[int]) -> bool:
    """Nobody who keeps it or stands in may keep relationships there any more: it stands on no page."""
    return not set(keepers) & set(holders)


def check_named(person: int, namer: int | None, holders: Collection[int]) -> None:
    """Two people: one names, the other keeps; and whoever keeps has the role for it."""
    if person == namer:
        raise Refused("Nobody names themselves. Ask somebody else who may name a keeper.")
    if person not in holders:
        raise NotPossible("Whoever keeps it has to be a desk officer of the same organisation.")


def check_reason_to_name(reason: str) -> None:
    if not _says_something(reason):
        raise NotPossible("Say why it is this person, so that somebody who was not there understands it.")


def _says_something(reason: str) -> bool:
    return len(" ".join(reason.split())) >= LEAST_REASON


def check_agreed(purposes: Collection[str]) -> None:
    if not purposes:
        raise NotPossible("Ask what it may be used for, and choose at least one purpose.")
