"""Early warning: which week of a series of counts is out of line with its own past?

In comes a `Series` of counts by week or month and the settings of a method, out goes one `Finding` for each period:
what was expected, the bound above which a count is unusual, and what that rests on. The improved Farrington method
(Farrington and others 1996; Noufaily and others 2013) and EARS C1, C2 and C3 (Hutwagner and others 2003).
docs/methods/early-warning.md tells how they work.
"""

from commonweal.analysis.early_warning.finding import baseline_places, earliest, find_latest, find_unusual
from commonweal.analysis.early_warning.settings import (
    EarsMethod,
    EarsSettings,
    FarringtonSettings,
    Mode,
    Power,
    Settings,
    Threshold,
)
from commonweal.analysis.early_warning.values import VERSION, Baseline, Finding, NotPossible, Series, Why

__all__ = [
    "VERSION",
    "Baseline",
    "EarsMethod",
    "EarsSettings",
    "FarringtonSettings",
    "Finding",
    "Mode",
    "NotPossible",
    "Power",
    "Series",
    "Settings",
    "Threshold",
    "Why",
    "baseline_places",
    "earliest",
    "find_latest",
    "find_unusual",
]
