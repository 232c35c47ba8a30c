"""What does the method say of each period of this series?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commonweal.analysis.early_warning import ears, farrington, seasons
from commonweal.analysis.early_warning.settings import EarsSettings, FarringtonSettings, Mode, Settings
from commonweal.analysis.early_warning.values import Baseline, Finding, NotPossible, Series, Why

# So many series are judged in one go; more at once would only take more memory.
AT_ONCE = 1000


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
    return tuple(_farrington_findings([farrington.Asked(series, as_floats(series), start, end)], settings))


def find_latest(many: Iterable[Series], settings: Settings) -> list[Finding]:
    """The finding for the last period of each series, in the order given. A series without periods has none."""
    asked = [one for one in many if len(one.counts)]
    if isinstance(settings, EarsSettings):
        return [find_unusual(one, settings, first=len(one.counts) - 1)[0] for one in asked]
    ends = [farrington.Asked(one, as_floats(one), len(one.counts) - 1, len(one.counts) - 1) for one in asked]
    return [
        found
        for start in range(0, len(ends), AT_ONCE)
        for found in _farrington_findings(ends[start : start + AT_ONCE], settings)
    ]


def earliest(series: Series, settings: Settings) -> int:
    """The first place that has enough past for a judgement, were nothing missing and no break declared."""
    if isinstance(settings, EarsSettings):
        return ears.first_place(settings)
    return seasons.earliest_place(series, settings)


def baseline_places(series: Series, settings: Settings, at: int) -> tuple[int, ...]:
    """Every place on which the judgement of a place rests, without those that are missing."""
    places_asked(series, settings, at, at)
    if isinstance(settings, EarsSettings):
        since, until = ears.baseline_of(settings, at)
        whole: Iterable[int] = range(max(since, 0), until + 1)
    else:
        whole = farrington.baseline_places(series, settings, at)
    return tuple(place for place in whole if series.counts[place] is not None)


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


class _Row(NamedTuple):
    """What the columns say of one place, as plain values."""

    at: int
    has_past: bool
    fitted: bool
    enough: bool
    expected: float
    upper: float
    score: float
    p_value: float
    mu0: float
    above: bool
    phi: float
    trend: float
    slope: float
    first: float
    last: float
    used: float
    missing: float


def _farrington_findings(many: Sequence[farrington.Asked], settings: FarringtonSettings) -> Iterator[Finding]:
    said = farrington.judge(many, settings)
    bounds = said.bounds
    columns = (
        said.places, said.has_past, said.fitted, said.enough, said.expected, bounds.upper, bounds.score,
        bounds.p_value, bounds.mu0, bounds.above, said.phi, said.trend, said.slope, said.first, said.last,
        said.used, said.missing,
    )  # fmt: skip
    owners = (one.series for one in many for _ in range(one.first, one.last + 1))
    rows = map(_Row._make, zip(*(column.tolist() for column in columns), strict=True))
    compat = settings.mode is Mode.COMPAT
    return (_farrington_finding(one, row, compat=compat) for one, row in zip(owners, rows, strict=True))


def _farrington_finding(series: Series, row: _Row, *, compat: bool) -> Finding:
    observed, starts_on = series.counts[row.at], series.starts[row.at] if series.starts else None
    if not row.has_past:
        return Finding(row.at, starts_on, observed, why=Why.TOO_LITTLE_PAST)
    if not row.used + row.missing:
        return Finding(row.at, starts_on, observed, why=Why.NO_FIT)
    baseline = Baseline(int(row.first), int(row.last), int(row.used), int(row.missing))
    if not row.fitted:
        return Finding(row.at, starts_on, observed, baseline=baseline, why=Why.NO_FIT)
    upper = _number(row.upper)
    # where too few cases were counted the reference does not tell what it expected
    shown = row.enough or not compat
    # without a finite bound nothing is judged, though the reference calls whatever lies below it usual
    bounded = compat or upper is not None
    return Finding(
        row.at, starts_on, observed,
        expected=_number(row.expected) if shown else None,
        upper_bound=upper if shown else None,
        alarm=None if observed is None or (row.enough and not bounded) else row.enough and row.above,
        score=_number(row.score) if bounded else None, p_value=_number(row.p_value) if bounded else None,
        mu0=_number(row.mu0), phi=_number(row.phi),
        trend=bool(row.trend), trend_coefficient=_number(row.slope), baseline=baseline,
        why=_why(observed, enough=row.enough, bounded=bounded),
    )  # fmt: skip


def _why(observed: int | None, *, enough: bool, bounded: bool) -> Why | None:
    if observed is None:
        return Why.MISSING
    if not enough:
        return Why.TOO_FEW_CASES
    return None if bounded else Why.NO_FIT


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
