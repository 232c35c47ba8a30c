"""Was the paper out early enough, when is the next meeting due, and how many working days lie between two days?

A working day is a Monday to Friday that is no bank holiday in its part of the United Kingdom. Bank holidays are computed
(the `holidays` package), never typed. All dates are plain `datetime.date`; days are whole.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

DIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
ONE_DAY = timedelta(days=1)


class Frequency(StrEnum):
    """How often a body has said that it meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    TWO_MONTHLY = "two_monthly"
    QUARTERLY = "quarterly"
    FOUR_MONTHLY = "four_monthly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


_DAYS = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14}
_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.TWO_MONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.FOUR_MONTHLY: 4,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


@dataclass(frozen=True)
class MeetingDue:
    """When a body has to meet by its own rule, and how far it is past that. days_late is 0 while it is in time."""

    due_on: date
    days_late: int

    @property
    def is_overdue(self) -> bool:
        return self.days_late > 0


@cache
def _calendar(division: str) -> holidays.HolidayBase:
    if division not in DIVISIONS:
        raise ValueError(f"There is no division {division!r}; it is one of {', '.join(DIVISIONS)}.")
    return holidays.country_holidays("GB", subdiv=DIVISIONS[division])


def is_working_day(day: date, division: str = "England") -> bool:
    """Is it a Monday to Friday and no bank holiday? Raises ValueError for a division that there is not."""
    return day.weekday() < calendar.SATURDAY and day not in _calendar(division)


def working_days_between(first: date, last: date, division: str = "England") -> int:
    """How many working days lie strictly between two days: neither end counts.

    A last day on or before the first gives 0. Raises ValueError for a division that there is not.
    """
    _calendar(division)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return sum(is_working_day(day, division) for day in days)


def clear_working_days(published_on: date, meeting_on: date, division: str = "England") -> int:
    """How many clear days a paper was open before its meeting; five are the rule for council committees.

    Clear means that neither the day of publication nor the day of the meeting counts. Source: Local Government Act
    1972 s100B, read as working days as most constitutions do. Published Thursday 1 July 2010 for Thursday 8 July gives
    4; for Friday 9 July it gives 5.
    """
    return working_days_between(published_on, meeting_on, division)


def latest_publication_on(meeting_on: date, clear_days: int = 5, division: str = "England") -> date:
    """The last working day on which a paper can come out and still be open for so many clear working days.

    Raises ValueError where clear_days is negative.
    """
    if clear_days < 0:
        raise ValueError("The number of clear days cannot be negative.")
    return add_working_days(meeting_on, -(clear_days + 1), division)


def add_working_days(day: date, number: int, division: str = "England") -> date:
    """The working day that lies so many working days after a day (before it, where the number is negative).

    The day itself does not count, whether or not it is a working day; 0 gives the day back as it is. Five working days
    after Friday 2 May 2025 is Monday 12 May, because Monday 5 May is a bank holiday.
    """
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, division)
    return day


def next_due_on(last_on: date, frequency: Frequency | str) -> date:
    """The day by which something that happened on last_on has to happen again.

    Months keep their day of the month; where a month is too short it is its last day (30 November, quarterly, gives 28
    or 29 February). Raises ValueError for a frequency that there is not.
    """
    known = Frequency(frequency)
    if known in _DAYS:
        return last_on + timedelta(days=_DAYS[known])
    return _add_months(last_on, _MONTHS[known])


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def meeting_due(
    last_on: date | None, frequency: Frequency | str, on: date, *, since: date | None = None
) -> MeetingDue | None:
    """When a body has to meet by its own rule, as known on a day; None where it has neither met nor begun.

    A body that has never met is counted from the day on which it began (since).
    """
    counted_from = last_on or since
    if counted_from is None:
        return None
    due_on = next_due_on(counted_from, frequency)
    return MeetingDue(due_on, max((on - due_on).days, 0))


def is_meeting_overdue(
    last_on: date | None, frequency: Frequency | str, on: date, *, since: date | None = None
) -> bool:
    """Is the body past the day by which its own rule says that it meets? On that day itself it is still in time."""
    due = meeting_due(last_on, frequency, on, since=since)
    return due is not None and due.is_overdue
