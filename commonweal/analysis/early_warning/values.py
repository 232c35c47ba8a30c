"""What goes into the early warning, and what comes out of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import isfinite

VERSION = "1"
"""Counted up when the same series and settings would give another answer; every alert carries it."""


MOST = 10**300
"""No count is larger; beyond it numbers end."""


class NotPossible(ValueError):
    """The question cannot be answered as it was put; the message is one sentence that says why."""


@dataclass(frozen=True)
class Series:
    """Counts by week, month or another equal period, oldest first. None is a missing period; a nil return is 0."""

    counts: Sequence[int | None]
    name: str = ""
    starts: Sequence[date] | None = None
    """First day of every period. Without it the same week of an earlier year is `per_year` periods before."""
    population: Sequence[float] | None = None
    per_year: int = 52
    breaks: Sequence[int] = field(default=())
    """Positions at which something changed in how things are counted: nothing before one is a baseline after it."""

    def __post_init__(self) -> None:
        _check_counts(self)
        for what, values in (("first days", self.starts), ("population figures", self.population)):
            if values is not None and len(values) != len(self.counts):
                raise NotPossible(
                    f"{_called(self)} has {len(self.counts)} counts but {len(values)} {what}; there must be one each."
                )
        _check_calendar(self)
        if self.population is not None and not all(p > 0 and isfinite(p) for p in self.population):
            raise NotPossible(f"{_called(self)} has a population that is not a number above 0.")


def _called(series: Series) -> str:
    return _called_so(series.name)


def _called_so(name: str) -> str:
    return f"The series {name!r}" if name else "The series"


def _check_counts(series: Series) -> None:
    for at, count in enumerate(series.counts):
        if count is not None:
            check_count(count, series.name, at)


def check_count(count: float, name: str, at: int) -> None:
    if not (0 <= count <= MOST and count == int(count)):
        raise NotPossible(
            f"{_called_so(name)} holds {str(count)[:40]} in place {at + 1}; a count is a whole number from 0, "
            "or nothing where it is missing."
        )


def _check_calendar(series: Series) -> None:
    if not 1 <= series.per_year <= 366:
        raise NotPossible(f"{_called(series)} has {series.per_year} periods a year; it must be 1 to 366.")
    starts = series.starts or ()
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise NotPossible(f"{_called(series)} has first days out of order; they must go from old to new.")
    if any(not 0 <= place < len(series.counts) for place in series.breaks):
        raise NotPossible(f"{_called(series)} has a break outside of itself.")


class Why(StrEnum):
    """Why a period has no judgement, or only half of one."""

    TOO_LITTLE_PAST = "too little past"
    TOO_FEW_CASES = "too few cases"
    MISSING = "missing"
    NO_FIT = "no fit"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Which past periods the expectation rests on: places from `first` to `last`, without those left out."""

    first: int
    last: int
    used: int
    missing: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What the method says of one period. None stands for what it does not say; `why` gives the reason."""

    at: int
    """Place in the series, from 0."""
    starts_on: date | None
    observed: int | None
    expected: float | None = None
    upper_bound: float | None = None
    alarm: bool | None = None
    score: float | None = None
    """0 where as many as expected were counted, 1 at the upper bound. Above 1 is unusual."""
    p_value: float | None = None
    """How often as many or more would be counted if nothing had changed."""
    mu0: float | None = None
    """The mean on which the bound is built; with the Muan threshold it lies above the expected count."""
    phi: float | None = None
    """How much more the past varies than chance alone would make it; 1 is chance alone."""
    trend: bool | None = None
    trend_coefficient: float | None = None
    """Change of the logarithm of the count from one period to the next."""
    baseline: Baseline | None = None
    why: Why | None = None
