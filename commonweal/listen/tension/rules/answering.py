"""When is whoever spoke owed an answer, and was the promise kept?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commonweal.analysis.scheduling import add_working_days
from commonweal.listen.tension.rules.deadlines import on_the_wall

PROMISED_WORKING_DAYS = 2
END_OF_DAY = time(23, 59)
FEWEST_PUBLISHED = 10


def answer_due_at(arrived_at: datetime, zone: str = "Europe/London") -> datetime:
    """The last minute of the second working day after the day on which it came."""
    day = arrived_at.astimezone(ZoneInfo(zone)).date()
    return on_the_wall(add_working_days(day, PROMISED_WORKING_DAYS), END_OF_DAY, zone)


def closed_month(at: datetime, zone: str = "Europe/London") -> date:
    """The first day of the latest month in which nobody waits any more within the time that was promised."""
    first = at.astimezone(ZoneInfo(zone)).date().replace(day=1)
    last_of_before = first - timedelta(days=1)
    arrived_last = on_the_wall(last_of_before, END_OF_DAY, zone)
    if at <= answer_due_at(arrived_last, zone):
        last_of_before = last_of_before.replace(day=1) - timedelta(days=1)
    return last_of_before.replace(day=1)


def span_of(month: date, zone: str = "Europe/London") -> tuple[datetime, datetime]:
    """Its first moment, and the first moment after it."""
    after = (month + timedelta(days=31)).replace(day=1)
    return on_the_wall(month, time(), zone), on_the_wall(after, time(), zone)


@dataclass(frozen=True)
class Promise:
    """How the promise was kept: answered in time, answered late, overdue now, and still in time."""

    in_time: int
    late: int
    overdue: int
    waiting: int

    @property
    def owed(self) -> int:
        """Everybody whose time is up."""
        return self.in_time + self.late + self.overdue

    @property
    def share_in_time(self) -> float | None:
        """Of those whose time is up; None where nobody's is: none of none is no percentage."""
        return self.in_time / self.owed if self.owed else None


def measure(arrivals: Iterable[tuple[datetime, datetime | None]], *, at: datetime) -> Promise:
    """From (arrived, first answered or None) of everything that is owed an answer."""
    counted = {"in_time": 0, "late": 0, "overdue": 0, "waiting": 0}
    for arrived_at, answered_at in arrivals:
        due_at = answer_due_at(arrived_at)
        if answered_at is not None:
            counted["in_time" if answered_at <= due_at else "late"] += 1
        else:
            counted["overdue" if at.astimezone(UTC) > due_at else "waiting"] += 1
    return Promise(**counted)
