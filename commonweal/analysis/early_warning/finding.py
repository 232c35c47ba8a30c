"""What does the method say of each period of this series?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning import ears, farrington, seasons
from commonweal.analysis.early_warning.settings import EarsSettings, FarringtonSettings, Mode, Settings
from commonweal.analysis.early_warning.values import Baseline, Finding, NotPossible, Series, Why


def find_unusual(
    series: Series, settings: Settings, *, first: int | None = None, last: int | None = None
) -> tuple[Finding, ...]:
    """One finding for each place from `first` to `last` (both from 0, both included).

    Without `first` it begins where the series has enough past; without `last` it goes to the end.
    """
    start, end = places_asked(series, settings, first, last)
    if start > end:
        return ()
    if isinstance(settings, EarsSettings):
        return _ears_findings(series, settings, start, end)
    return _farrington_findings(series, settings, start, end)


def find_latest(many: Iterable[Series], settings: Settings) -> list[Finding]:
    """The finding for the last period of each series, in the order given. A series without periods has none."""
    return [find_unusual(one, settings, first=len(one.counts) - 1)[0] for one in many if len(one.counts)]


def earliest(series: Series, settings: Settings) -> int:
    """The first place that has enough past for a judgement, were nothing missing and no break declared."""
    if isinstance(settings, EarsSettings):
        return ears.first_place(settings)
    return seasons.earliest_place(series, settings)


def places_asked(series: Series, settings: Settings, first: int | None, last: int | None) -> tuple[int, int]:
    length = len(series.counts)
    start = earliest(series, settings) if first is None else first
    end = length - 1 if last is None else last
    if start < 0 or end >= length:
        raise NotPossible(f"The series has the places 0 to {length - 1}; {start} to {end} was asked for.")
    return start, end


def as_floats(series: Series) -> NDArray[np.float64]:
    return np.array([np.nan if count is None else count for count in series.counts], dtype=np.float64)


def _number(value: float) -> float | None:
    return value if -np.inf < value < np.inf else None


def _farrington_findings(
    series: Series, settings: FarringtonSettings, start: int, end: int
) -> tuple[Finding, ...]:
    said = farrington.judge(series, as_floats(series), settings, start, end)
    bounds = said.bounds
    rows = zip(
        said.places.tolist(), said.has_past.tolist(), said.fitted.tolist(), said.enough.tolist(),
        said.expected.tolist(), bounds.upper.tolist(), bounds.score.tolist(), bounds.p_value.tolist(),
        bounds.mu0.tolist(), bounds.above.tolist(), said.phi.tolist(), said.trend.tolist(), said.slope.tolist(), said.first.tolist(),
        said.last.tolist(), said.used.tolist(), said.missing.tolist(), strict=True,
    )  # fmt: skip
    hides = settings.mode is Mode.COMPAT
    return tuple(_farrington_finding(series, hides, *row) for row in rows)


def _farrington_finding(  # noqa: PLR0917
    series: Series, hides: bool, at: int, has_past: bool, fitted: bool, enough: bool, expected: float, upper: float,
    score: float, p_value: float, mu0: float, above: bool, phi: float, trend: float, slope: float, first: float, last: float,
    used: float, missing: float,
) -> Finding:  # fmt: skip
    """Where too few cases were counted the reference `hides` what it expected."""
    observed, starts_on = series.counts[at], series.starts[at] if series.starts else None
    if not has_past:
        return Finding(at, starts_on, observed, why=Why.TOO_LITTLE_PAST)
    baseline = Baseline(int(first), int(last), int(used), int(missing)) if first >= 0 else None
    if not fitted:
        return Finding(at, starts_on, observed, baseline=baseline, why=Why.NO_FIT)
    why = Why.MISSING if observed is None else None if enough else Why.TOO_FEW_CASES
    shown = enough or not hides
    return Finding(
        at, starts_on, observed,
        expected=_number(expected) if shown else None,
        upper_bound=_number(upper) if shown else None,
        alarm=None if observed is None else enough and above,
        score=_number(score), p_value=_number(p_value), mu0=_number(mu0), phi=_number(phi),
        trend=bool(trend), trend_coefficient=_number(slope), baseline=baseline, why=why,
    )  # fmt: skip


def _ears_findings(series: Series, settings: EarsSettings, start: int, end: int) -> tuple[Finding, ...]:
    columns = ears.judge(as_floats(series), settings, start, end)
    return tuple(_ears_finding(series, settings, columns, at) for at in range(start, end + 1))


def _ears_finding(series: Series, settings: EarsSettings, columns: ears.EarsColumns, at: int) -> Finding:
    place = at - columns.first
    observed, starts_on = series.counts[at], series.starts[at] if series.starts else None
    since, until = ears.baseline_of(settings, at)
    if since < max((b for b in series.breaks if b <= at), default=0):
        return Finding(at, starts_on, observed, why=Why.TOO_LITTLE_PAST)
    missing = sum(count is None for count in series.counts[since : until + 1])
    baseline = Baseline(since, until, until - since + 1 - missing, missing)
    expected, upper = _number(float(columns.mean[place])), _number(float(columns.upper[place]))
    why = Why.MISSING if observed is None or missing else Why.NO_FIT if upper is None else None
    return Finding(
        at, starts_on, observed, expected=expected, upper_bound=upper,
        alarm=None if observed is None or upper is None else observed > upper,
        score=_number(float(columns.score[place])), p_value=_number(float(columns.p_value[place])),
        baseline=baseline, why=why,
    )  # fmt: skip
