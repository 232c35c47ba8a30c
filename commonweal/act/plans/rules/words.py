"""How are days, dates and numbered things said in a status sentence?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LONGEST = 80


class Named(Protocol):
    @property
    def name(self) -> str: ...


def days(n: int) -> str:
    return f"{n:,} day{'' if n == 1 else 's'}"


def ago(n: int) -> str:
    return f"{days(n)} ago" if n else "today"


def long_day(value: date | None) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def those(things: Sequence[Named], noun: str) -> str:
    """Things with their numbers: "outcome 1", "outcomes 1, 2 and 3"."""
    if len(things) == 1:
        return things[0].name
    return f"{noun}s {listed(numbers(things))}" if things else f"no {noun}"


def numbers(things: Sequence[Named]) -> list[str]:
    return [thing.name.rpartition(" ")[2] for thing in things]


def in_words(text: str) -> str:
    """A person's own words, short enough to stand inside a sentence."""
    flat = " ".join(text.split()).rstrip(".")
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1].rstrip()}…"
