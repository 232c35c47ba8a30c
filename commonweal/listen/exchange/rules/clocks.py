"""By when is an answer owed, and is it late?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commonweal.analysis.scheduling import add_working_days
from commonweal.ground.scales.values import Clock

OPENED_FOR = timedelta(minutes=10)
LEAST_REASON = 20  # a word or two explains nothing to those who oversee


@dataclass(frozen=True)
class Owed:
    """One thing that is owed: what, until when, and how many days late it is (0 while it is in time)."""

    what: str
    due_on: date
    days_late: int


def due_on(clock: Clock, since: date) -> date:
    """The last day on which the clock is kept. Working days leave out weekends and English bank holidays."""
    return add_working_days(since, clock.days) if clock.working else since + timedelta(days=clock.days)


def owed(what: str, due: date, on: date) -> Owed:
    return Owed(what, due, max((on - due).days, 0))


def shown_until(at: datetime) -> datetime:
    """How long an opened identity may be looked at."""
    return at + OPENED_FOR


def is_shown(until: datetime, at: datetime) -> bool:
    return at < until
