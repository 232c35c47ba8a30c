"""Given what the fit expects, above which count is a week unusual?"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning import quantiles
from commonweal.analysis.early_warning.settings import FarringtonSettings, Mode, Power, Threshold

Floats = NDArray[np.float64]
# The reference lets no expected count be smaller, here and in the fit.
SMALLEST_MEAN = 2.220446049250313e-16
EXPONENT = {Power.TWO_THIRDS: 2 / 3, Power.HALF: 1 / 2, Power.NONE: 1.0}


@dataclass(frozen=True)
class Bounds:
    upper: Floats
    score: Floats
    p_value: Floats
    mu0: Floats
    above: NDArray[np.bool_]
    """Whether the count lies above the bound, or what the reference takes for that."""


def draw(y: Floats, eta: Floats, se: Floats, phi: Floats, settings: FarringtonSettings) -> Bounds:
    """`eta` is the logarithm of the expected count and `se` its standard error."""
    with np.errstate(all="ignore"):
        if settings.threshold is Threshold.DELTA:
            mu = np.maximum(np.exp(eta), SMALLEST_MEAN)
            return _delta(y, mu, se * mu, phi, settings)
        return _negative_binomial(y, eta, se, phi, settings)


def _delta(y: Floats, mu: Floats, se: Floats, phi: Floats, settings: FarringtonSettings) -> Bounds:
    """Counts are normal after a power of them is taken; the expectation's own error adds to the spread."""
    from scipy.special import ndtr

    z, power = NormalDist().inv_cdf(1 - settings.alpha), EXPONENT[settings.power]
    spread = power * np.sqrt(mu ** (2 * power - 1) * (phi + se * se / mu))
    upper = (mu**power + z * spread) ** (1 / power)
    p_value = ndtr(-(y**power - mu**power) / spread)
    compat = settings.mode is Mode.COMPAT
    # the reference raises what is no logarithm
    mu0 = np.exp(mu + z * se) if compat else mu
    score = (y - mu) / (upper - mu) if compat else _score(y, mu, upper)
    return Bounds(upper, score, p_value, mu0, _above(y, upper, score, compat=compat))


def _negative_binomial(
    y: Floats, eta: Floats, se: Floats, phi: Floats, settings: FarringtonSettings
) -> Bounds:
    """The quantile at the expectation itself, or (Muan) at the upper end of what the expectation may be."""
    z = NormalDist().inv_cdf(1 - settings.alpha)
    mu0 = np.exp(eta + z * se) if settings.threshold is Threshold.MUAN else np.exp(eta)
    upper = quantiles.quantile(1 - settings.alpha, mu0, phi)
    # the reference measures the distance from the logarithm of what it expects
    compat = settings.mode is Mode.COMPAT
    score = (y - eta) / (upper - eta) if compat else _score(y, np.exp(eta), upper)
    p_value = quantiles.at_least(y, mu0, phi)
    return Bounds(upper, score, p_value, mu0, _above(y, upper, score, compat=compat))


def _score(y: Floats, mu: Floats, upper: Floats) -> Floats:
    """0 at the expectation and 1 at the bound; where the bound lies no higher, still 1 there and rising with y."""
    usual = (y - mu) / np.where(upper > mu, upper - mu, 1.0)
    return np.asarray(np.where(upper > mu, usual, 1.0 + (y - upper) / (1.0 + mu)), dtype=np.float64)


def _above(y: Floats, upper: Floats, score: Floats, *, compat: bool) -> NDArray[np.bool_]:
    """The reference asks its score, which says the opposite where the bound lies below what it is measured from."""
    return np.asarray((score > 1) & (y != 0) if compat else y > upper)
