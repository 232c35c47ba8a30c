"""The same method a second time, as slowly and plainly as it can be written: a matrix, least squares, and no short cut.

It shares nothing with the program but the settings. It also says where an answer hangs on rounding alone: a season group
that holds one period only (its residual is 0 divided by 0), or a trend that is exactly level.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from scipy import stats

from commonweal.analysis.early_warning import FarringtonSettings, Mode, Threshold

STEPS, CLOSE = 25, 1e-8


@dataclass
class Fit:
    beta: np.ndarray
    x: np.ndarray
    y: np.ndarray
    w: np.ndarray
    mu: np.ndarray
    converged: bool
    prior: np.ndarray

    @property
    def freedom(self) -> int:
        return len(self.y) - self.x.shape[1]

    @property
    def covariance(self) -> np.ndarray:
        root = np.sqrt(self.w)[:, None] * self.x
        return np.linalg.pinv(root.T @ root, rcond=1e-300)

    @property
    def hat(self) -> np.ndarray:
        q, _ = np.linalg.qr(np.sqrt(self.w)[:, None] * self.x)
        return (q**2).sum(axis=1)

    def spread(self, weights: np.ndarray) -> float:
        return float((weights * ((self.y - self.mu) / self.mu) ** 2).sum() / self.freedom)


@dataclass
class Answer:
    expected: float
    phi: float
    upper: float
    kept: bool
    shaky: bool


def same_season(k: int, years: int, per_year: int, starts: list[date] | None) -> list[int]:
    """The place itself and those of the years before; by the calendar the nearest to the same date."""
    if starts is None:
        return [k - year * per_year for year in range(years + 1)]
    found = [k]
    for year in range(1, years + 1):
        day = starts[k]
        then = (
            date(day.year - year, 3, 1)
            if (day.month, day.day) == (2, 29)
            else day.replace(year=day.year - year)
        )
        found.append(min(range(len(starts)), key=lambda p: abs(starts[p] - then)))
    return found


def levels(refs: list[int], s: FarringtonSettings) -> dict[int, int]:
    """Place -> season group, by walking back year by year."""
    group = {}
    last, k = s.season_groups, refs[0]
    for place in range(k - s.half_window, k + 1):
        group[place] = last
    for next_ref, ref in pairwise(refs):
        for place in range(ref - s.half_window, ref + s.half_window + 1):
            group[place] = last
        between = list(range(ref + s.half_window + 1, next_ref - s.half_window))
        if last > 1:
            for number, block in enumerate(np.array_split(between, last - 1), start=1):
                group.update(dict.fromkeys(map(int, block), number))
    return {p: g for p, g in group.items() if p >= 0 and not k - s.past_left_out <= p <= k}


def regress(x: np.ndarray, y: np.ndarray, offset: np.ndarray, prior: np.ndarray) -> Fit:
    mu = y + 0.1
    eta = np.log(mu)
    before = _deviance(y, mu, prior)
    for _ in range(STEPS):
        w = prior * mu
        z = eta - offset + (y - mu) / mu
        root = np.sqrt(w)
        beta, *_ = np.linalg.lstsq(root[:, None] * x, root * z, rcond=1e-300)
        eta = x @ beta + offset
        mu = np.maximum(np.exp(eta), np.finfo(float).eps)
        now = _deviance(y, mu, prior)
        if abs(now - before) / (abs(now) + 0.1) < CLOSE:
            return Fit(beta, x, y, w, mu, True, prior)
        before = now
    return Fit(beta, x, y, w, mu, False, prior)


def _deviance(y: np.ndarray, mu: np.ndarray, prior: np.ndarray) -> float:
    ratio = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu) - (y - mu), mu)
    return float(2 * (prior * ratio).sum())


def fit_twice(
    x: np.ndarray, y: np.ndarray, offset: np.ndarray, s: FarringtonSettings
) -> tuple[Fit, float, float, bool]:
    """The last fit, phi, the dispersion behind standard errors, and whether rounding decides."""
    fit = regress(x, y, offset, np.ones(len(y)))
    error = fit.spread(fit.w)
    phi = max(error, 1.0)
    shaky = bool(s.reweight and (fit.hat > 1 - 1e-6).any())
    if fit.converged and s.reweight:
        left = np.maximum(1 - fit.hat, 1e-12)
        residual = 1.5 * (y ** (2 / 3) * fit.mu ** (-1 / 6) - np.sqrt(fit.mu)) / np.sqrt(phi * left)
        shaky = shaky or bool((abs(residual - s.reweight_above) < 1e-7).any())
        omega = np.where(residual > s.reweight_above, 1 / np.maximum(residual, 1e-12) ** 2, 1.0)
        omega *= len(y) / omega.sum()
        fit = regress(x, y, offset, omega) if not shaky else fit
        error = fit.spread(fit.w)
        phi = max(error, 1.0)
        if s.mode is Mode.COMPAT:
            error = fit.spread(fit.prior)
    return fit, phi, error, shaky


def judge(
    counts: list[int | None],
    k: int,
    s: FarringtonSettings,
    per_year: int,
    *,
    population: list[float] | None = None,
    starts: list[date] | None = None,
) -> Answer | None:
    """None where there is no fit."""
    whole = sorted(levels(same_season(k, s.years_back, per_year, starts), s).items())
    group = {p: g for p, g in whole if counts[p] is not None}
    names = sorted(set(group.values()))
    if s.season_groups not in names:
        return None
    x = np.array([[group[p] == name for name in names] for p in group], dtype=float)
    now = np.array([name == s.season_groups for name in names], dtype=float)
    y = np.array([counts[p] for p in group], dtype=float)
    logs = np.log(population) if population and s.use_population else np.zeros(len(counts))
    places = list(group)
    time = np.arange(len(counts)) if starts is None else _days(starts)
    with_time = np.column_stack([x, time[places]])
    ahead = float(time[k])
    if s.mode is Mode.COMPAT and starts is not None:
        # the reference counts from the first period that is not missing when it looks ahead
        ahead -= float(time[places[0]] - time[whole[0][0]])
    answer = None
    if s.trend and s.years_back >= 3 and len(y) > np.linalg.matrix_rank(with_time) == with_time.shape[1]:
        answer = _predict(with_time, np.append(now, ahead), y, logs[places], logs[k], s, trend=True)
        if answer and not answer.kept and not answer.shaky:
            answer = None
    if answer is None and len(y) > x.shape[1]:
        answer = _predict(x, now, y, logs[places], logs[k], s, trend=False)
    return answer


def _days(starts: list[date]) -> np.ndarray:
    return np.array([(day - starts[0]).days / (starts[1] - starts[0]).days for day in starts])


def _predict(
    x: np.ndarray,
    now: np.ndarray,
    y: np.ndarray,
    offset: np.ndarray,
    offset_now: float,
    s: FarringtonSettings,
    *,
    trend: bool,
) -> Answer | None:
    fit, phi, error, shaky = fit_twice(x, y, offset, s)
    if not fit.converged:
        return None
    eta = float(now @ fit.beta) + offset_now
    se = float(np.sqrt(max(error * (now @ fit.covariance @ now), 0.0)))
    kept = False
    if trend:
        t = fit.beta[-1] / np.sqrt(error * fit.covariance[-1, -1]) if error > 0 else 0.0
        p = 2 * stats.t.sf(abs(t), fit.freedom)
        kept = p < s.trend_level and np.exp(eta) <= y.max()
        shaky = (
            shaky or abs(fit.beta[-1]) * len(y) < 1e-9 or abs(p - s.trend_level) < 1e-7 * s.trend_level < 1e-7
        )
        shaky = shaky or error < 1e-14 or abs(np.exp(eta) / y.max() - 1) < 1e-9
    return Answer(np.exp(eta), phi, _bound(eta, se, phi, s), bool(kept), bool(shaky))


def _bound(eta: float, se: float, phi: float, s: FarringtonSettings) -> float:
    z, mu = stats.norm.ppf(1 - s.alpha), float(np.exp(eta))
    if s.threshold is Threshold.DELTA:
        mu = max(mu, float(np.finfo(float).eps))
        se, power = se * mu, {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}[s.power]
        tau = phi + se**2 / mu
        spread = {
            "2/3": np.sqrt(4 / 9 * mu ** (1 / 3) * tau),
            "1/2": np.sqrt(tau / 4),
            "none": np.sqrt(mu * tau),
        }
        return float((mu**power + z * spread[s.power]) ** (1 / power))
    centre = np.exp(eta + z * se) if s.threshold is Threshold.MUAN else mu
    if centre > 1e6:
        return float("nan")  # the library's quantiles search one by one
    if phi == 1:
        return float(stats.poisson.ppf(1 - s.alpha, centre))
    return float(stats.nbinom.ppf(1 - s.alpha, centre / (phi - 1), 1 / phi))
