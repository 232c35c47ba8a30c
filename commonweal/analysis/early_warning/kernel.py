"""What level, trend and spread does the past of each place have? The Farrington fit, compiled.

The model is a quasi-Poisson regression with a level for every season group and a straight line in time. Its normal
equations have the shape of an arrow: given the slope, every level stands alone. So one step of the fit is a few sums
over the past, and its cost grows with the length of the past and with nothing else.

Where the reference rounds, stops or weighs in its own way, so does this; docs/methods/early-warning.md names each case.
numba compiles this file when it is first asked and keeps the result, so it is imported only where it is needed. It stays one
file: what numba kept is thrown away when this file changes, and not when another one does from which a function comes.
"""

# Compiled code takes its settings one by one.
# ruff: noqa: PLR0917
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

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
ALIASED = 1e-22

FITTED, NO_FIT = 0, 1
# Columns of what `fit_places` gives back.
STATUS, ETA, SE, PHI, TREND, SLOPE, USED, MISSING, FIRST, LAST, STEPS, COLUMNS = range(12)
# Rows of `past`, one column for each counted period: what is known of it, and what the fit makes of it.
Y, T, OFFSET, PRIOR, W, Z, LINEAR, MU, ROWS = range(9)
# Rows of `groups`, one column for each season group. Levels are those at the group's own centre in time.
WEIGHT, CENTRE, LEVEL, OLD_CENTRE, OLD_LEVEL, GROUP_ROWS = range(6)


def compiled(function: F) -> F:
    try:
        made = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # nowhere to keep it: then it is compiled again in the next process
        made = numba.njit(nogil=True, error_model="numpy")(function)
    return cast(F, made)


# The baseline


@compiled
def season_groups(
    refs: Ints, years: int, half: int, count: int, left_out: int, start: int, group: Ints
) -> None:
    """Writes into `group` the season of each place from `start`, or -1 where it is no baseline."""
    now, last = refs[0], count - 1
    group[: now - start + 1] = -1
    group[max(now - half - start, 0) : now - start + 1] = last
    for year in range(1, years + 1):
        ref = refs[year]
        group[max(ref - half - start, 0) : min(ref + half, now) - start + 1] = last
        if count > 1:
            size, rest = divmod(refs[year - 1] - 2 * half - 1 - ref, count - 1)
            place = ref + half + 1 - start
            for block in range(count - 1):
                end = place + size + (1 if block < rest else 0)
                group[place:end] = block
                place = end
    group[max(now - left_out - start, 0) : now - start + 1] = -1


@compiled
def gather(
    counts: Floats, times: Floats, offsets: Floats, now: int, start: int, group: Ints, past: Floats, g: Ints, row: Floats,
) -> tuple[int, float]:  # fmt: skip
    """Fills `past` and `g` with the baseline, without its gaps: how long it is, and how long a gap it begins with."""
    n, late = 0, 0.0
    row[MISSING] = 0
    for place in range(start, now + 1):
        if group[place - start] < 0:
            continue
        if np.isnan(row[FIRST]):
            row[FIRST] = place
        row[LAST] = place
        if np.isnan(counts[place]):
            row[MISSING] += 1
            continue
        if n == 0:
            late = times[place] - times[int(row[FIRST])]
        past[Y, n], past[T, n], past[OFFSET, n] = counts[place], times[place] - times[now], offsets[place]
        g[n] = group[place - start]
        n += 1
    row[USED] = n
    return n, late


# One fit


@compiled
def solve(past: Floats, g: Ints, n: int, line: bool, groups: Floats) -> tuple[float, float]:
    """Weighted least squares in closed form: fills the levels, gives the slope and its information."""
    t, w, z = past[T], past[W], past[Z]
    weight, centre, level = groups[WEIGHT], groups[CENTRE], groups[LEVEL]
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
    if information <= ALIASED * around:
        return 0.0, 0.0
    return with_z / information, information


@compiled
def set_means(past: Floats, g: Ints, n: int, slope: float, groups: Floats) -> bool:
    """The means that levels and slope give; whether all of them are numbers."""
    t, offset, linear, mu = past[T], past[OFFSET], past[LINEAR], past[MU]
    level, centre = groups[LEVEL], groups[CENTRE]
    fine = True
    for i in range(n):
        linear[i] = level[g[i]] + slope * (t[i] - centre[g[i]]) + offset[i]
        mu[i] = max(np.exp(linear[i]), SMALLEST_MEAN)
        fine = fine and np.isfinite(mu[i])
    return fine


@compiled
def halve(groups: Floats, slope: float, old_slope: float) -> float:
    """Half of the way back to the step before, whose levels are taken at the centres of this one."""
    moved = groups[OLD_LEVEL] + old_slope * (groups[CENTRE] - groups[OLD_CENTRE])
    groups[LEVEL] = 0.5 * (groups[LEVEL] + moved)
    return 0.5 * (slope + old_slope)


@compiled
def deviance(past: Floats, n: int) -> float:
    y, mu, prior = past[Y], past[MU], past[PRIOR]
    total = 0.0
    for i in range(n):
        if y[i] > 0.0:
            total += prior[i] * (y[i] * np.log(y[i] / mu[i]) - (y[i] - mu[i]))
        else:
            total += prior[i] * mu[i]
    return 2.0 * total


@compiled
def fit(past: Floats, g: Ints, n: int, line: bool, groups: Floats) -> tuple[bool, int, float, float]:
    """Iterated weighted least squares. W stays as the last step used it, from the means of the step before."""
    y, offset, prior, w, z, linear, mu = (
        past[Y], past[OFFSET], past[PRIOR], past[W], past[Z], past[LINEAR], past[MU],
    )  # fmt: skip
    for i in range(n):
        mu[i] = y[i] + 0.1
        linear[i] = np.log(mu[i])
    before, old_slope, slope, information = deviance(past, n), 0.0, 0.0, 0.0
    for step in range(1, MAX_STEPS + 1):
        for i in range(n):
            w[i] = prior[i] * mu[i]
            z[i] = linear[i] - offset[i] + (y[i] - mu[i]) / mu[i]
        slope, information = solve(past, g, n, line, groups)
        fine = set_means(past, g, n, slope, groups)
        for _ in range(MAX_STEPS if step > 1 else 0):
            if fine:
                break
            slope = halve(groups, slope, old_slope)
            fine = set_means(past, g, n, slope, groups)
        if not fine:
            return False, step, slope, information
        now = deviance(past, n)
        if np.abs(now - before) / (np.abs(now) + 0.1) < CLOSE_ENOUGH:
            return True, step, slope, information
        before, old_slope = now, slope
        groups[OLD_LEVEL] = groups[LEVEL]
        groups[OLD_CENTRE] = groups[CENTRE]
    return False, MAX_STEPS, slope, information


# The fit, what stands out weighed down, and the fit again


@compiled
def spread(past: Floats, weights: Floats, n: int, freedom: int) -> float:
    y, mu = past[Y], past[MU]
    total = 0.0
    for i in range(n):
        off = (y[i] - mu[i]) / mu[i]
        total += weights[i] * off * off
    return total / freedom


@compiled
def weigh_down_outliers(
    past: Floats, g: Ints, n: int, groups: Floats, information: float, phi: float, above: float
) -> None:
    """Past outbreaks count less: by the square of their Anscombe residual, where that is large."""
    y, t, mu, w, prior = past[Y], past[T], past[MU], past[W], past[PRIOR]
    total = 0.0
    for i in range(n):
        away = t[i] - groups[CENTRE, g[i]]
        hat = w[i] * (1.0 / groups[WEIGHT, g[i]] + (away * away / information if information > 0.0 else 0.0))
        prior[i] = 1.0
        if hat < 1.0:
            residual = 1.5 * (y[i] ** (2.0 / 3.0) * mu[i] ** (-1.0 / 6.0) - np.sqrt(mu[i]))
            residual /= np.sqrt(phi * (1.0 - hat))
            if residual > above:
                prior[i] = 1.0 / (residual * residual)
        total += prior[i]
    for i in range(n):
        prior[i] *= n / total


@compiled
def fit_twice(
    past: Floats, g: Ints, n: int, line: bool, groups: Floats, reweight: bool, above: float, compat: bool
) -> tuple[bool, int, float, float, float, float, int]:
    """Whether it fits, steps, slope, its information, phi, the spread behind standard errors, degrees of freedom."""
    past[PRIOR, :n] = 1.0
    steps, slope, information, phi, error, freedom = 0, 0.0, 0.0, 1.0, 1.0, 0
    for again in range(2 if reweight else 1):
        if again:
            weigh_down_outliers(past, g, n, groups, information, phi, above)
        good, more, slope, information = fit(past, g, n, line, groups)
        steps += more
        freedom = n - (groups[WEIGHT] > 0.0).sum() - (1 if information > 0.0 else 0)
        if freedom < 1 or not (good or again):
            return False, steps, slope, information, phi, error, freedom
        error = spread(past, past[W], n, freedom)
        phi = max(error, 1.0)
    if reweight and compat:  # the reference forgets the means here
        error = spread(past, past[PRIOR], n, freedom)
    return True, steps, slope, information, phi, error, freedom


# Every place of a series


@compiled
def fit_places(
    counts: Floats, times: Floats, offsets: Floats, refs: Ints, years: Ints, floors: Ints,
    half: int, count: int, left_out: int, trend: bool, trend_cut: Floats, reweight: bool, above: float,
    compat: bool, dated: bool,
) -> Floats:  # fmt: skip
    """One row for each row of `refs`, which holds a place and the same period of the years before it."""
    out = np.full((len(refs), COLUMNS), np.nan)
    longest = 1
    for at in range(len(refs)):
        longest = max(longest, refs[at, 0] - refs[at, years[at]] + half + 1)
    group, g = np.empty(longest, np.int64), np.empty(longest, np.int64)
    past, groups = np.empty((ROWS, longest)), np.zeros((GROUP_ROWS, count))
    for at in range(len(refs)):
        row, now = out[at], refs[at, 0]
        row[STATUS] = NO_FIT
        start = max(refs[at, years[at]] - half, floors[at])
        season_groups(refs[at], years[at], half, count, left_out, start, group)
        n, late = gather(counts, times, offsets, now, start, group, past, g, row)
        # the reference counts the days to the present from the first period that is not missing
        ahead = -late if compat and dated else 0.0
        for line in range(1 if trend else 0, -1, -1):
            good, steps, slope, information, phi, error, freedom = fit_twice(
                past, g, n, line == 1, groups, reweight, above, compat
            )
            if not good or groups[WEIGHT, count - 1] <= 0.0:
                continue
            away = ahead - groups[CENTRE, count - 1]
            eta = groups[LEVEL, count - 1] + slope * away + offsets[now]
            variance = 1.0 / groups[WEIGHT, count - 1]
            if line == 1:
                if not (
                    years[at] >= 3
                    and information > 0.0
                    and np.abs(slope) > trend_cut[freedom] * np.sqrt(error / information)
                    and max(np.exp(eta), SMALLEST_MEAN) <= past[Y, :n].max()
                ):
                    continue
                variance += away * away / information
                row[SLOPE] = slope
            row[STATUS], row[STEPS], row[TREND] = FITTED, steps, line
            row[ETA], row[SE], row[PHI] = eta, np.sqrt(error * variance), phi
            break
    return out
