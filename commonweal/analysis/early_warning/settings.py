"""How should the method look for what is unusual? Two methods, each with its settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commonweal.analysis.early_warning.values import NotPossible


class Threshold(StrEnum):
    """How the upper bound is drawn."""

    NEGATIVE_BINOMIAL = "nbPlugin"
    MUAN = "muan"
    DELTA = "delta"


class Power(StrEnum):
    """The transformation under which the delta threshold takes counts for normally distributed."""

    TWO_THIRDS = "2/3"
    HALF = "1/2"
    NONE = "none"


class Mode(StrEnum):
    """Agree with the reference, its slips and all, or use the standard error as it should be."""

    COMPAT = "compat"
    CORRECTED = "corrected"


class EarsMethod(StrEnum):
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"


def _must(true: bool, sentence: str) -> None:
    if not true:
        raise NotPossible(sentence)


@dataclass(frozen=True)
class FarringtonSettings:
    """The improved Farrington method (Noufaily and others 2013) as the public health service runs it, unless changed."""

    years_back: int = 5
    half_window: int = 3
    """Periods taken on either side of the same period of each earlier year."""
    season_groups: int = 10
    """The year is cut into so many levels; with 1 only the windows themselves are used, as in the method of 1996."""
    past_left_out: int = 26
    """So many periods just before are no baseline, lest an outbreak hides itself."""
    trend: bool = True
    trend_level: float = 1.0
    """A trend is kept only where its p-value lies below."""
    reweight: bool = True
    reweight_above: float = 2.58
    """Past periods with a larger standardised residual count less."""
    alpha: float = 0.005
    threshold: Threshold = Threshold.NEGATIVE_BINOMIAL
    power: Power = Power.TWO_THIRDS
    use_population: bool = False
    fewest_cases: int = 5
    """No judgement unless so many were counted in the last `over_periods`, this one included."""
    over_periods: int = 4
    fewest_years: int | None = None
    """Where a series is younger, or had a break, so few years may do. None: all of `years_back`."""
    mode: Mode = Mode.CORRECTED

    def __post_init__(self) -> None:
        _must(1 <= self.years_back <= 100, f"years_back is {self.years_back}; it must be from 1 to 100.")
        _must(0 <= self.half_window <= 180, f"half_window is {self.half_window}; it must be from 0 to 180.")
        _must(
            1 <= self.season_groups <= 366,
            f"season_groups is {self.season_groups}; it must be from 1 to 366.",
        )
        _must(self.past_left_out >= 0, f"past_left_out is {self.past_left_out}; it must be 0 or more.")
        _must(0 < self.alpha < 1, f"alpha is {self.alpha}; it must lie between 0 and 1.")
        _must(0 <= self.trend_level <= 1, f"trend_level is {self.trend_level}; it must lie between 0 and 1.")
        _must(self.reweight_above > 0, f"reweight_above is {self.reweight_above}; it must be above 0.")
        _must(self.fewest_cases >= 0, f"fewest_cases is {self.fewest_cases}; it must be 0 or more.")
        _must(self.over_periods >= 1, f"over_periods is {self.over_periods}; it must be 1 or more.")
        fewest = self.years_back if self.fewest_years is None else self.fewest_years
        _must(
            1 <= fewest <= self.years_back,
            f"fewest_years is {fewest}; it must be from 1 to years_back ({self.years_back}).",
        )


@dataclass(frozen=True)
class EarsSettings:
    """EARS C1, C2 or C3 (Hutwagner and others 2003): only the last few periods are the baseline."""

    method: EarsMethod = EarsMethod.C1
    baseline: int = 7
    """So many periods."""
    least_sigma: float = 0.0
    alpha: float | None = None
    """None: 0.001 for C1 and C2, 0.025 for C3."""
    mode: Mode = Mode.CORRECTED

    def __post_init__(self) -> None:
        _must(3 <= self.baseline <= 10_000, f"baseline is {self.baseline}; it must be 3 or more.")
        _must(self.least_sigma >= 0, f"least_sigma is {self.least_sigma}; it must be 0 or more.")
        _must(0 < self.level < 1, f"alpha is {self.alpha}; it must lie between 0 and 1.")

    @property
    def level(self) -> float:
        if self.alpha is not None:
            return self.alpha
        return 0.025 if self.method is EarsMethod.C3 else 0.001


Settings = FarringtonSettings | EarsSettings
