"""How many cases would be the most that one expects, and how rare are so many? For any mean, in bounded time.

A count varies around its mean as a Poisson variable where phi is 1, else as a negative binomial one whose variance is
phi times its mean. The quantile functions at hand search upwards one by one and hang at large means; these never do
more than double and halve. scipy takes long to import, so that is done where it is needed.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Beyond these the shape of the distribution is known to more digits than anybody compares.
NEARLY_NORMAL = 1e8
NEARLY_GAMMA = 1e12
_SMALLEST_SIZE = 1e-300
_NEVER_MORE = 2400  # doublings and halvings that the range of floating numbers allows


def at_most(x: Floats, mean: Floats, phi: Floats) -> Floats:
    """The chance of x or fewer."""
    return _at_most(x, mean, phi, _size(mean, phi))


def _at_most(x: Floats, mean: Floats, phi: Floats, size: Floats) -> Floats:
    from scipy.special import betainc, gammaincc

    beyond = np.maximum(x, 0) + 1
    found = np.where(phi > 1, betainc(size, beyond, 1 / phi), gammaincc(beyond, mean))
    return np.asarray(np.where(x < 0, 0.0, found), dtype=np.float64)


def at_least(y: Floats, mean: Floats, phi: Floats) -> Floats:
    """The chance of y or more: the p-value of a count."""
    from scipy.special import betaincc, gammainc

    with np.errstate(invalid="ignore", over="ignore"):
        some = np.maximum(y, 1)
        found = np.where(phi > 1, betaincc(_size(mean, phi), some, 1 / phi), gammainc(some, mean))
        found = np.where(y <= 0, 1.0, found)
        return np.asarray(np.where(np.isfinite(y) & np.isfinite(mean), found, np.nan), dtype=np.float64)


def quantile(level: float, mean: Floats, phi: Floats) -> Floats:
    """The smallest whole number that is not exceeded with at least the chance `level`."""
    from scipy.special import gammaincinv

    with np.errstate(all="ignore"):
        size, rough = _size(mean, phi), _cornish_fisher(level, mean, phi)
        found = np.where(np.isfinite(mean), np.maximum(np.floor(rough + 0.5), 0.0), np.nan)
        gamma = np.isfinite(mean) & (mean >= NEARLY_GAMMA) & (size < NEARLY_NORMAL)
        if gamma.any():
            found[gamma] = np.floor(gammaincinv(size[gamma], level) * (phi[gamma] - 1) + 0.5)
        exact = (
            np.isfinite(mean) & (mean < NEARLY_GAMMA) & ~((mean >= NEARLY_NORMAL) & (size >= NEARLY_NORMAL))
        )
        if exact.any():
            found[exact] = _search(level, mean[exact], phi[exact], size[exact], found[exact])
    return np.asarray(found, dtype=np.float64)


def _size(mean: Floats, phi: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.asarray(
            np.where(phi > 1, np.maximum(mean / (phi - 1), _SMALLEST_SIZE), np.inf), dtype=np.float64
        )


def _cornish_fisher(level: float, mean: Floats, phi: Floats) -> Floats:
    """A normal quantile, bent for skewness."""
    z, sd = NormalDist().inv_cdf(level), np.sqrt(mean * phi)
    return np.asarray(mean + sd * z + (2 * phi - 1) * (z * z - 1) / 6, dtype=np.float64)


def _search(level: float, mean: Floats, phi: Floats, size: Floats, guess: Floats) -> Floats:
    """Brackets the answer between `low` (too small) and `high` (enough), then halves what lies between."""
    enough = _at_most(guess, mean, phi, size) >= level
    low, high = np.where(enough, -1.0, guess), np.where(enough, guess, np.inf)
    reach = np.ones(len(mean))
    for _ in range(_NEVER_MORE):
        open_ = np.flatnonzero(high - low > np.maximum(1.0, 1e-15 * low))
        if not len(open_):
            break
        below, above, step = low[open_], high[open_], reach[open_]
        # from the guess outwards in doubling steps, until both sides are known to be near
        try_ = np.where(np.isinf(above), below + step, np.maximum(above - step, below + 1))
        try_ = np.where(step < 0, np.floor(below + (above - below) / 2), try_)
        fine = _at_most(try_, mean[open_], phi[open_], size[open_]) >= level
        turned = np.where(np.isinf(above), fine, ~fine)
        high[open_], low[open_] = np.where(fine, try_, above), np.where(fine, below, try_)
        reach[open_] = np.where((step < 0) | turned, -1.0, step * 2)
    return high
