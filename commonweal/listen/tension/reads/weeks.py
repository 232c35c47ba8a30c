"""How does every area stand in every week: reported, nil, late, missing, not due yet or not asked?

A later stage reads its series here. A point whose rank or items is None says that nobody has reported: it is no zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_within
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import Asking, DeadlineException, ReturnRound, TensionReturn
from commonweal.listen.tension.rules import standing
from commonweal.listen.tension.rules.deadlines import effective_due, weeks_between
from commonweal.listen.tension.rules.standing import AreaWeek, Arrived, AskedOf
from commonweal.listen.tension.rules.states import ARRIVED

SEE_LEVELS, COUNT = "tension.see_levels", "tension.count"
OFFICIAL = "officer"


@dataclass(frozen=True)
class AreaPoint:
    """One area in one week. effort is how many returns of every kind came about it, whatever they said."""

    area_id: int
    area_code: str
    area_name: str
    week_starting: date
    week: AreaWeek
    effort: int = 0

    @property
    def standing(self) -> standing.Standing:
        return self.week.standing

    @property
    def rank(self) -> int | None:
        return self.week.rank

    @property
    def items(self) -> int | None:
        return self.week.items


def rounds_on(on: date) -> QuerySet[ReturnRound]:
    """Rounds that run on a day."""
    running = Q(since_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))
    return ReturnRound.objects.filter(running).select_related("area", "organisation")


def main_round(on: date) -> ReturnRound | None:
    """The round that pages open with: the one that began first of those that run."""
    return rounds_on(on).order_by("since_on", "pk").first()


def may_see_weeks(viewer: Viewer) -> bool:
    return viewer.may(SEE_LEVELS) or viewer.may(COUNT)


def areas_of(chosen: ReturnRound, *, on: date, level: str = "borough") -> list[Area]:
    """The areas that the round's picture shows, by name, whether asked or not."""
    return list(list_within(chosen.area, on=on, level=level))


def points(
    viewer: Viewer,
    chosen: ReturnRound,
    *,
    since: date,
    until: date,
    at: datetime,
    areas: Sequence[Area] | None = None,
) -> list[AreaPoint]:
    """A point for each area of the round and each week from that of `since` to that of `until`, both included.

    Ordered by area and week. A viewer who may count but not see levels gets every rank as None; one who may do neither
    gets nothing. Three questions to the database, however many areas and weeks.
    """
    if not may_see_weeks(viewer):
        return []
    weeks = weeks_between(since, until)
    areas = areas_of(chosen, on=weeks[-1]) if areas is None else areas
    gathered = _Gathered(chosen, [area.pk for area in areas], weeks)
    shows = viewer.may(SEE_LEVELS)
    return [
        AreaPoint(area.pk, area.code, area.name, week, _shown(found, shows), effort)
        for area in areas
        for week in weeks
        for found, effort in [gathered.at(area.pk, week, at)]
    ]


def series(
    viewer: Viewer, chosen: ReturnRound, area: Area, *, since: date, until: date, at: datetime
) -> list[AreaPoint]:
    """One area through the weeks, oldest first."""
    return points(viewer, chosen, since=since, until=until, at=at, areas=[area])


def _shown(found: AreaWeek, shows_levels: bool) -> AreaWeek:
    if shows_levels:
        return found
    return AreaWeek(found.standing, asked=found.asked, heard=found.heard, late=found.late)


class _Gathered:
    """Everything that some weeks of some areas rest on, asked for once."""

    def __init__(self, chosen: ReturnRound, areas: Iterable[int], weeks: Sequence[date]):
        self.clockwork = chosen.clockwork
        asked = Asking.objects.filter(round=chosen, variant=OFFICIAL, area__in=areas, since_on__lte=weeks[-1])
        self.askings: dict[int, list[Asking]] = defaultdict(list)
        for asking in asked.filter(Q(until_on__isnull=True) | Q(until_on__gt=weeks[0])).order_by("pk"):
            self.askings[asking.area_id].append(asking)
        self.arrived: dict[tuple[int, date], Arrived] = {}
        self.effort: dict[tuple[int, date], int] = defaultdict(int)
        self._returns(chosen, areas, weeks)
        self.longer: dict[tuple[int, date], datetime] = {}
        exceptions = DeadlineException.objects.filter(asking__round=chosen, week_starting__in=weeks)
        for key, week, until in exceptions.order_by("until_at").values_list(
            "asking", "week_starting", "until_at"
        ):
            self.longer[key, week] = until

    def _returns(self, chosen: ReturnRound, areas: Iterable[int], weeks: Sequence[date]) -> None:
        came = TensionReturn.objects.filter(
            round=chosen, area__in=areas, week_starting__in=weeks, state__in=ARRIVED
        )
        columns = (
            "asking",
            "area",
            "variant",
            "week_starting",
            "arrived_at",
            "due_at",
            "is_nil",
            "rank",
            "number",
        )
        for asking, area, variant, week, arrived_at, due_at, is_nil, rank, number in (
            came.annotate(number=Count("items")).order_by("pk").values_list(*columns)
        ):
            self.effort[area, week] += 1
            if variant == OFFICIAL:
                self.arrived[asking, week] = Arrived(arrived_at, due_at, is_nil, rank, number)

    def at(self, area: int, week: date, at: datetime) -> tuple[AreaWeek, int]:
        bodies = [
            AskedOf(effective_due(self.clockwork.due_at(week), self.longer.get((each.pk, week))),
                    self.arrived.get((each.pk, week)))
            for each in self.askings.get(area, ())
            if each.since_on <= week and (each.until_on is None or each.until_on > week)
        ]  # fmt: skip
        return standing.combine(bodies, at=at), self.effort.get((area, week), 0)
