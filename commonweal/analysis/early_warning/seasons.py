"""Which places of a series are the same season of earlier years?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning.settings import FarringtonSettings
from commonweal.analysis.early_warning.values import NotPossible, Series

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
WEEKLY = 52


@dataclass(frozen=True)
class Past:
    """For each place asked: itself and the same period of the years before it, how many years count, and from where."""

    refs: Ints
    years: Ints
    floors: Ints


def past_of(series: Series, settings: FarringtonSettings, places: Ints) -> Past:
    """Years are 0 where a place has too little past. Nothing before the last break is anybody's past."""
    refs = _same_period(series, settings.years_back, places)
    breaks = np.array([0, *sorted(set(series.breaks))], dtype=np.int64)
    floors = breaks[np.searchsorted(breaks, places, side="right") - 1]
    since = np.where(floors > 0, floors + settings.half_window, 0)
    there = (refs >= since[:, None]) & (refs >= 0)
    years = there[:, 1:].cumprod(axis=1).sum(axis=1)
    years[years < (settings.fewest_years or settings.years_back)] = 0
    _check_blocks(refs, years, settings)
    return Past(refs, years, floors)


def earliest_place(series: Series, settings: FarringtonSettings) -> int:
    """The first place whose windows all lie inside the series."""
    years = settings.fewest_years or settings.years_back
    place = years * series.per_year + settings.half_window
    if series.starts is None:
        return place
    for at in range(max(0, place - series.per_year // 4 - 3), len(series.counts)):
        refs = _same_period(series, years, np.array([at]))[0]
        if refs[-1] >= settings.half_window:
            return at
    return len(series.counts)


def times_of(series: Series) -> Floats:
    """In periods; by the calendar where there is one, in units of the first period."""
    if series.starts is None or len(series.starts) < 2:
        return np.arange(len(series.counts), dtype=np.float64)
    days = np.array([day.toordinal() for day in series.starts], dtype=np.float64)
    return np.asarray((days - days[0]) / (days[1] - days[0]), dtype=np.float64)


def _same_period(series: Series, years: int, places: Ints) -> Ints:
    """Columns: the place, a year before, two years before … -1 where there is none."""
    if series.starts is None:
        refs = places[:, None] - np.arange(years + 1)[None, :] * series.per_year
        return np.asarray(np.maximum(refs, -1), dtype=np.int64)
    wanted = [
        [_earlier(series.starts[at], back, series.per_year).toordinal() for back in range(years + 1)]
        for at in places
    ]
    return _nearest(series, np.array(wanted, dtype=np.int64).reshape(len(places), years + 1))


def _nearest(series: Series, wanted: Ints) -> Ints:
    days = np.array([day.toordinal() for day in series.starts or ()], dtype=np.int64)
    right = np.clip(np.searchsorted(days, wanted), 1, max(len(days) - 1, 1))
    left = right - 1
    right = np.minimum(right, len(days) - 1)
    nearest = np.where(wanted - days[left] < days[right] - wanted, left, right)
    return np.asarray(np.where(np.abs(days[nearest] - wanted) * 2 * series.per_year < 365, nearest, -1))


def _earlier(day: date, years: int, per_year: int) -> date:
    """The same date some years before; for weeks, the nearest same weekday."""
    if years == 0:
        return day
    if day.year - years < 1:
        return date.min
    try:
        then = day.replace(year=day.year - years)
    except ValueError:  # 29 February
        then = date(day.year - years, 3, 1)
    if per_year != WEEKLY:
        return then
    past = (then.weekday() - day.weekday()) % 7
    return then + timedelta(days=-past if past <= 3 else 7 - past)


def _check_blocks(refs: Ints, years: Ints, settings: FarringtonSettings) -> None:
    if settings.season_groups == 1 or not len(refs):
        return
    between = refs[:, :-1] - refs[:, 1:] - 2 * settings.half_window - 1
    counts = np.arange(settings.years_back)[None, :] < years[:, None]
    if (counts & (between < settings.season_groups - 1)).any():
        raise NotPossible(
            f"A year is too short for {settings.season_groups} season groups with windows of "
            f"{2 * settings.half_window + 1}: choose fewer season_groups or a smaller half_window."
        )
