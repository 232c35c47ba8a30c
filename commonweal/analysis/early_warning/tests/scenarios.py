"""Series like those on which the method was published: seven diseases, with and without a trend and a season.

After the simulation of Noufaily and others 2013: 624 weeks of negative binomial counts, of which the last 49 are judged. The five
years before hold four outbreaks of growing size, so that the method has something in its baseline to weigh down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

WEEKS, JUDGED, BASELINE = 624, 49, 312
THETA = (0.1, -2, 1.5, 0.5, 2.5, 3.75, 5)
BETA = (0.0025, 0.005, 0.003, 0.002, 0.001, 0.001, 0.0001)
COSINE = (0.6, 0.1, 0.2, 0.5, 1, 0.1, 0.05)
SINE = (0.6, 0.3, -0.4, 0.5, 0.1, -0.1, 0.01)
PHI = (1.5, 2, 1, 5, 3, 1.1, 1.2)
PAST_OUTBREAKS = (2, 3, 5, 10)


@dataclass(frozen=True)
class Scenario:
    disease: int
    trend: bool
    season: bool

    def means(self) -> np.ndarray:
        t = np.arange(1, WEEKS + 1)
        turn = 2 * np.pi * t / 52
        season = COSINE[self.disease] * np.cos(turn) + SINE[self.disease] * np.sin(turn)
        return np.exp(THETA[self.disease] + self.trend * BETA[self.disease] * t + self.season * season)

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        mean, phi = self.means(), PHI[self.disease]
        counts = rng.poisson(mean) if phi == 1 else rng.negative_binomial(mean / (phi - 1), 1 / phi)
        for size in PAST_OUTBREAKS:
            start = int(rng.integers(BASELINE, WEEKS - JUDGED))
            cases = rng.poisson(size * np.sqrt(phi * mean[start]))
            weeks = start + np.floor(rng.lognormal(0.0, 0.5, cases)).astype(int)
            np.add.at(counts, weeks[weeks < WEEKS - JUDGED], 1)
        return counts


def scenarios() -> Iterator[Scenario]:
    """All 28."""
    for disease in range(len(THETA)):
        for trend in (False, True):
            for season in (False, True):
                yield Scenario(disease, trend, season)
