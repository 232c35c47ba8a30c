"""Is a return complete, is its week one that can be reported on, and are there too many at once?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commonweal.ground.visibility.rules import NotPossible

FLOOD_WINDOW = timedelta(minutes=10)
FLOOD = 30
LONGEST = 4000
NIL_IN_DANGER = "If a life may be in danger, say what is happening. If nothing is, take this tick away."


@dataclass(frozen=True)
class Said:
    """What a return holds, as far as it matters for sending it."""

    variant: str
    is_nil: bool
    what: str
    level: str
    items: int
    tones: tuple[str, ...] = ()
    risk_to_life: bool = False


def check_complete(said: Said) -> None:
    """Raise NotPossible with the one thing that is missing."""
    if said.is_nil:
        return
    if said.variant != "officer":
        if not said.what.strip():
            raise NotPossible("Say what you have seen or heard, or choose “Nothing to report this week”.")
        return
    if not said.level:
        raise NotPossible("Set the level of the area before you send the return.")
    if not said.items:
        raise NotPossible("Note at least one item, or choose “Nothing to report this week”.")


def check_danger(*, risk_to_life: bool, is_nil: bool, variant: str, is_kept: bool) -> None:
    """Nobody's danger is thrown away as a nil, or lies unread in a draft; an officer's picture is begun before it is sent."""
    if not risk_to_life:
        return
    if is_nil:
        raise NotPossible(NIL_IN_DANGER)
    if is_kept and variant != "officer":
        raise NotPossible(
            "If a life may be in danger, do not keep this for later: call 999, and send it now. You can add to it afterwards."
        )


def check_week_has_begun(week_starting: date, this_week: date) -> None:
    if week_starting > this_week:
        raise NotPossible("That week has not begun. Report what you expect as something that lies ahead.")


def check_handed_in(handed_in_at: datetime | None, week_starting: date, at: datetime) -> None:
    """Paper is handed in before it is keyed in, and not before its week began."""
    if handed_in_at is None:
        return
    if handed_in_at > at:
        raise NotPossible("The paper form cannot have been handed in later than now.")
    if handed_in_at.date() < week_starting:
        raise NotPossible("The paper form cannot have been handed in before its week began.")


def check_not_flooded(lately: int) -> None:
    if lately >= FLOOD:
        raise NotPossible(
            "Very many people are writing at this moment. What you typed is kept here: try again in ten minutes."
        )
