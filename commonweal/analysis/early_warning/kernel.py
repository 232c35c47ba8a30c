"""What level, trend and spread does the past of each place have? The Farrington fit, compiled.

The model is a quasi-Poisson regression with a level for every season group and a straight line in time. Its normal
equations have the shape of an arrow: given the slope, every level stands alone. So one step of the fit is a few sums
over the past, and its cost grows with the length of the past and with nothing else.

Where the reference rounds, stops or weighs in its own way, so does this; docs/methods/early-warning.md names each case.
numba compiles this file when it is first asked and keeps the result, so it is imported only where it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
F = TypeVar("F", bound=Callable[..., Any])

MAX_STEPS = 25
CLOSE_ENOUGH = 1e-8
SMALLEST_MEAN = 2.220446049250313e-16
# Below this share of what the times vary at all, a line in time cannot be told from the levels.
ALIASED = 1e-11

FITTED, NO_FIT = 0, 1
# Columns of what `fit_places` gives back.
STATUS, ETA, SE, PHI, TREND, SLOPE, USED, MISSING, FIRST, LAST, STEPS, COLUMNS = range(12)


def compiled(function: F) -> F:
    try:
        made: F = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep it: then it is compiled again in the next process
        made = numba.njit(nogil=True)(function)
    return made


@compiled
def season_groups(refs: Ints, years: int, half: int, groups: int, left_out: int, start: int, group: Ints) -> None:
    """Writes into `group` the level of each place from `start`, or -1 where it is no baseline."""
    now, last = refs[0], groups - 1
    group[: now - start + 1] = -1
    for place in range(max(now - half, start), now + 1):
        group[place - start] = last
    for year in range(1, years + 1):
        ref = refs[year]
        for place in range(max(ref - half, start), min(ref + half, now) + 1):
            group[place - start] = last
        if groups > 1:
            size, rest = divmod(refs[year - 1] - 2 * half - 1 - ref, groups - 1)
            place = ref + half + 1
            for block in range(groups - 1):
                for _ in range(size + (1 if block < rest else 0)):
                    group[place - start] = block
                    place += 1
    for place in range(max(now - left_out, start), now + 1):
        group[place - start] = -1


@compiled
def solve(
    t: Floats, g: Ints, w: Floats, z: Floats, n: int, line: bool, weight: Floats, centre: Floats, level: Floats
) -> tuple[float, float]:
    """Weighted least squares in closed form: levels at each group's own centre, the slope, and its information C."""
    weight[:], centre[:], level[:] = 0.0, 0.0, 0.0
    for i in range(n):
        weight[g[i]] += w[i]
        centre[g[i]] += w[i] * t[i]
        level[g[i]] += w[i] * z[i]
    for k in range(len(weight)):
        if weight[k] > 0.0:
            centre[k] /= weight[k]
            level[k] /= weight[k]
    if not line:
        return 0.0, 0.0
    information, with_z, around = 0.0, 0.0, 0.0
    for i in range(n):
        away = t[i] - centre[g[i]]
        information += w[i] * away * away
        with_z += w[i] * away * (z[i] - level[g[i]])
        around += w[i] * t[i] * t[i]
    if information <= ALIASED * ALIASED * around:
        return 0.0, 0.0
    return with_z / information, information


@compiled
def deviance(y: Floats, mu: Floats, prior: Floats, n: int) -> float:
    total = 0.0
    for i in range(n):
        if y[i] > 0.0:
            total += prior[i] * (y[i] * np.log(y[i] / mu[i]) - (y[i] - mu[i]))
        else:
            total += prior[i] * mu[i]
    return 2.0 * total


@compiled
def means(
    t: Floats, g: Ints, offset: Floats, n: int, centre: Floats, level: Floats, slope: float, eta: Floats, mu: Floats
) -> bool:
    fine = True
    for i in range(n):
        eta[i] = level[g[i]] + slope * (t[i] - centre[g[i]]) + offset[i]
        mu[i] = max(np.exp(eta[i]), SMALLEST_MEAN)
        fine = fine and np.isfinite(mu[i])
    return fine


@compiled
def halve(
    level: Floats, centre: Floats, slope: float, old_level: Floats, old_centre: Floats, old_slope: float
) -> float:
    """Half of the way back to the step before, with its levels taken at the centres of this one."""
    for k in range(len(level)):
        level[k] = 0.5 * (level[k] + old_level[k] + old_slope * (centre[k] - old_centre[k]))
    return 0.5 * (slope + old_slope)


@compiled
def fit(
    y: Floats, t: Floats, g: Ints, offset: Floats, prior: Floats, n: int, line: bool,
    w: Floats, z: Floats, eta: Floats, mu: Floats, weight: Floats, centre: Floats, level: Floats,
) -> tuple[bool, int, float, float]:
    """Iterated weighted least squares. `w` stays as the last step used it, from the means of the step before."""
    for i in range(n):
        mu[i] = y[i] + 0.1
        eta[i] = np.log(mu[i])
    before, old_slope = deviance(y, mu, prior, n), 0.0
    old_level, old_centre = np.zeros(len(level)), np.zeros(len(level))
    for step in range(1, MAX_STEPS + 1):
        for i in range(n):
            w[i] = prior[i] * mu[i]
            z[i] = eta[i] - offset[i] + (y[i] - mu[i]) / mu[i]
        slope, information = solve(t, g, w, z, n, line, weight, centre, level)
        fine = means(t, g, offset, n, centre, level, slope, eta, mu)
        for _ in range(MAX_STEPS if step > 1 else 0):
            if fine:
                break
            slope = halve(level, centre, slope, old_level, old_centre, old_slope)
            fine = means(t, g, offset, n, centre, level, slope, eta, mu)
        if not fine:
            return False, step, slope, information
        now = deviance(y, mu, prior, n)
        if np.abs(now - before) / (np.abs(now) + 0.1) < CLOSE_ENOUGH:
            return True, step, slope, information
        before, old_slope = now, slope
        old_level[:] = level
        old_centre[:] = centre
    return False, MAX_STEPS, slope, information


@compiled
def spread(y: Floats, mu: Floats, w: Floats, n: int, freedom: int) -> float:
    total = 0.0
    for i in range(n):
        off = (y[i] - mu[i]) / mu[i]
        total += w[i] * off * off
    return total / freedom


@compiled
def weigh_down_outliers(
    y: Floats, t: Floats, g: Ints, mu: Floats, w: Floats, n: int, phi: float, above: float,
    weight: Floats, centre: Floats, information: float, prior: Floats,
) -> None:
    """Past outbreaks count less: by the square of their Anscombe residual, where that is large."""
    total = 0.0
    for i in range(n):
        away = t[i] - centre[g[i]]
        hat = w[i] * (1.0 / weight[g[i]] + (away * away / information if information > 0.0 else 0.0))
        prior[i] = 1.0
        if hat < 1.0:
            s = 1.5 * (y[i] ** (2.0 / 3.0) * mu[i] ** (-1.0 / 6.0) - np.sqrt(mu[i])) / np.sqrt(phi * (1.0 - hat))
            if s > above:
                prior[i] = 1.0 / (s * s)
        total += prior[i]
    for i in range(n):
        prior[i] *= n / total


@compiled
def fit_twice(
    y: Floats, t: Floats, g: Ints, offset: Floats, n: int, line: bool, reweight: bool, above: float, compat: bool,
    prior: Floats, w: Floats, z: Floats, eta: Floats, mu: Floats, weight: Floats, centre: Floats, level: Floats,
) -> tuple[bool, int, float, float, float, float, int]:
    """Fit, weigh past outbreaks down, fit again: slope, its information, phi, the spread for errors, and freedom."""
    prior[:n] = 1.0
    good, steps, slope, information = fit(
        y, t, g, offset, prior, n, line, w, z, eta, mu, weight, centre, level
    )
    freedom = n - (1 if information > 0.0 else 0)
    for k in range(len(weight)):
        freedom -= 1 if weight[k] > 0.0 else 0
    if not good or freedom < 1:
        return False, steps, slope, information, 1.0, 1.0, freedom
    error = spread(y, mu, w, n, freedom)
    phi = max(error, 1.0)
    if reweight:
        weigh_down_outliers(y, t, g, mu, w, n, phi, above, weight, centre, information, prior)
        _, more, slope, information = fit(
            y, t, g, offset, prior, n, line, w, z, eta, mu, weight, centre, level
        )
        steps += more
        error = spread(y, mu, w, n, freedom)
        phi = max(error, 1.0)
        if compat:  # the reference forgets the means here
            error = spread(y, mu, prior, n, freedom)
    return True, steps, slope, information, phi, error, freedom


@compiled
def fit_places(
    counts: Floats, times: Floats, offsets: Floats, refs: Ints, years: Ints, floors: Ints, half: int, groups: int,
    left_out: int, trend: bool, trend_cut: Floats, reweight: bool, above: float, compat: bool, dated: bool,
) -> Floats:
    """One row for each row of `refs`, which holds a place and the same period of the years before it."""
    out = np.full((len(refs), COLUMNS), np.nan)
    longest = 1
    for row in range(len(refs)):
        longest = max(longest, refs[row, 0] - refs[row, years[row]] + half + 1)
    group, g = np.empty(longest, np.int64), np.empty(longest, np.int64)
    y, t, offset, prior = np.empty(longest), np.empty(longest), np.empty(longest), np.empty(longest)
    w, z, eta, mu = np.empty(longest), np.empty(longest), np.empty(longest), np.empty(longest)
    weight, centre, level = np.empty(groups), np.empty(groups), np.empty(groups)
    for row in range(len(refs)):
        out[row, STATUS] = NO_FIT
        now = refs[row, 0]
        start = max(refs[row, years[row]] - half, floors[row])
        season_groups(refs[row], years[row], half, groups, left_out, start, group)
        n, missing, first_of_all, highest = 0, 0, -1, 0.0
        for place in range(start, now + 1):
            if group[place - start] < 0:
                continue
            if first_of_all < 0:
                first_of_all = place
            out[row, LAST] = place
            if np.isnan(counts[place]):
                missing += 1
                continue
            y[n], t[n], offset[n] = counts[place], times[place] - times[now], offsets[place]
            g[n] = group[place - start]
            highest = max(highest, y[n])
            if n == 0:
                first_counted = place
            n += 1
        out[row, USED], out[row, MISSING], out[row, FIRST] = n, missing, first_of_all
        if n < 2:
            continue
        good, slope, kept = False, 0.0, False
        ahead = 0.0
        if compat and dated:
            # the reference counts the days to the present from the first period that is not missing
            ahead = times[first_of_all] - times[first_counted]
        if trend:
            good, steps, slope, information, phi, error, freedom = fit_twice(
                y, t, g, offset, n, True, reweight, above, compat, prior, w, z, eta, mu, weight, centre, level
            )
            if good and weight[groups - 1] > 0.0:
                away = ahead - centre[groups - 1]
                now_eta = level[groups - 1] + slope * away + offsets[now]
                kept = (
                    years[row] >= 3
                    and information > 0.0
                    and np.abs(slope) > trend_cut[freedom] * np.sqrt(error / information)
                    and np.exp(now_eta) <= highest
                )
        if not kept:
            good, steps, slope, information, phi, error, freedom = fit_twice(
                y, t, g, offset, n, False, reweight, above, compat, prior, w, z, eta, mu, weight, centre, level
            )
            away = ahead - centre[groups - 1]
        if not good or not weight[groups - 1] > 0.0:
            continue
        variance = 1.0 / weight[groups - 1]
        if kept:
            variance += away * away / information
        out[row, STATUS], out[row, STEPS] = FITTED, steps
        out[row, ETA] = level[groups - 1] + slope * away + offsets[now]
        out[row, SE] = np.sqrt(error * variance)
        out[row, PHI], out[row, TREND], out[row, SLOPE] = phi, kept, slope if kept else np.nan
    return out
