"""What may become of the actions of a signed assessment, and when are they and its review due?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from commonweal.ground.visibility.rules import NotPossible, Refused

HORIZON_WORDS = {
    "short": "Short term: within a year",
    "mid": "Mid term: one to three years",
    "long": "Long term: more than three years",
}
KIND_WORDS = {"change": "Changes something", "gap": "Finds out what is not known"}
A_YEAR = timedelta(days=365)
REMIND_EVERY = timedelta(days=28)


def is_overdue(state: str, due_on: date, on: date) -> bool:
    return state == "open" and due_on < on


def is_to_be_told(state: str, due_on: date, told_on: date | None, on: date) -> bool:
    """Once on the first day that it is late, and again every four weeks until somebody closes or extends it."""
    return is_overdue(state, due_on, on) and (told_on is None or told_on + REMIND_EVERY <= on)


def check_extension(due_on: date, until_on: date, on: date, reason: str, person: int | None) -> None:
    if person is None:
        raise Refused("Only a person gives an action more time.")
    if not reason.strip():
        raise NotPossible("Say why the action needs more time.")
    if until_on <= due_on or until_on < on:
        raise NotPossible("Choose a new day that is later than the old one and not past.")


def check_done(evidence: str) -> None:
    if not evidence.strip():
        raise NotPossible("Say what shows that it is done.")


def check_review_on(review_on: date | None, on: date) -> None:
    if review_on is None or review_on <= on:
        raise NotPossible("Set the next day of review, in the future.")


def check_none_open(open_actions: Iterable[str]) -> None:
    """Nothing lapses with the assessment that asked for it."""
    if still := list(open_actions):
        raise NotPossible(f"Close these actions first, each with evidence or a reason: {'; '.join(still)}.")


def check_all_carried(left: Iterable[str]) -> None:
    if still := list(left):
        raise NotPossible(
            f"The earlier assessment has open actions that this one does not carry on: {'; '.join(still)}. "
            "Close them there first, each with evidence or a reason."
        )
