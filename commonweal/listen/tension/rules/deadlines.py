"""When does a week begin, when is its return due, from when is it late, and when is it closed to everybody?

Weeks run from Monday to Monday, the second Monday left out. A deadline is a time on the wall of one place: midday stays
midday on the day the clocks change. A moment that the clocks skip counts as the moment after the gap; one that comes
twice as the second time, so that nobody is late who looked at the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commonweal.ground.visibility.rules import NotPossible

DAYS_IN_A_WEEK = 7
LATEST_DUE_DAY = 13
ESCALATED_AFTER = timedelta(hours=24)


def week_of(day: date) -> date:
    """The Monday on which the week of this day begins."""
    return day - timedelta(days=day.weekday())


def is_week(day: date) -> bool:
    return day.weekday() == 0


def check_week(day: date) -> None:
    if not is_week(day):
        raise NotPossible("A week begins on a Monday. Choose a Monday.")


def weeks_between(first: date, last: date) -> tuple[date, ...]:
    """Every Monday from the week of the first day up to and including the week of the last."""
    start, end = week_of(first), week_of(last)
    return tuple(start + timedelta(days=n) for n in range(0, (end - start).days + 1, DAYS_IN_A_WEEK))


def week_at(moment: datetime, zone: str) -> date:
    """The Monday of the week in which this moment lies, where the clock shows the time of the zone."""
    return week_of(moment.astimezone(ZoneInfo(zone)).date())


@dataclass(frozen=True)
class Clockwork:
    """A round's settings: due so many days after Monday at a time on the wall; late and locked are two things.

    lock_hours is None where a return is taken however late it comes.
    """

    due_day: int
    due_clock: time
    zone: str = "Europe/London"
    lock_hours: int | None = None
    remind_hours: int = 24

    def due_at(self, week_starting: date) -> datetime:
        return on_the_wall(week_starting + timedelta(days=self.due_day), self.due_clock, self.zone)

    def lock_at(self, week_starting: date) -> datetime | None:
        if self.lock_hours is None:
            return None
        return self.due_at(week_starting) + timedelta(hours=self.lock_hours)

    def remind_at(self, week_starting: date) -> datetime:
        return self.due_at(week_starting) - timedelta(hours=self.remind_hours)


def on_the_wall(day: date, clock: time, zone: str) -> datetime:
    """The moment at which a clock of the zone shows this, in UTC."""
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    later = local.replace(fold=1)
    moments = [each.astimezone(UTC) for each in (local, later)]
    # In the gap the two readings lie the other way round; the one after the gap is the greater in both cases.
    return max(moments)


def reminders_due(at: datetime, *, remind_at: datetime, due_at: datetime) -> tuple[str, ...]:
    """What may be sent to somebody silent now: before the deadline; after it; and, a day later, to whoever oversees them."""
    if at > due_at:
        return ("after", "above") if at > due_at + ESCALATED_AFTER else ("after",)
    return ("before",) if at >= remind_at else ()


def check_settings(clockwork: Clockwork) -> None:
    if not 0 <= clockwork.due_day <= LATEST_DUE_DAY:
        raise NotPossible("A return is due between the Monday of its week and the Sunday of the next.")
    if clockwork.lock_hours is not None and clockwork.lock_hours < 0:
        raise NotPossible("A return cannot be locked before it is due.")
    if clockwork.remind_hours < 0:
        raise NotPossible("A reminder comes before the deadline.")
    try:
        ZoneInfo(clockwork.zone)
    except (KeyError, ValueError, OSError) as unknown:
        raise NotPossible(f"There is no time zone {clockwork.zone}. Europe/London is one.") from unknown


def effective_due(due_at: datetime, extended_to: datetime | None) -> datetime:
    """An exception moves the deadline back, never forward."""
    return max(due_at, extended_to) if extended_to else due_at


def is_late(arrived_at: datetime, due_at: datetime) -> bool:
    """On the stroke it is in time; a moment later it is late."""
    return arrived_at > due_at


def is_locked(at: datetime, lock_at: datetime | None, extended_to: datetime | None = None) -> bool:
    """Closed to everybody, unless an exception that names the person lasts still."""
    if lock_at is None or at <= lock_at:
        return False
    return extended_to is None or at > extended_to


def check_may_still_send(at: datetime, lock_at: datetime | None, extended_to: datetime | None) -> None:
    if is_locked(at, lock_at, extended_to):
        raise NotPossible(
            "This week is closed. Ask an analyst for an exception: it names you and says until when you may send."
        )


def check_exception(*, granted_at: datetime, until_at: datetime, reason: str) -> None:
    if until_at <= granted_at:
        raise NotPossible("An exception ends after it is given.")
    if not reason.strip():
        raise NotPossible("Say why this person has longer.")
