"""What does a week come to, from borough to force to the nation? Protected items are counted and not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_ancestors, list_within
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import (
    Asking,
    ReturnRound,
    SharedItem,
    TensionItem,
    TensionReturn,
    WeeklySummary,
)
from commonweal.listen.tension.reads.weeks import OFFICIAL, AreaPoint, points
from commonweal.listen.tension.rules.standing import Average, Standing, average, tally
from commonweal.listen.tension.rules.states import ARRIVED, LOOKED_AT


@dataclass(frozen=True)
class Figures:
    """How many were asked, heard, said nil; how many items came, and how many of them are protected."""

    asked: int
    heard: int
    nil: int
    items: int
    protected: int


def figures_of(chosen: ReturnRound, week: date) -> Figures:
    """Of the officers' returns that a second person has looked at."""
    asked = Asking.objects.filter(Asking.asked_q(week), round=chosen, variant=OFFICIAL).count()
    came = TensionReturn.objects.filter(
        round=chosen, week_starting=week, variant=OFFICIAL, state__in=ARRIVED
    ).aggregate(heard=Count("pk"), nil=Count("pk", filter=Q(is_nil=True)))
    items = TensionItem.objects.filter(
        of__round=chosen, of__week_starting=week, of__state__in=LOOKED_AT
    ).aggregate(all=Count("pk"), protected=Count("pk", filter=Q(is_protected=True)))
    return Figures(asked, came["heard"], came["nil"], items["all"], items["protected"])


@dataclass(frozen=True)
class Step:
    """One area of the roll-up with everything below it."""

    area: Area
    counts: dict[Standing, int]
    average: Average
    worst: int | None
    items: int
    protected: int
    effort: int = 0
    """How many returns of every kind came, whatever they said: it stands beside every level, and is none."""

    @property
    def asked(self) -> int:
        return sum(self.counts.values()) - self.counts[Standing.NOT_ASKED]


@dataclass(frozen=True)
class RollUp:
    """boroughs, then the forces they lie in, then what the forces lie in."""

    week: date
    boroughs: list[AreaPoint]
    steps: list[Step]
    items: list[TensionItem] = field(default_factory=list)
    protected: int = 0


def roll_up(viewer: Viewer, chosen: ReturnRound, week: date, *, at: datetime) -> RollUp:
    """Only what a second person has looked at is shown as text; what is protected stays a number, whoever asks."""
    rows = list(list_within(chosen.area, on=week, level="borough").select_related("parent__parent__parent"))
    areas = {area.pk: area for area in rows}
    found = points(viewer, chosen, since=week, until=week, at=at, areas=rows)
    shown, protected_by_area = _items(viewer, chosen, week)
    grouped: dict[int, list[AreaPoint]] = {}
    above: dict[int, Area] = {}
    for point in found:
        for ancestor in list_ancestors(areas[point.area_id]):
            above[ancestor.pk] = ancestor
            grouped.setdefault(ancestor.pk, []).append(point)
    order = ["police_force", "region", "country"]
    steps = [
        _step(above[key], within, shown, protected_by_area)
        for key, within in sorted(
            grouped.items(),
            key=lambda kv: (
                order.index(above[kv[0]].level) if above[kv[0]].level in order else 9,
                above[kv[0]].name,
            ),
        )
    ]
    return RollUp(week, found, steps, shown, sum(protected_by_area.values()))


def _step(
    area: Area, within: list[AreaPoint], items: Iterable[TensionItem], protected: dict[int, int]
) -> Step:
    keys = {point.area_id for point in within}
    ranks = [point.rank for point in within if point.rank is not None]
    return Step(
        area=area,
        counts=tally(point.week for point in within),
        average=average(point.week for point in within),
        worst=max(ranks, default=None),
        items=sum(item.of.area_id in keys for item in items),
        protected=sum(number for key, number in protected.items() if key in keys),
        effort=sum(point.effort for point in within),
    )


def _items(viewer: Viewer, chosen: ReturnRound, week: date) -> tuple[list[TensionItem], dict[int, int]]:
    """Items that may be shown, and how many protected ones there are in each area. Both only to those who read all."""
    if not viewer.may("tension.read"):
        return [], {}
    rows = TensionItem.objects.visible_to(viewer).filter(
        of__round=chosen, of__week_starting=week, of__state__in=LOOKED_AT
    )
    shown: list[TensionItem] = []
    protected: Counter[int] = Counter()
    for item in rows.select_related("of__area").order_by("-rank", "of__area__name", "number"):
        if item.is_protected:
            protected[item.of.area_id] += 1
        else:
            shown.append(item)
    return shown, dict(protected)


def find_summary(viewer: Viewer, chosen: ReturnRound, week: date) -> WeeklySummary | None:
    rows = WeeklySummary.objects.visible_to(viewer).filter(round=chosen, week_starting=week)
    found: WeeklySummary | None = rows.select_related("area", "collated_by", "disseminated_by").first()
    return found


def summaries(viewer: Viewer) -> QuerySet[WeeklySummary]:
    return WeeklySummary.objects.visible_to(viewer).select_related("area", "round")


def shared_items(viewer: Viewer) -> QuerySet[SharedItem]:
    """What partners were told, newest week first."""
    return SharedItem.objects.visible_to(viewer).select_related("area")


def conditions_of(viewer: Viewer, summary: WeeklySummary) -> list[TensionItem]:
    """Items with handling conditions, which somebody has to accept before anything leaves."""
    rows = TensionItem.objects.visible_to(viewer).filter(of__summary=summary, is_protected=False)
    return list(rows.exclude(handling_conditions="").select_related("of__area"))
