"""What does the improved Farrington method say of each place? Columns of numbers, before they become findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning import seasons, thresholds
from commonweal.analysis.early_warning.settings import FarringtonSettings, Mode
from commonweal.analysis.early_warning.values import NotPossible, Series

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Columns:
    """One value for each place asked; not a number where nothing can be said."""

    places: Ints
    observed: Floats
    has_past: NDArray[np.bool_]
    fitted: NDArray[np.bool_]
    enough: NDArray[np.bool_]
    expected: Floats
    bounds: thresholds.Bounds
    error: Floats
    phi: Floats
    steps: Floats
    trend: Floats
    slope: Floats
    used: Floats
    missing: Floats
    first: Floats
    last: Floats


@dataclass(frozen=True)
class Asked:
    """The places of one series, from first to last. `counts` are its own, with NaN for what is missing."""

    series: Series
    counts: Floats
    first: int
    last: int

    @property
    def places(self) -> Ints:
        return np.arange(self.first, self.last + 1, dtype=np.int64)


def judge(many: Sequence[Asked], settings: FarringtonSettings) -> Columns:
    """All places of all series, one below the other: bounds are drawn for all of them at once."""
    from commonweal.analysis.early_warning import kernel

    fitted = [_fits(one, settings) for one in many]
    has_past = np.concatenate([past for past, _ in fitted])
    fits = np.concatenate([found for _, found in fitted])
    observed = np.concatenate([one.counts[one.places] for one in many])
    eta, se, phi = fits[:, kernel.ETA], fits[:, kernel.SE], fits[:, kernel.PHI]
    return Columns(
        places=np.concatenate([one.places for one in many]), observed=observed, has_past=has_past,
        fitted=fits[:, kernel.STATUS] == kernel.FITTED,
        enough=np.concatenate([_enough_cases(one, settings) for one in many]),
        expected=np.exp(eta), bounds=thresholds.draw(observed, eta, se, phi, settings), error=se, phi=phi,
        steps=fits[:, kernel.STEPS], trend=fits[:, kernel.TREND], slope=fits[:, kernel.SLOPE],
        used=fits[:, kernel.USED], missing=fits[:, kernel.MISSING],
        first=fits[:, kernel.FIRST], last=fits[:, kernel.LAST],
    )  # fmt: skip


def _fits(asked: Asked, settings: FarringtonSettings) -> tuple[NDArray[np.bool_], Floats]:
    from commonweal.analysis.early_warning import kernel

    past = seasons.past_of(asked.series, settings, asked.places)
    has_past = past.years > 0
    fits = np.full((len(has_past), kernel.COLUMNS), np.nan)
    if has_past.any():
        fits[has_past] = kernel.fit_places(
            asked.counts, seasons.times_of(asked.series), _offsets(asked.series, settings),
            past.refs[has_past], past.years[has_past], past.floors[has_past],
            settings.half_window, settings.season_groups, settings.past_left_out,
            bool(settings.trend), _slope_must_exceed(settings.trend_level, len(asked.counts)),
            bool(settings.reweight), float(settings.reweight_above),
            settings.mode is Mode.COMPAT, asked.series.starts is not None,
        )  # fmt: skip
    return has_past, fits


def baseline_places(series: Series, settings: FarringtonSettings, at: int) -> list[int]:
    """Missing ones too; none where there is too little past."""
    from commonweal.analysis.early_warning import kernel

    past = seasons.past_of(series, settings, np.array([at]))
    refs, years = past.refs[0], int(past.years[0])
    if not years:
        return []
    start = max(int(refs[years]) - settings.half_window, int(past.floors[0]))
    group = np.empty(at - start + 1, dtype=np.int64)
    kernel.season_groups(
        refs, years, settings.half_window, settings.season_groups, settings.past_left_out, start, group
    )
    return [start + int(place) for place in np.flatnonzero(group >= 0)]


def _offsets(series: Series, settings: FarringtonSettings) -> Floats:
    if not settings.use_population:
        return np.zeros(len(series.counts))
    if series.population is None:
        raise NotPossible("The settings ask for the population, and the series has none.")
    return np.log(np.array(series.population, dtype=np.float64))


def _enough_cases(asked: Asked, settings: FarringtonSettings) -> NDArray[np.bool_]:
    """In compat a missing period makes the sum unknown; else what is known may be enough."""
    over = settings.over_periods
    known = asked.counts[max(asked.first - over + 1, 0) : asked.last + 1]
    if settings.mode is not Mode.COMPAT:
        known = np.where(np.isnan(known), 0.0, known)
    before = np.zeros(max(over - 1 - asked.first, 0))
    views = np.lib.stride_tricks.sliding_window_view(np.concatenate([before, known]), over)
    return np.asarray(views.sum(axis=1) >= settings.fewest_cases)


@cache
def _slope_must_exceed(level: float, longest: int) -> Floats:
    """By degrees of freedom: how many standard errors a trend has to measure to be kept."""
    from scipy.special import stdtrit

    if level >= 1:
        return np.zeros(longest + 1)
    found = stdtrit(np.arange(1, longest + 1), 1 - level / 2) if level > 0 else np.full(longest, np.inf)
    return np.concatenate([[np.inf], found])
