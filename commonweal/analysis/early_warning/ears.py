"""Is this week out of line with the few weeks just before it? EARS C1, C2 and C3."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning.settings import EarsMethod, EarsSettings, Mode

Floats = NDArray[np.float64]
LEAVES_OUT = {EarsMethod.C1: 0, EarsMethod.C2: 2, EarsMethod.C3: 2}


@dataclass(frozen=True)
class EarsColumns:
    """One value for each place from `first`; not a number where nothing can be said."""

    first: int
    last: int
    mean: Floats
    sigma: Floats
    upper: Floats
    score: Floats
    p_value: Floats

    def __len__(self) -> int:
        return self.last - self.first + 1


def first_place(settings: EarsSettings) -> int:
    """C3 needs C2 of the two periods before."""
    return settings.baseline + LEAVES_OUT[settings.method] + _carries(settings)


def baseline_of(settings: EarsSettings, at: int) -> tuple[int, int]:
    """From where to where the baseline of a place reaches; C3's with those of the two periods before."""
    until = at - 1 - LEAVES_OUT[settings.method]
    return until - settings.baseline + 1 - _carries(settings), until


def _carries(settings: EarsSettings) -> int:
    return 2 if settings.method is EarsMethod.C3 else 0


def windows(counts: Floats, settings: EarsSettings) -> tuple[Floats, Floats]:
    """Mean and spread of each place's baseline; not a number where it would begin before the series."""
    reach = settings.baseline + LEAVES_OUT[settings.method]
    mean, sigma = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    if len(counts) > reach:
        views = np.lib.stride_tricks.sliding_window_view(counts, settings.baseline)[: len(counts) - reach]
        mean[reach:] = views.mean(axis=1)
        sigma[reach:] = np.maximum(views.std(axis=1, ddof=1), settings.least_sigma)
    return mean, sigma


def judge(counts: Floats, settings: EarsSettings, first: int, last: int) -> EarsColumns:
    """`counts` has NaN for what is missing, and a baseline that touches one says nothing."""
    from scipy.special import ndtr

    mean, sigma = windows(counts, settings)
    z = NormalDist().inv_cdf(1 - settings.level)
    carries = settings.method is EarsMethod.C3
    with np.errstate(invalid="ignore", divide="ignore"):
        away = (counts - mean) / sigma
        upper = mean + z * sigma
        if carries and settings.mode is Mode.COMPAT:
            # The reference starts from the count itself, so there an alarm follows from the two weeks before alone.
            upper = np.maximum(0.0, counts + sigma * (z - _carried(away)))
        elif carries:
            upper = np.maximum(0.0, mean + sigma * (1.0 + z - _carried(away)))
        score = np.where(upper > mean, (counts - mean) / (upper - mean), np.nan)
    asked = slice(first, last + 1)
    # C3 sums over three weeks, and no tail of one of them belongs to it
    tail = np.full(len(counts), np.nan) if carries else ndtr(-away)
    nothing = np.full(len(counts), np.nan)
    return EarsColumns(
        first,
        last,
        mean[asked],
        sigma[asked],
        upper[asked],
        (nothing if carries else score)[asked],
        tail[asked],
    )


def _carried(away: Floats) -> Floats:
    """By how much the two periods before lay more than one deviation above their own baselines."""
    above = np.maximum(0.0, away - 1.0)
    carried = np.full(len(away), np.nan)
    carried[2:] = above[1:-1] + above[:-2]
    return carried
