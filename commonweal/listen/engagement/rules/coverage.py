"""Who has not been heard, and how bad is it? A gap is said in words, with the effort beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

SHORT_WEEKS, LONG_WEEKS = 13, 26


class Gap(IntEnum):
    """The worst first."""

    NOBODY = 0
    SILENT = 1
    LONG = 2
    SHORT = 3
    HEARD = 4


@dataclass(frozen=True)
class Effort:
    """What was done to hear one community in one area. people is None where no size is known."""

    people: int | None
    desks: int = 0
    organisations: int = 0
    contacts: int = 0
    engagements: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class Judgement:
    gap: Gap
    sentence: str
    days: int | None


def judge(effort: Effort, *, on: date, short: int = SHORT_WEEKS, long: int = LONG_WEEKS) -> Judgement:
    """short and long are weeks: since when nobody was heard before it counts as a gap, and as a long one."""
    if effort.last_on is not None:
        return _by_day(effort.last_on, on, short, long)
    if effort.desks or effort.organisations or effort.contacts:
        return Judgement(Gap.SILENT, "Somebody is there to listen, and nothing was ever heard.", None)
    return Judgement(Gap.NOBODY, "No desk, no organisation, no contact, and never heard.", None)


def _by_day(last_on: date, on: date, short: int, long: int) -> Judgement:
    days = (on - last_on).days
    weeks = f"{days // 7} weeks" if days >= 14 else f"{days} days"
    if days > long * 7:
        return Judgement(Gap.LONG, f"Not heard for {weeks}.", days)
    if days > short * 7:
        return Judgement(Gap.SHORT, f"Not heard for {weeks}.", days)
    return Judgement(Gap.HEARD, "Heard today." if days == 0 else f"Heard {weeks} ago.", days)


def since(on: date, weeks: int) -> date:
    return on - timedelta(weeks=weeks)


def rank(judgement: Judgement, people: int | None) -> tuple[int, int, int]:
    """The worst gap first, within it the longest silence, then the most people."""
    return (judgement.gap, -(judgement.days or 0), -(people or 0))
