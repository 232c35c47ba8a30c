"""Which rows of the listening rooms concern some areas and communities in some weeks, and how many are there in all?

Every question is put twice: once as the viewer, and once for its number alone, so that what is withheld is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.fields import CharField

from commonweal.assess.surveillance.models import Alert
from commonweal.ground.places.models import Area
from commonweal.ground.places.rules.levels import LEVELS
from commonweal.listen.engagement.models import Engagement, Issue, WorldEvent
from commonweal.listen.recorded_crime.models import MonthlyCount
from commonweal.listen.tension.models import (
    ForwardEvent,
    GroupMeeting,
    ItemCommunity,
    TensionItem,
    TensionReturn,
)
from commonweal.listen.tension.rules.states import ARRIVED, LOOKED_AT

MOST_FETCHED = 200
OFFICIAL = ("officer", "partner")
"""Whoever is asked by name: what they say counts as it arrives. What others say counts once somebody has looked at it."""
See = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Asked:
    """What is asked about: areas with all that lies within them and the boroughs they lie in, communities, days."""

    areas: frozenset[int]
    around: frozenset[int]
    communities: frozenset[int]
    from_on: date
    to_on: date

    @property
    def span(self) -> tuple[date, date]:
        return self.from_on, self.to_on


def find_asked(areas: Iterable[Area], communities: Iterable[int], from_on: date, to_on: date) -> Asked:
    """One question: every version of the areas, what lies within them, and the boroughs in which they lie."""
    codes = {area.code for area in areas}
    if not codes:
        return Asked(frozenset(), frozenset(), frozenset(communities), from_on, to_on)
    own, within, above = Q(code__in=codes), Q(), Q(level="borough") & _children(codes)
    for depth in range(1, len(LEVELS)):
        within |= Q(**{"__".join(["parent"] * depth) + "__code__in": codes})
    rows = Area.objects.filter(own | within | above).order_by().values_list("pk", "code", "level").distinct()
    found = list(rows)
    near = frozenset(pk for pk, code, level in found if code in codes or level == "borough")
    return Asked(frozenset(pk for pk, _, _ in found), near, frozenset(communities), from_on, to_on)


def _children(codes: set[str]) -> Q:
    """An area of which one of these is a part, up to three levels down (from a borough to its smallest areas)."""
    found = Q()
    for depth in range(1, 4):
        found |= Q(**{"__".join(["children"] * depth) + "__code__in": codes})
    return found


# What concerns them


def about_communities(asked: Asked, path: str, rows: type[Any]) -> Q:
    """Rows that name one of the communities or none at all; without communities every row."""
    if not asked.communities:
        return Q()
    named = rows.objects.filter(**{f"{path}__in": asked.communities}).values("pk")
    silent = rows.objects.filter(**{f"{path}__isnull": True}).values("pk")
    return Q(pk__in=named) | Q(pk__in=silent)


def readable_returns(asked: Asked, path: str = "") -> Q:
    """Returns about the areas that arrived; those of people who were not asked by name once somebody looked at them."""
    came = Q(**{f"{path}variant__in": OFFICIAL, f"{path}state__in": ARRIVED})
    looked_at = Q(**{f"{path}state__in": LOOKED_AT})
    return Q(**{f"{path}area__in": asked.areas, f"{path}week_starting__range": asked.span}) & (
        came | looked_at
    )


def rows_of(see: See, asked: Asked) -> dict[str, QuerySet[Any]]:
    """By name the rows that concern them, newest first."""
    checked = Q(of__area__in=asked.areas, of__week_starting__range=asked.span, of__state__in=LOOKED_AT)
    items = see(TensionItem).filter(
        checked & about_communities(asked, "item_communities__community", TensionItem)
    )
    held = _engagements(asked)
    return {
        "returns": see(TensionReturn).filter(readable_returns(asked)).order_by("-week_starting", "-pk"),
        "items": items.order_by("-of__week_starting", "-pk"),
        "ahead": see(ForwardEvent)
        .filter(of__area__in=asked.areas, of__state__in=LOOKED_AT, of__week_starting__range=asked.span,
                happens_on__gte=asked.from_on)
        .order_by("happens_on", "pk"),
        "meetings": see(GroupMeeting)
        .filter(area__in=asked.areas, held_on__range=asked.span, rank__isnull=False)
        .order_by("-held_on", "-pk"),
        "alerts": see(Alert)
        .filter(area__in=asked.areas, period_on__range=asked.span)
        .order_by("-period_on", "-pk"),
        "counts": see(MonthlyCount).filter(_figures(asked)).order_by("month_on", "pk"),
        "events": see(WorldEvent).filter(_world(asked)).order_by("-happens_on", "-pk"),
        "engagements": see(Engagement).filter(held).order_by("-held_on", "-pk"),
        "issues": see(Issue)
        .filter(Q(engagement__in=Engagement.objects.filter(held).values("pk")) & _of_community(asked))
        .order_by("-raised_at", "-pk"),
    }  # fmt: skip


def communities_of(see: See, asked: Asked) -> QuerySet[Any]:
    """Which communities the items name."""
    return see(ItemCommunity).filter(
        item__of__area__in=asked.areas, item__of__week_starting__range=asked.span, item__of__state__in=LOOKED_AT
    )  # fmt: skip


def _figures(asked: Asked) -> Q:
    """The months of the window and the same months a year before."""
    first, last = asked.from_on.replace(day=1), asked.to_on.replace(day=1)
    before = first.replace(year=first.year - 1), last.replace(year=last.year - 1)
    return Q(area__in=asked.around) & (Q(month_on__range=(first, last)) | Q(month_on__range=before))


def _world(asked: Asked) -> Q:
    """Events elsewhere from the first day on: what is expected after the last day is what an assessment is for."""
    return Q(happens_on__gte=asked.from_on) & about_communities(asked, "communities", WorldEvent)


def _engagements(asked: Asked) -> Q:
    """Held in one of the areas; or with one of the communities, where it was held in none in particular."""
    there = Q(area__in=asked.areas) & about_communities(asked, "communities", Engagement)
    with_them = Engagement.objects.filter(communities__in=asked.communities).values("pk")
    return Q(held_on__range=asked.span) & (there | Q(area__isnull=True, pk__in=with_them))


def _of_community(asked: Asked) -> Q:
    return Q(community__isnull=True) | Q(community__in=asked.communities) if asked.communities else Q()


def count_together(**wanted: QuerySet[Any]) -> dict[str, int]:
    """How many rows each question finds, in one question."""
    if not wanted:
        return {}
    parts = [
        rows.order_by().annotate(_name=Value(name, CharField())).values("_name").annotate(_n=Count("pk", distinct=True))
        .values_list("_name", "_n")
        for name, rows in wanted.items()
    ]  # fmt: skip
    first, *others = parts
    return dict.fromkeys(wanted, 0) | dict(first.union(*others, all=True))
