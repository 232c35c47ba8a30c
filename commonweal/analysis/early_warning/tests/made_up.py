"""Series that nobody has seen, of every kind that has ever broken a fit, and settings to match."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Counts = list[int | None]


def _poisson(rng: random.Random, mean: float) -> int:
    if mean > 500:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _seasonal(
    rng: random.Random, n: int, per_year: int, level: float, phi: float, slope: float = 0.0
) -> Counts:
    """Over-dispersed counts with a season and a trend."""
    size = level / (phi - 1) if phi > 1 else 0.0
    found: Counts = []
    for at in range(n):
        mean = level * math.exp(slope * at + 0.6 * math.sin(2 * math.pi * at / per_year))
        found.append(_poisson(rng, mean * (rng.gammavariate(size, 1 / size) if size else 1.0)))
    return found


def _with_spikes(rng: random.Random, counts: Counts) -> Counts:
    for _ in range(6):
        at, height = rng.randrange(len(counts)), rng.choice([10, 60, 400])
        for place in range(at, min(at + rng.randint(1, 4), len(counts))):
            counts[place] = (counts[place] or 0) + height
    return counts


def _with_gaps(rng: random.Random, counts: Counts) -> Counts:
    start = rng.randrange(len(counts) // 2)
    for place in [*range(start, start + rng.randint(2, 12)), *rng.sample(range(len(counts)), 5)]:
        counts[place] = None
    return counts


def _without_a_season(rng: random.Random, counts: Counts, year: int) -> Counts:
    """Missing where the oldest window of some baseline begins."""
    for back in rng.sample(range(1, 6), 2):
        start = len(counts) - 12 - year * back
        for place in range(max(start - 4, 0), max(start + 3, 0)):
            counts[place] = None
    return counts


KINDS: dict[str, Callable[[random.Random, int, int], Counts]] = {
    "all_zero": lambda rng, n, year: [0] * n,
    "constant": lambda rng, n, year: [rng.randint(1, 40)] * n,
    "plain": lambda rng, n, year: _seasonal(rng, n, year, rng.uniform(1, 30), rng.uniform(1, 4)),
    "rare": lambda rng, n, year: _seasonal(rng, n, year, rng.uniform(0.02, 0.3), 1.0),
    "large": lambda rng, n, year: _seasonal(rng, n, year, rng.uniform(1e3, 1e5), rng.uniform(1, 200)),
    "huge": lambda rng, n, year: [int(rng.uniform(0.5, 2) * 1e9) for _ in range(n)],
    "rising": lambda rng, n, year: _seasonal(rng, n, year, 4.0, 1.5, slope=0.9 / year),
    "falling": lambda rng, n, year: _seasonal(rng, n, year, 60.0, 2.0, slope=-0.9 / year),
    "spikes": lambda rng, n, year: _with_spikes(rng, _seasonal(rng, n, year, rng.uniform(0.5, 12), 1.4)),
    "gaps": lambda rng, n, year: _with_gaps(rng, _seasonal(rng, n, year, rng.uniform(1, 12), 1.6)),
    "lost_season": lambda rng, n, year: _without_a_season(rng, _seasonal(rng, n, year, 8.0, 1.3), year),
    "once_a_year": lambda rng, n, year: [
        rng.randint(3, 20) if (at - n) % year == -rng.randint(1, 2) else 0 for at in range(n)
    ],
    "one_ever": lambda rng, n, year: [1 if at == n // 3 else 0 for at in range(n)],
    "wild": lambda rng, n, year: [int(rng.paretovariate(0.7)) - 1 for _ in range(n)],
}  # fmt: skip


def farrington_control(rng: random.Random, per_year: int, n: int) -> dict[str, Any]:
    """Settings in the reference's names, for the last places of a series of n periods."""
    half = rng.choice([0, 1, 2, 3, 3, 3, 4]) if per_year >= 52 else rng.choice([0, 1])
    most = max(1, min(10, per_year - 2 * half - 1))
    return {
        "b": rng.choice([1, 2, 3, 3, 4, 5]),
        "w": half,
        "noPeriods": rng.choice([1, most, rng.randint(1, most)]),
        "pastWeeksNotIncluded": rng.choice([half, per_year // 2, rng.randint(0, per_year // 2)]),
        "reweight": rng.random() < 0.85,
        "weightsThreshold": rng.choice([1, 2.58, 2.58]),
        "trend": rng.random() < 0.85,
        "pThresholdTrend": rng.choice([0.05, 0.5, 1]),
        "alpha": rng.choice([0.005, 0.01, 0.05]),
        "limit54": [rng.choice([0, 5]), 4],
        "powertrans": rng.choice(["2/3", "2/3", "1/2", "none"]),
        "populationOffset": False,
        "thresholdMethod": rng.choice(["nbPlugin", "nbPlugin", "muan", "delta"]),
        "range_first": n - 11,
        "range_last": n,
    }


def ears_control(rng: random.Random, n: int) -> dict[str, Any]:
    return {
        "method": rng.choice(["C1", "C2", "C3"]),
        "baseline": rng.randint(3, 20),
        "minSigma": rng.choice([0, 0.5, 2]),
        "alpha": rng.choice([0.001, 0.01, 0.025]),
        "range_first": 30,
        "range_last": n,
    }


def first_days(n: int, per_year: int, rng: random.Random) -> list[str]:
    """Weeks or months one after another."""
    if per_year == 12:
        return [date(1998 + at // 12, at % 12 + 1, 1).isoformat() for at in range(n)]
    start = date(2001, 1, 1) + timedelta(days=rng.randrange(400))
    return [(start + timedelta(days=7 * at)).isoformat() for at in range(n)]
