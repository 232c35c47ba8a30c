"""When may an assessment be signed, by whom, and what if the decision was taken before?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from commonweal.ground.visibility.rules import NotPossible, Refused


def check_named(named: str, held: Collection[str], title: str) -> None:
    """The decision is the decision-maker's own: it cannot be handed to another role that may sign too."""
    if named not in held:
        raise Refused(
            f"This assessment names the {title.lower()} as the one who decides, and only they sign it."
        )


def is_late(signed_on: date, decision_on: date) -> bool:
    return signed_on > decision_on


def check_late(signed_on: date, decision_on: date, reason: str) -> None:
    """What came too late is recorded as late, with its reason; a day in the past is never written in its place."""
    if is_late(signed_on, decision_on) and not reason.strip():
        raise NotPossible(
            "The day of the decision has passed. Say why it is signed late: oversight and the public will read it."
        )
    if not is_late(signed_on, decision_on) and reason.strip():
        raise NotPossible(
            "This is signed in time, so there is no reason for lateness to give: leave it empty."
        )


def check_seen(seen: str, now: str) -> None:
    if seen != now:
        raise NotPossible(
            "This is not the text that you read: it has changed since. Read it again, then sign."
        )
