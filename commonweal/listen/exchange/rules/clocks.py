"""By when is an answer owed, and is it late?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commonweal.analysis.scheduling import add_working_days
from commonweal.ground.scales.values import Clock
from commonweal.ground.visibility.rules import NotPossible

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


def is_to_be_reminded(owed: Owed | None, reminded_on: date | None) -> bool:
    """Late, and nobody was reminded since it became so: once for everything that is owed."""
    return owed is not None and owed.days_late > 0 and (reminded_on is None or reminded_on <= owed.due_on)


def shown_until(at: datetime) -> datetime:
    """How long an opened identity may be looked at."""
    return at + OPENED_FOR


def is_shown(until: datetime, at: datetime) -> bool:
    return at < until


def check_agreed_between(agreed_on: date, said_on: date, today: date) -> None:
    if agreed_on > today:
        raise NotPossible("An agreement is recorded once it was given, not before.")
    if agreed_on < said_on:
        raise NotPossible("They cannot have agreed before they told us.")


def has_run_out(agreed_until: date | None, on: date) -> bool:
    """The day until which they agreed is the first on which they do not, as for every contact."""
    return agreed_until is not None and agreed_until <= on


def check_run_out(agreed_until: date | None, on: date) -> None:
    if not has_run_out(agreed_until, on):
        raise NotPossible("They still agree to be a contact.")


def check_still_agreed(agreed_until: date | None, on: date) -> None:
    if has_run_out(agreed_until, on):
        raise NotPossible("They agreed to be a contact until a day that has come. Ask them again first.")
