"""Is the guidance still fresh, and must somebody be reminded of its review today?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.design.words import count, day
from commonweal.ground.visibility.rules import NotPossible

# [D] a design proposal of this program, no national standard: three weeks to look, and a week to finish.
DUE_DAYS, LAST_DAYS = 21, 7
# How long a community has to say what it thinks, unless another day was agreed.
ANSWER_DAYS = 28
REVIEW_EVERY_DAYS = 365


@dataclass(frozen=True)
class Freshness:
    """state is none (nothing in force), fresh, due or stale."""

    state: str
    sentence: str


STATES: dict[str, str] = {
    "fresh": "Fresh",
    "due": "Review due",
    "stale": "Stale",
    "none": "Nothing in force",
}
REMINDERS: dict[str, str] = {
    "": "not reminded",
    "first": "reminded three weeks before",
    "last": "reminded a week before",
    "late": "reminded after the day",
}


def freshness(review_on: date, *, on: date, in_force: bool) -> Freshness:
    """How it stands on a day. The day of the review itself is still in time."""
    if not in_force:
        return Freshness("none", "No version is in force: do not work by it.")
    left = (review_on - on).days
    if left < 0:
        return Freshness(
            "stale",
            f"Its review was due on {day(review_on)}, {count(-left, 'day')} ago. Check before you rely on it.",
        )
    if left <= DUE_DAYS:
        when = "today" if left == 0 else f"in {count(left, 'day')}"
        return Freshness("due", f"Its review is due on {day(review_on)}, {when}.")
    return Freshness("fresh", f"Its review is due on {day(review_on)}.")


def reminder_due(review_on: date, *, on: date, reminded: str) -> str:
    """first, last or late where the owner has to be reminded now; "" where nothing is due, or it was said already."""
    left = (review_on - on).days
    stage = "late" if left < 0 else "last" if left <= LAST_DAYS else "first" if left <= DUE_DAYS else ""
    order = list(REMINDERS)
    return stage if order.index(stage) > order.index(reminded) else ""


def check_lies_ahead(review_on: date, *, on: date) -> None:
    if review_on <= on:
        raise NotPossible("The review has to lie ahead. Choose a day after today.")


def check_has_happened(happened_on: date, *, on: date) -> None:
    if happened_on > on:
        raise NotPossible("It has not happened yet. Choose a day up to today.")


def days_of(state: str, on: date) -> tuple[date | None, date | None]:
    """From which review day to which a document in force is fresh, due or stale."""
    if state == "stale":
        return None, on - timedelta(days=1)
    if state == "due":
        return on, on + timedelta(days=DUE_DAYS)
    return on + timedelta(days=DUE_DAYS + 1), None


def answer_owed(answer_by: date, *, on: date) -> str:
    """How long the community still has, in words."""
    left = (answer_by - on).days
    if left < 0:
        return f"The answer was hoped for by {day(answer_by)}, {count(-left, 'day')} ago."
    return f"The answer is hoped for by {day(answer_by)}."
