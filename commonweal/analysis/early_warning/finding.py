"""What does the method say of each period of this series?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning import ears
from commonweal.analysis.early_warning.settings import EarsSettings, FarringtonSettings, Settings
from commonweal.analysis.early_warning.values import Baseline, Finding, NotPossible, Series, Why


def find_unusual(
    series: Series, settings: Settings, *, first: int | None = None, last: int | None = None
) -> tuple[Finding, ...]:
    """One finding for each place from `first` to `last` (both from 0, both included).

    Without `first` it begins where the series has enough past; without `last` it goes to the end.
    """
    start, end = _asked(series, settings, first, last)
    if start > end:
        return ()
    if isinstance(settings, EarsSettings):
        return _ears_findings(series, settings, start, end)
    raise NotImplementedError


def find_latest(many: Iterable[Series], settings: Settings) -> list[Finding]:
    """The finding for the last period of each series, in the order given."""
    return [find_unusual(one, settings, first=len(one.counts) - 1)[0] for one in many if one.counts]


def earliest(series: Series, settings: Settings) -> int:
    """The first place that has enough past for a judgement, were nothing missing."""
    if isinstance(settings, EarsSettings):
        return ears.first_place(settings)
    return settings.years_back * series.per_year + settings.half_window


def _asked(series: Series, settings: Settings, first: int | None, last: int | None) -> tuple[int, int]:
    length = len(series.counts)
    start = earliest(series, settings) if first is None else first
    end = length - 1 if last is None else last
    if start < 0 or end >= length:
        raise NotPossible(f"The series has the places 0 to {length - 1}; {start} to {end} was asked for.")
    return start, end


def as_floats(series: Series) -> NDArray[np.float64]:
    return np.array([np.nan if count is None else count for count in series.counts], dtype=np.float64)


def number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _ears_findings(series: Series, settings: EarsSettings, start: int, end: int) -> tuple[Finding, ...]:
    counts = as_floats(series)
    columns = ears.judge(counts, settings, start, end)
    return tuple(_ears_finding(series, settings, columns, at) for at in range(start, end + 1))


def _ears_finding(series: Series, settings: EarsSettings, columns: ears.EarsColumns, at: int) -> Finding:
    place = at - columns.first
    observed, mean, upper = series.counts[at], number(columns.mean[place]), number(columns.upper[place])
    starts_on = series.starts[at] if series.starts else None
    until = at - 1 - ears.LEAVES_OUT[settings.method]
    since = until - settings.baseline + 1
    if since < max((b for b in series.breaks if b <= at), default=0):
        return Finding(at, starts_on, observed, why=Why.TOO_LITTLE_PAST)
    missing = sum(count is None for count in series.counts[since : until + 1])
    baseline = Baseline(since, until, settings.baseline - missing, missing)
    if observed is None or upper is None or mean is None:
        return Finding(
            at, starts_on, observed, expected=mean, upper_bound=upper, baseline=baseline, why=Why.MISSING
        )
    return Finding(
        at, starts_on, observed, expected=mean, upper_bound=upper, alarm=observed > upper,
        p_value=number(columns.p_value[place]), baseline=baseline,
    )  # fmt: skip
