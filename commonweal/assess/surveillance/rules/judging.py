"""What does a method say of each period of a series, and in which sentence is it told?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor

from commonweal.analysis.early_warning import FarringtonSettings, Finding, Why, find_unusual
from commonweal.assess.surveillance.rules.bounds import lower_bound
from commonweal.assess.surveillance.rules.recipes import Period, Recipe, Subject
from commonweal.assess.surveillance.rules.series import Watched

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
VERBS = {Subject.RECORDED_CRIME: "recorded", Subject.TENSION: "reported"}
WHY_NOT = {
    Why.TOO_LITTLE_PAST: "too little history to compare with",
    Why.TOO_FEW_CASES: "too few to judge",
    Why.MISSING: "nobody knows the number, or too much of the history is missing",
    Why.NO_FIT: "the method found no answer",
}


@dataclass(frozen=True)
class Judged:
    """One period as a method judges it. low to high is what was to be expected; sentence says it plainly."""

    start: date
    observed: int | None
    expected: float | None
    low: int | None
    high: float | None
    is_unusual: bool
    why_not: str = ""
    score: float | None = None
    dispersion: float | None = None
    baseline: tuple[date, ...] = ()
    baseline_missing: int = 0


def judge(series: Watched, recipe: Recipe, *, since: date | None = None) -> list[Judged]:
    """Every period from a day on, or from the beginning. What cannot be judged is there with the reason."""
    if not series.starts:
        return []
    settings = recipe.settings[series.period]
    first = next((at for at, start in enumerate(series.starts) if since is None or start >= since), None)
    if first is None:
        return []
    findings = find_unusual(series.as_series(), settings, first=first)
    alpha = settings.alpha if isinstance(settings, FarringtonSettings) else None
    return [_judged(finding, series, alpha) for finding in findings]


def _judged(finding: Finding, series: Watched, alpha: float | None) -> Judged:
    mean = finding.mu0 if finding.mu0 is not None else finding.expected
    low = None
    if alpha is not None and mean is not None and finding.phi is not None:
        low = lower_bound(mean, finding.phi, alpha)
    used = finding.baseline
    return Judged(
        start=series.starts[finding.at],
        observed=finding.observed,
        expected=finding.expected,
        low=low,
        high=finding.upper_bound,
        is_unusual=bool(finding.alarm),
        why_not=WHY_NOT[finding.why] if finding.why else "",
        score=finding.score,
        dispersion=finding.phi,
        baseline=_known(series, used.first, used.last) if used else (),
        baseline_missing=used.missing if used else 0,
    )


def _known(series: Watched, first: int, last: int) -> tuple[date, ...]:
    return tuple(series.starts[at] for at in range(first, last + 1) if series.counts[at] is not None)


def period_words(start: date, period: Period) -> str:
    """July 2016; the week of Monday 12 July 2010."""
    month = f"{MONTHS[start.month - 1]} {start.year}"
    return month if period is Period.MONTH else f"the week of Monday {start.day} {month}"


def sentence_of(judged: Judged, *, area: str, subject: Subject, period: Period, recipe: Recipe) -> str:
    """In July 2016 Croydon recorded 31; from the same months of earlier years between 5 and 19 were to be expected."""
    head = f"In {period_words(judged.start, period)} {area} {VERBS[subject]} {judged.observed:,}"
    if judged.high is None:
        return f"{head}; there is {judged.why_not or 'no answer'}."
    most = floor(judged.high)
    range_words = f"up to {most:,}" if judged.low is None else f"between {judged.low:,} and {most:,}"
    return f"{head}; from {recipe.compares[period]} {range_words} were to be expected."
