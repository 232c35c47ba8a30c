"""Which grades may be chosen on a day, and how is the grade of a record shown?"""

from __future__ import annotations

from datetime import date

from commonweal.ground.scales.reads import get_scale, scale_in_force
from commonweal.ground.scales.values import Scale, Status


def key_of(name: str, on: date) -> str:
    """The version of a scale that a record of that day keeps."""
    return scale_in_force(name, on=on).key


def choices(name: str, on: date) -> list[tuple[str, str]]:
    """(code, label with its meaning), the strongest first."""
    statuses = sorted(scale_in_force(name, on=on).statuses, key=lambda s: s.rank)
    return [(status.code, f"{status.label}: {status.definition}") for status in statuses]


def status_of(scale: str, code: str) -> Status | None:
    """How a kept grade looks under the version that it was given in."""
    return next((status for status in get_scale(scale).statuses if status.code == code), None)


def questions_of(scale: str) -> Scale:
    return get_scale(scale)
