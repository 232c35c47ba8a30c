"""By which method, with which settings, is a series of weeks or months watched?

The settings are chosen here, once, and written into every alert. docs/methods/early-warning.md says why they are so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from commonweal.analysis.early_warning import EarsMethod, EarsSettings, FarringtonSettings, Settings
from commonweal.ground.visibility.rules import NotPossible


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"


class Subject(StrEnum):
    """What is counted in each period."""

    RECORDED_CRIME = "recorded_crime"
    TENSION = "tension"


PER_YEAR = {Period.WEEK: 52, Period.MONTH: 12}
SUBJECT_WORDS = {
    Subject.RECORDED_CRIME: "Recorded crime, by month",
    Subject.TENSION: "Items in the weekly tension return",
}
PERIODS = {Subject.RECORDED_CRIME: Period.MONTH, Subject.TENSION: Period.WEEK}


@dataclass(frozen=True)
class Recipe:
    """A method by the name it is known by, what it compares with, and when it is the right one."""

    key: str
    title: str
    compares: Mapping[Period, str]
    when: str
    settings: Mapping[Period, Settings]


_WEEKLY = FarringtonSettings(fewest_years=3)
# Three months on either side would leave a quarter of the year in one group; one keeps summer apart from spring.
_MONTHLY = replace(_WEEKLY, half_window=1, past_left_out=6, fewest_cases=5, over_periods=4)
_FEW = {Period.WEEK: "the weeks just before", Period.MONTH: "the months just before"}


def _ears(method: EarsMethod, when: str) -> Recipe:
    settings = EarsSettings(method=method, least_sigma=1.0)
    return Recipe(f"ears_{method.lower()}", f"EARS {method}", _FEW, when, dict.fromkeys(Period, settings))


RECIPES = {
    recipe.key: recipe
    for recipe in (
        Recipe(
            "farrington",
            "Improved Farrington method",
            {
                Period.WEEK: "the same weeks of earlier years",
                Period.MONTH: "the same months of earlier years",
            },
            "It needs at least three years of history, and knows seasons and trends.",
            {Period.WEEK: _WEEKLY, Period.MONTH: _MONTHLY},
        ),
        _ears(
            EarsMethod.C1, "It needs seven periods of history. It sees a sudden rise, and knows no season."
        ),
        _ears(
            EarsMethod.C2,
            "As C1, but it leaves out the two periods just before, so a rise that began then shows.",
        ),
        _ears(
            EarsMethod.C3,
            "It adds up what C2 found in three periods: the most sensitive, and the most often wrong.",
        ),
    )
}


def find_recipe(key: str) -> Recipe:
    if key not in RECIPES:
        raise NotPossible("Choose one of the methods.")
    return RECIPES[key]


def check_methods(methods: list[str]) -> None:
    if not methods:
        raise NotPossible("Choose at least one method.")
    for key in methods:
        find_recipe(key)


def settings_as_json(settings: Settings) -> dict[str, object]:
    """What is kept with an alert, so that it can be worked out again."""
    return {
        name: str(value) if isinstance(value, StrEnum) else value for name, value in asdict(settings).items()
    }


def settings_in_words(kept: Mapping[str, object]) -> list[tuple[str, str]]:
    """(setting, value) as a reader finds them."""
    return [(name.replace("_", " ").capitalize(), _value(value)) for name, value in kept.items()]


def _value(value: object) -> str:
    if value is None:
        return "as the method sets it"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
