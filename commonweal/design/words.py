"""How are dates, times, distances and counts written on every page?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# Written out, because strftime speaks the language of the machine it runs on.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(value: date | datetime | None) -> str:
    """22 July 2010; nothing for nothing."""
    if value is None:
        return ""
    when = _in_london(value) if isinstance(value, datetime) else value
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def clock(value: datetime) -> str:
    """3:05pm, 3pm, midday, midnight."""
    when = _in_london(value)
    if when.minute == 0 and when.hour in (0, 12):
        return "midday" if when.hour else "midnight"
    minutes = f":{when.minute:02d}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}{'am' if when.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """22 July 2010, 3:05pm, as a clock in London shows it."""
    return "" if value is None else f"{day(value)}, {clock(value)}"


def week(value: date | datetime, year: bool = False) -> str:
    """week of Monday 19 July (2010), for any day of that week."""
    when = _in_london(value).date() if isinstance(value, datetime) else value
    monday = when - timedelta(days=when.weekday())
    return f"week of Monday {monday.day} {MONTHS[monday.month - 1]}" + (f" {monday.year}" if year else "")


def distance(metres: float) -> str:
    """850 m below one kilometre, 1.2 km from there on."""
    if round(metres) < 1000:
        return f"{round(metres)} m"
    return f"{metres / 1000:.1f} km"


def count(number: int, one: str, many: str = "") -> str:
    """no actions, 1 action, 3 actions, 1,204 actions."""
    name = one if number == 1 else (many or f"{one}s")
    return f"no {name}" if number == 0 else f"{number:,} {name}"


def listed(things: Iterable[str], last: str = "and") -> str:
    """a, b and c."""
    words = [str(thing) for thing in things]
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _in_london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(
            "A time without a time zone cannot be shown: give it one where it enters the program."
        )
    return value.astimezone(LONDON)
