"""What does it mean for a series that its figures were counted in another way from some month on?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible


class Effect(StrEnum):
    """What a watch makes of the months before the break."""

    RESTART = "restart"
    CAUTION = "caution"


EFFECT_WORDS = {
    Effect.RESTART: "Earlier months are not compared with later ones",
    Effect.CAUTION: "Earlier months are still compared, with a warning beside each result",
}


def check_break(*, from_on: date, reason: str, effect: str, today: date) -> None:
    """Raise NotPossible with a sentence where the declaration would mean nothing."""
    if from_on > today:
        raise NotPossible("A break is declared for a month that has begun.")
    if not reason.strip():
        raise NotPossible(
            "Say what changed: a break without a reason is no use to whoever reads the figures."
        )
    if effect not in set(Effect):
        raise NotPossible("Choose what the break means for earlier months.")
