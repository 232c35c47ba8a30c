"""How do the plans stand in one sentence, what changed since the last visit, and where are the actions on the map?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, JSONField, Max, Min, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from commonweal.act.plans.models import PlannedAction, StatusSnapshot
from commonweal.act.plans.reads.words import ORDER, status_words
from commonweal.act.plans.rules.facts import Code
from commonweal.act.plans.rules.standing import trend_of
from commonweal.design.words import count, day, listed
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import AreaMap, AreaValue, list_areas, map_of
from commonweal.ground.scales.values import Status
from commonweal.ground.visibility.rules import Viewer

AT_MOST = 6
LEVELS = ("1 action", "2 actions", "3 actions", "4 actions", "5 or more")


@dataclass(frozen=True)
class Lately:
    """sentence and figures are about every action that the viewer may see; changes are the newest of them."""

    sentence: str
    figures: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    heading: str
    url: str


def how_it_stands(viewer: Viewer, on: date, last_visit: datetime | None) -> Lately | None:
    """One question to the database, however many actions there are; None where there is no plan to see."""
    rows = list(_newest(viewer))
    if not rows:
        return None
    words, first, totals = status_words(on), rows[0], rows[0].totals
    counts = {code: totals[code] for code in ORDER}
    one_plan = totals["first_plan"] == totals["last_plan"]
    url = reverse("plans:plan", args=[totals["first_plan"]]) if one_plan else reverse("plans:list")
    since = timezone.localdate(last_visit) if last_visit else None
    moved = [row for row in rows if row.before_code]
    changed = [row for row in moved if since and row.from_on >= since]
    return Lately(
        sentence=_sentence(counts, words, first.action.strategy.title if one_plan else ""),
        figures=[
            _figure(words[c], n, f"{url}?state={c}" if one_plan else "") for c, n in counts.items() if n
        ],
        changes=[_change(row, words) for row in changed or moved],
        heading=f"What changed since your last visit on {day(since)}" if changed else "What changed last",
        url=url,
    )


def _newest(viewer: Viewer) -> QuerySet[Any]:
    """The newest few, and beside each the same totals over all, which the database counts once."""
    rows = StatusSnapshot.objects.visible_to(viewer).filter(is_current=True)
    numbers = {code: Count("pk", filter=Q(code=code)) for code in ORDER}
    plans = {"first_plan": Min("action__strategy_id"), "last_plan": Max("action__strategy_id")}
    totals = (
        rows.order_by().values("is_current").annotate(totals=JSONObject(**numbers, **plans)).values("totals")
    )
    newest = rows.select_related("action__strategy").order_by("-from_on", "-worry", "pk")
    return newest.annotate(totals=Subquery(totals, output_field=JSONField()))[:AT_MOST]


def _sentence(counts: Mapping[str, int], words: Mapping[str, Status], title: str) -> str:
    parts = [f"{number} {words[code].label.lower()}" for code, number in counts.items() if number]
    return f"{title or 'The plans'}: {count(sum(counts.values()), 'action')}, of which {listed(parts)}."


def _figure(status: Status, number: int, url: str) -> dict[str, Any]:
    return {"status": status, "number": number, "url": url}


def _change(row: Any, words: Mapping[str, Status]) -> dict[str, Any]:
    before = Code(row.before_code) if row.before_code else None
    return {
        "title": str(row.action), "url": reverse("plans:action", args=[row.action_id]), "status": words[row.code],
        "words": trend_of(row.from_on, Code(row.code), before).words,
    }  # fmt: skip


@dataclass(frozen=True)
class ActionMap:
    """The map, and the sentence that says what it shows."""

    map: AreaMap
    sentence: str


def map_of_actions(viewer: Viewer, on: date) -> ActionMap | None:
    """How many actions name each borough; an area that none names is plain."""
    actions = PlannedAction.objects.visible_to(viewer).filter(areas__level="borough")
    numbers = dict(actions.order_by().values_list("areas__code").annotate(Count("pk")))
    areas = list(list_areas("borough", on=on)) if numbers else []
    drawn = map_of(areas, _values(areas, numbers), url=lambda area: reverse("places:show", args=[area.pk]))
    return ActionMap(drawn, _where(areas, numbers)) if drawn else None


def _where(areas: Iterable[Area], numbers: Mapping[str, int]) -> str:
    named = [area for area in areas if area.code in numbers]
    most = max(numbers[area.code] for area in named)
    leading = [area.name for area in named if numbers[area.code] == most]
    words = f"{count(len(named), 'borough')} of {len(list(areas))} {'is' if len(named) == 1 else 'are'} named by an action"
    return (
        f"{words}, most often {listed(leading)} ({most})." if len(leading) <= 3 and most > 1 else f"{words}."
    )


def _values(areas: Iterable[Area], numbers: Mapping[str, int]) -> dict[str, AreaValue]:
    return {
        area.code: AreaValue(count(n, "action"), "level", min(n, len(LEVELS)) - 1)
        if (n := numbers.get(area.code, 0))
        else AreaValue("No action names it", "nil")
        for area in areas
    }
