"""Which day is meant by a date as committee papers write it?"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})\s?(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_WEEKDAY}\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b",
        rf"{_WEEKDAY}\b{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b",
        r"\b(?P<day>\d{1,2})[/.-](?P<number>\d{1,2})[/.-](?P<year>\d{4}|\d{2})\b",
    )
)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


def _day_of(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].lower()) + 1
    year = int(parts["year"])
    try:
        return date(year + 2000 if year < 100 else year, month, int(parts["day"]))
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    """The first date in the text, day before month as British papers write it; None where there is none."""
    for shape in _SHAPES:
        if (found := shape.search(text)) and (day := _day_of(found)):
            return day
    return None


def whole_date(text: str) -> date | None:
    """The date, where the text is a date and nothing else; a weekday that contradicts it makes it something else."""
    stripped = text.strip().rstrip(".")
    for shape in _SHAPES:
        if (found := shape.fullmatch(stripped)) and (day := _day_of(found)):
            weekday = found.groupdict().get("weekday")
            return day if not weekday or _WEEKDAYS[day.weekday()] == weekday.lower() else None
    return None
