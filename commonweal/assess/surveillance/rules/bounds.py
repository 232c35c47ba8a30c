"""How few would have been unusual, too? The lower end of what was to be expected, for the sentence and the chart."""

from __future__ import annotations

from math import exp, lgamma, log, sqrt
from statistics import NormalDist

LARGE = 5_000.0  # from here on the normal distribution says the same, without adding up thousands of terms


def lower_bound(mean: float, dispersion: float, alpha: float) -> int:
    """The alpha quantile of the distribution whose upper quantile is the bound of an alert."""
    if mean <= 0:
        return 0
    dispersion = max(dispersion, 1.0)
    if mean > LARGE:
        return max(0, int(mean + NormalDist().inv_cdf(alpha) * sqrt(mean * dispersion)))
    total, number = 0.0, 0
    while number < LARGE * 4:
        total += exp(_log_probability(number, mean, dispersion))
        if total >= alpha:
            return number
        number += 1
    return int(mean)


def _log_probability(number: int, mean: float, dispersion: float) -> float:
    """Negative binomial with variance dispersion times mean; Poisson where that is the mean itself."""
    if dispersion - 1 < 1e-9:
        return number * log(mean) - mean - lgamma(number + 1)
    size = mean / (dispersion - 1)
    return (
        lgamma(number + size)
        - lgamma(size)
        - lgamma(number + 1)
        - size * log(dispersion)
        + number * (log(dispersion - 1) - log(dispersion))
    )
