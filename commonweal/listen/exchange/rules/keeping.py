"""Who may keep a relationship, and what does opening an identity ask for?"""

from __future__ import annotations

from collections.abc import Collection

from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.exchange.rules.clocks import LEAST_REASON


def check_keeper(person: int | None, keepers: Collection[int | None]) -> None:
    """The relationship is between people: a colleague with the same role is not in it."""
    if person is None or person not in keepers:
        raise Refused("Only those who keep this relationship may do this.")


def check_reason_to_open(reason: str) -> None:
    if len(" ".join(reason.split())) < LEAST_REASON:
        raise NotPossible(
            "Say why you have to know who this is, so that somebody who was not there understands it."
        )


def check_agreed(purposes: Collection[str]) -> None:
    if not purposes:
        raise NotPossible("Ask what it may be used for, and choose at least one purpose.")
