"""From which room does each watched series come, and has anything changed there since it was looked through?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonweal.assess.surveillance.models import Watch
from commonweal.assess.surveillance.rules.recipes import Subject
from commonweal.assess.surveillance.rules.series import Rupture, Watched, make_series
from commonweal.listen.recorded_crime import reads as recorded_crime
from commonweal.listen.recorded_crime.rules.breaks import Effect

EFFORT = {
    Subject.RECORDED_CRIME: (
        "These are offences that somebody reported and the police recorded. More of them can mean more harm, more trust "
        "in reporting, or another way of recording."
    ),
    Subject.TENSION: (
        "These are items that people reported. More reports does not mean a worse area: read the number beside how many "
        "reported."
    ),
}


@dataclass(frozen=True)
class Source:
    """Everything about one watch that a look needs: every area's series by its code."""

    mark: str
    series: dict[str, Watched]


def mark_of(watch: Watch, *, now: datetime) -> str:
    """Changes whenever there are other figures or other breaks; cheap, because it is asked twice a minute."""
    breaks = f"{watch.breaks.count()}"
    if watch.subject == Subject.RECORDED_CRIME:
        return f"{recorded_crime.mark_of(watch.offence_class_id or 0)}/{breaks}"
    raise NotImplementedError


def series_of(watch: Watch, *, now: datetime, code: str = "") -> dict[str, Watched]:
    """Every area's series, or that of one area."""
    if watch.subject == Subject.RECORDED_CRIME:
        return _recorded_crime(watch, code)
    raise NotImplementedError


def _recorded_crime(watch: Watch, code: str) -> dict[str, Watched]:
    known = recorded_crime.series_by_area(watch.offence_class_id or 0, code=code)
    until = max((month for months in known.values() for month in months), default=None)
    declared = recorded_crime.breaks_in(watch.offence_class_id or 0)
    theirs = [(b.code, Rupture(b.from_on, b.reason, b.effect == Effect.RESTART)) for b in declared]
    ours = _ruptures(watch)
    return {
        area: make_series(watch.period, months, until=until, ruptures=_for(area, [*theirs, *ours]))
        for area, months in known.items()
    }


def _ruptures(watch: Watch) -> list[tuple[str, Rupture]]:
    rows = watch.breaks.select_related("area").defer("area__boundary", "area__outline")
    return [(b.area.code if b.area else "", Rupture(b.from_on, b.reason, b.restarts)) for b in rows]


def _for(code: str, ruptures: Iterable[tuple[str, Rupture]]) -> list[Rupture]:
    return sorted(
        (rupture for where, rupture in ruptures if where in {"", code}), key=lambda rupture: rupture.from_on
    )
