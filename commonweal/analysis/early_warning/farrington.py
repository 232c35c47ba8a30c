"""What does the improved Farrington method say of each place? Columns of numbers, before they become findings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from commonweal.analysis.early_warning import seasons, thresholds
from commonweal.analysis.early_warning.settings import FarringtonSettings, Mode
from commonweal.analysis.early_warning.values import NotPossible, Series

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Columns:
    """One value for each place asked; not a number where nothing can be said."""

    places: NDArray[np.int64]
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


def judge(series: Series, counts: Floats, settings: FarringtonSettings, first: int, last: int) -> Columns:
    """`counts` are those of the series, with NaN for what is missing."""
    from commonweal.analysis.early_warning import kernel

    places = np.arange(first, last + 1, dtype=np.int64)
    past = seasons.past_of(series, settings, places)
    has_past = past.years > 0
    fits = np.full((len(places), kernel.COLUMNS), np.nan)
    if has_past.any():
        fits[has_past] = kernel.fit_places(
            counts, seasons.times_of(series), _offsets(series, settings),
            past.refs[has_past], past.years[has_past], past.floors[has_past],
            settings.half_window, settings.season_groups, settings.past_left_out,
            bool(settings.trend), _slope_must_exceed(settings.trend_level, len(counts)),
            bool(settings.reweight), float(settings.reweight_above),
            settings.mode is Mode.COMPAT, series.starts is not None,
        )  # fmt: skip
    eta, se, phi = fits[:, kernel.ETA], fits[:, kernel.SE], fits[:, kernel.PHI]
    return Columns(
        places=places, observed=counts[places], has_past=has_past, fitted=fits[:, kernel.STATUS] == kernel.FITTED,
        enough=_enough_cases(counts, settings, places), expected=np.exp(eta),
        bounds=thresholds.draw(counts[places], eta, se, phi, settings), error=se, phi=phi,
        steps=fits[:, kernel.STEPS],
        trend=fits[:, kernel.TREND], slope=fits[:, kernel.SLOPE], used=fits[:, kernel.USED],
        missing=fits[:, kernel.MISSING], first=fits[:, kernel.FIRST], last=fits[:, kernel.LAST],
    )  # fmt: skip


def _offsets(series: Series, settings: FarringtonSettings) -> Floats:
    if not settings.use_population:
        return np.zeros(len(series.counts))
    if series.population is None:
        raise NotPossible("The settings ask for the population, and the series has none.")
    return np.log(np.array(series.population, dtype=np.float64))


def _enough_cases(
    counts: Floats, settings: FarringtonSettings, places: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """In compat a missing period makes the sum unknown; else what is known may be enough."""
    known = counts if settings.mode is Mode.COMPAT else np.nan_to_num(counts)
    running = np.concatenate([np.zeros(settings.over_periods), known])
    views = np.lib.stride_tricks.sliding_window_view(running, settings.over_periods)[1:]
    return np.asarray(views[places].sum(axis=1) >= settings.fewest_cases)


@cache
def _slope_must_exceed(level: float, longest: int) -> Floats:
    """By degrees of freedom: how many standard errors a trend has to measure to be kept."""
    if level >= 1:
        return np.zeros(longest + 1)
    found = stdtrit(np.arange(1, longest + 1), 1 - level / 2) if level > 0 else np.full(longest, np.inf)
    return np.concatenate([[np.inf], found])
