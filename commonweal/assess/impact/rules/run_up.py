"""What has to be done on the way to a day that is known long before it comes, and how many weeks before?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.ground.visibility.rules import NotPossible

TASK_KINDS = {"assess": "Ask for an assessment", "engage": "Speak with communities", "prepare": "Prepare"}
MOST_WEEKS = 104


@dataclass(frozen=True)
class Planned:
    """A task that every run-up begins with."""

    kind: str
    text: str
    weeks_before: int


USUAL = (
    Planned("assess", "Ask for a community impact assessment", 12),
    Planned(
        "engage", "Speak with the communities concerned: what do they expect, and what do they fear?", 10
    ),
    Planned("engage", "Invite advisers to a consultative forum", 6),
    Planned("prepare", "Agree press lines and the languages they are needed in", 4),
    Planned("engage", "Tell the communities what will happen, and whom they can reach on the day", 2),
)


def due_on(starts_on: date, weeks_before: int) -> date:
    """Raises NotPossible beyond two years."""
    if not 0 <= weeks_before <= MOST_WEEKS:
        raise NotPossible(f"Give a number of weeks from 0 to {MOST_WEEKS}.")
    return starts_on - timedelta(weeks=weeks_before)


def check_dates(starts_on: date, ends_on: date, today: date) -> None:
    """Raise NotPossible where an event ends before it begins, or is over."""
    if ends_on < starts_on:
        raise NotPossible("The last day cannot be before the first.")
    if ends_on < today:
        raise NotPossible("This event is over. Record what was learned from it as a lesson.")


def is_late(due: date, today: date) -> bool:
    return due < today
