"""Quantiles and tails agree with the library's where it can find them, and end where it cannot."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from commonweal.analysis.early_warning.quantiles import at_least, at_most, quantile

pytestmark = pytest.mark.once
MEANS = [1e-13, 1e-4, 0.02, 0.7, 1.0, 3.3, 19.0, 250.0, 4e3, 9e4]
PHIS = [1.0, 1 + 1e-9, 1.01, 1.7, 6.0, 80.0, 3e3, 1e6]
LEVELS = [0.5, 0.9, 0.975, 0.99, 0.995, 0.9999]


def _library(mean: float, phi: float):
    return stats.poisson(mean) if phi == 1 else stats.nbinom(mean / (phi - 1), 1 / phi)


def test_quantiles_are_those_of_the_library(count):
    for phi in PHIS:
        for level in LEVELS:
            found = quantile(level, np.array(MEANS), np.full(len(MEANS), phi))
            wanted = [_library(mean, phi).ppf(level) for mean in MEANS]
            assert found.tolist() == [max(0.0, w) for w in wanted], (phi, level)
            count("early warning: quantiles compared", len(MEANS))


def test_tails_are_those_of_the_library(count):
    for phi in PHIS:
        for mean in MEANS:
            y = np.array([0.0, 1.0, 2.0, np.floor(mean), np.floor(3 * mean) + 2])
            found = at_least(y, np.full(len(y), mean), np.full(len(y), phi))
            assert found == pytest.approx(_library(mean, phi).sf(y - 1), rel=1e-9, abs=1e-300)
            count("early warning: tails compared", len(y))


@pytest.mark.parametrize("mean", [1e7, 1e9, 1e11, 1e13, 1e18, 1e30, 1e150, 1e300])
@pytest.mark.parametrize("phi", [1.0, 1.5, 1e3, 1e9, 1e14])
def test_at_huge_means_it_answers_at_once_and_rightly(mean, phi):
    """The library's own search hangs here; what is known of the shape says where the answer must be."""
    found = quantile(0.995, np.array([mean]), np.array([phi]))[0]
    size = np.inf if phi == 1 else mean / (phi - 1)
    if size > 1e6:
        z = stats.norm.ppf(0.995)
        assert found == pytest.approx(mean + z * np.sqrt(mean * phi), rel=1e-5)
    else:
        assert found == pytest.approx(stats.gamma(size, scale=phi - 1).ppf(0.995), rel=1e-4)


def test_where_two_ways_meet_they_agree():
    for edge in (1e8, 1e12):
        for phi in (1.0, 3.0, 1e5):
            below, above = quantile(0.99, np.array([edge * (1 - 1e-9), edge * (1 + 1e-9)]), np.full(2, phi))
            assert above == pytest.approx(below, rel=1e-7)


def test_no_number_in_no_number_out():
    odd = np.array([np.nan, np.inf, 0.0])
    assert np.isnan(quantile(0.99, odd, np.ones(3))[:2]).all()
    assert quantile(0.99, odd, np.ones(3))[2] == 0
    assert np.isnan(at_least(np.array([np.nan, 3.0]), np.array([2.0, np.inf]), np.ones(2))).all()
    assert at_most(np.array([-1.0]), np.ones(1), np.full(1, 2.0))[0] == 0
