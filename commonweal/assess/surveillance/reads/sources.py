"""From which room does each watched series come, and has anything changed there since it was looked through?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from commonweal.assess.surveillance.models import SeriesBreak, Watch
from commonweal.assess.surveillance.rules.recipes import Period, Subject
from commonweal.assess.surveillance.rules.series import Rupture, Watched, make_series
from commonweal.design.words import count
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import key_of, status_of
from commonweal.ground.scales.values import STRENGTH, Status
from commonweal.ground.visibility.rules import SYSTEM
from commonweal.listen.recorded_crime import reads as recorded_crime
from commonweal.listen.recorded_crime.rules.breaks import Effect
from commonweal.listen.tension.models import ReturnRound, TensionReturn
from commonweal.listen.tension.reads.weeks import AreaPoint, areas_of, points
from commonweal.listen.tension.rules.deadlines import week_of
from commonweal.listen.tension.rules.states import ARRIVED

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


# What the figures of each kind rest on, where their own room does not grade them.
RESTS_ON = {
    Subject.RECORDED_CRIME: "offences as the police recorded them at the time",
    Subject.TENSION: "returns in which several people reported, independently of each other",
}


@dataclass(frozen=True)
class Grade:
    """How much the figures can bear, and what they rest on."""

    status: Status | None
    rests_on: str


def strength_of(watch: Watch, on: date) -> Grade:
    """How much the figures can bear: as their class was graded, or, for returns, that several people said so."""
    if watch.offence_class is not None:
        given = status_of(watch.offence_class.strength_scale, watch.offence_class.strength)
        return Grade(given, RESTS_ON[Subject.RECORDED_CRIME])
    return strength_of_returns(on)


def strength_of_returns(on: date) -> Grade:
    return Grade(status_of(key_of(STRENGTH, on), "reported"), RESTS_ON[Subject.TENSION])


LONGEST = timedelta(weeks=8 * 53)  # five years of baseline, and room before them


def mark_of(watch: Watch, *, now: datetime) -> str:
    """Changes whenever there are other figures or other breaks; cheap, because it is asked twice a minute."""
    counted = watch.breaks.aggregate(all=Count("pk"), gone=Count("withdrawn_at"))
    breaks = f"{counted['all']}-{counted['gone']}"
    if watch.offence_class_id:
        return f"{recorded_crime.mark_of(watch.offence_class_id)}/{breaks}"
    came = TensionReturn.objects.filter(round=watch.return_round_id, state__in=ARRIVED).aggregate(
        number=Count("pk"), versions=Sum("version"), last=Max("pk")
    )
    week = last_week_due(watch.return_round, now) if watch.return_round else None
    return f"{came['number']}.{came['versions'] or 0}.{came['last'] or 0}.{week}/{breaks}"


def series_of(
    watch: Watch, *, now: datetime, area: Area | None = None, breaks: Iterable[SeriesBreak] | None = None
) -> dict[str, Watched]:
    """Every area's series by its code, or that of one area; breaks may be handed in where they are known already."""
    rows = breaks_of(watch) if breaks is None else breaks
    ruptures = [(b.area.code if b.area else "", Rupture(b.from_on, b.reason, b.restarts)) for b in rows]
    if watch.return_round is not None:
        return _tension(watch, watch.return_round, area, ruptures, now)
    return _recorded_crime(watch, area.code if area else "", ruptures)


def breaks_of(watch: Watch) -> QuerySet[SeriesBreak]:
    """Those that stand."""
    return (
        watch.breaks.filter(withdrawn_at=None).select_related("area").defer("area__boundary", "area__outline")
    )


def _recorded_crime(watch: Watch, code: str, ours: list[tuple[str, Rupture]]) -> dict[str, Watched]:
    known = recorded_crime.series_by_area(watch.offence_class_id or 0, code=code)
    until = max((month for months in known.values() for month in months), default=None)
    declared = recorded_crime.breaks_in(watch.offence_class_id or 0)
    theirs = [(b.code, Rupture(b.from_on, b.reason, b.effect == Effect.RESTART)) for b in declared]
    return {
        area: make_series(watch.period, months, until=until, ruptures=_for(area, [*theirs, *ours]))
        for area, months in known.items()
    }


def last_week_due(chosen: ReturnRound, now: datetime) -> date:
    """The newest week whose deadline has passed: only from then on is silence missing and a number complete."""
    week = week_of(timezone.localdate(now))
    while chosen.clockwork.due_at(week) > now:
        week -= timedelta(days=7)
    return week


def _tension(
    watch: Watch, chosen: ReturnRound, area: Area | None, ruptures: list[tuple[str, Rupture]], now: datetime
) -> dict[str, Watched]:
    """A week in which nobody reported is missing; a return that says "nothing" is a zero."""
    until = last_week_due(chosen, now)
    since = max(week_of(chosen.since_on), until - LONGEST)
    if since > until:
        return {}
    areas = [area] if area else areas_of(chosen, on=until, level=watch.level)
    found: dict[str, list[AreaPoint]] = defaultdict(list)
    for point in points(SYSTEM, chosen, since=since, until=until, at=now, areas=areas):
        found[point.area_code].append(point)
    return {code: _weeks(those, until, _for(code, ruptures)) for code, those in found.items()}


def _weeks(those: list[AreaPoint], until: date, ruptures: list[Rupture]) -> Watched:
    known = {p.week_starting: p.items for p in those if p.items is not None}
    effort = {p.week_starting: _effort(p) for p in those}
    return make_series(Period.WEEK, known, until=until, effort=effort, ruptures=ruptures)


def _effort(point: AreaPoint) -> str:
    if not point.week.asked:
        return "nobody was asked" if not point.effort else count(point.effort, "return")
    return f"{point.week.heard} of {point.week.asked} asked answered, {count(point.effort, 'return')} in all"


def _for(code: str, ruptures: Iterable[tuple[str, Rupture]]) -> list[Rupture]:
    return sorted(
        (rupture for where, rupture in ruptures if where in {"", code}), key=lambda rupture: rupture.from_on
    )
