"""What may a cell of a table of returns say, and what does it mean?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from commonweal.ground.partners.rules import NEVER_TOLD
from commonweal.listen.tension.rules.deadlines import is_week
from commonweal.reading.private_text import find_private

YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"", "no", "n", "false", "0"})
EPOCH = date(1899, 12, 30)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Known:
    """What cells may say, in small letters: names and codes of areas, labels and codes of levels and themes, names."""

    areas: Mapping[str, int]
    levels: Mapping[str, str]
    themes: Mapping[str, str]
    communities: Mapping[str, int] = field(default_factory=dict)
    bodies: Mapping[str, int] = field(default_factory=dict)
    never_told: frozenset[str] = frozenset()


class BadRow(Exception):
    def __init__(self, column: str, words: str):
        super().__init__(words)
        self.column, self.words = column, words


def check_private(cells: Mapping[str, str], columns: tuple[str, ...]) -> None:
    """A table is scanned as a page is; where a page would ask, the row is keyed in by hand, so that somebody answers."""
    for column in columns:
        for found in find_private(cells[column]):
            more = (
                ""
                if found.certain
                else " If it is not about a person, key this return in by hand and say so."
            )
            raise BadRow(column, f"“{found.text}”: {found.what} {found.instead}{more}")


def find_week(typed: str) -> date:
    """2010-07-12, 12/07/2010, or the number that a spreadsheet keeps for a day."""
    week = _date(typed)
    if week is None:
        raise BadRow("Week starting", f"“{typed[:40]}” is no date. Write it as 2010-07-12 or 12/07/2010.")
    if not is_week(week):
        raise BadRow("Week starting", f"{week.isoformat()} is not a Monday. A week begins on a Monday.")
    return week


def _date(typed: str) -> date | None:
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?\Z", typed)
    british = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z", typed)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        if re.match(r"\d{5}\Z", typed):
            return EPOCH + timedelta(days=int(typed))
    except ValueError:
        return None
    return None


def is_yes(cells: Mapping[str, str], column: str) -> bool:
    said = cells[column].lower()
    if said in YES:
        return True
    if said in NO:
        return False
    raise BadRow(column, f"Say yes or no; it says “{cells[column][:40]}”.")


def find_level(cells: Mapping[str, str], column: str, known: Known) -> str:
    said = cells[column].lower()
    if said and said not in known.levels:
        raise BadRow(column, f"“{cells[column][:40]}” is no level of the scale.")
    return known.levels[said] if said else ""


def find_one_of(cells: Mapping[str, str], column: str, words: Mapping[str, str]) -> str:
    said = cells[column].lower()
    codes = {**{code: code for code in words}, **{label.lower(): code for code, label in words.items()}}
    if said and said not in codes:
        raise BadRow(column, f"Write one of {', '.join(words.values())}; it says “{cells[column][:40]}”.")
    return codes[said] if said else ""


def find_all(cells: Mapping[str, str], column: str, known: Mapping[str, Found]) -> list[Found]:
    said = [part.strip() for part in cells[column].split(";") if part.strip()]
    if unknown := [part for part in said if part.lower() not in known]:
        raise BadRow(column, f"“{unknown[0][:40]}” is not in the list. Put a semicolon between two of them.")
    return list(dict.fromkeys(known[part.lower()] for part in said))


def find_body(cells: Mapping[str, str], column: str, known: Known) -> int | None:
    said = cells[column].lower()
    if said in known.never_told:
        raise BadRow(column, f"{NEVER_TOLD}.")
    if said and said not in known.bodies:
        raise BadRow(column, f"No organisation is called “{cells[column][:60]}”.")
    return known.bodies[said] if said else None


def find_day(cells: Mapping[str, str], column: str) -> date | None:
    day = _date(cells[column])
    if cells[column] and day is None:
        raise BadRow(column, f"“{cells[column][:40]}” is no date. Write it as 2010-07-12 or 12/07/2010.")
    return day


def is_yes_or_unsaid(cells: Mapping[str, str], column: str) -> bool | None:
    return is_yes(cells, column) if cells[column] else None
