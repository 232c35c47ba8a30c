"""How does every area stand this week, beside its alerts and beside how many reported, and what lies ahead?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from commonweal.assess.surveillance.models import Alert, Watch, readable_codes
from commonweal.assess.surveillance.reads.alerts import list_alerts
from commonweal.assess.surveillance.reads.sources import last_week_due
from commonweal.design.words import count, listed
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import AreaMap, AreaValue, map_of
from commonweal.ground.scales.values import Status
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.tension.models import ForwardEvent, ReturnRound
from commonweal.listen.tension.reads.ahead import forward_look
from commonweal.listen.tension.reads.levels import levels_on, shades_of
from commonweal.listen.tension.reads.weeks import AreaPoint, areas_of, main_round, points
from commonweal.listen.tension.rules.deadlines import week_of
from commonweal.listen.tension.rules.standing import MAP_KINDS, WORDS, Standing

TAGS = {
    Standing.NIL: ("Reported: nothing", "", "dash", "nil"),
    Standing.LATE: ("Late", "", "clock", "late"),
    Standing.MISSING: ("Nobody reported", "?", "hatch", "missing"),
    Standing.AWAITED: ("Not due yet", "", "blank", "not_asked"),
    Standing.NOT_ASKED: ("Not asked", "", "blank", "not_asked"),
}


@dataclass(frozen=True)
class Row:
    """One area: how it stands, its level, how many reported, and its alerts that wait for an answer."""

    point: AreaPoint
    before: AreaPoint | None
    level: Status | None
    alerts: list[Alert]

    @property
    def tag(self) -> tuple[str, str, str, str] | None:
        return TAGS.get(self.point.standing)

    @property
    def effort(self) -> str:
        week = self.point.week
        if not week.asked:
            return count(self.point.effort, "return") if self.point.effort else "nobody was asked"
        return f"{week.heard} of {week.asked} asked, {count(self.point.effort, 'return')}"

    @property
    def words(self) -> str:
        said = self.level.label if self.level else WORDS[self.point.standing]
        if self.level and self.point.standing == Standing.LATE:
            said = f"{said}, late"
        return f"{said}; {count(len(self.alerts), 'alert')}" if self.alerts else said

    @property
    def has_risen(self) -> bool:
        now, then = self.point.rank, self.before.rank if self.before else None
        return now is not None and then is not None and now > then


@dataclass(frozen=True)
class Week:
    """The picture of one week; sentence says it in words."""

    round: ReturnRound
    week: date
    rows: list[Row]
    levels: tuple[Status, ...]
    map: AreaMap | None
    sentence: str
    ahead: list[ForwardEvent]


def newest_week(on: date, now: datetime) -> tuple[ReturnRound, date] | None:
    """The round that pages open with, and its newest week whose deadline has passed."""
    chosen = main_round(on)
    return (chosen, last_week_due(chosen, now)) if chosen else None


def week_of_areas(viewer: Viewer, chosen: ReturnRound, week: date, *, now: datetime, on: date) -> Week:
    """on is today: from then on it looks forward."""
    before = week - timedelta(days=7)
    areas = areas_of(chosen, on=week)
    found = points(viewer, chosen, since=before, until=week, at=now, areas=areas)
    beside = fetch_together(
        alerts=list_alerts(viewer, only="waiting"),
        ahead=forward_look(viewer, chosen, since=on),
        watches=Watch.objects.visible_to(viewer).filter(return_round=chosen).order_by("pk"),
    )
    levels = levels_on(chosen.level_scale, on=week)[1]
    rows = _rows(found, before, beside["alerts"], {level.rank: level for level in levels})
    url_of = _addresses(viewer, beside["watches"], areas)
    return Week(
        chosen,
        week,
        rows,
        levels,
        _map(areas, rows, levels, url_of),
        _sentence(rows),
        beside["ahead"],
    )


def _rows(
    found: list[AreaPoint], before: date, waiting: list[Alert], by_rank: dict[int, Status]
) -> list[Row]:
    earlier = {p.area_id: p for p in found if p.week_starting == before}
    alerts: dict[str, list[Alert]] = defaultdict(list)
    for alert in waiting:
        alerts[alert.area.code].append(alert)
    return [
        Row(p, earlier.get(p.area_id), None if p.rank is None or p.week.is_nil else by_rank.get(p.rank),
            alerts.get(p.area_code, []))
        for p in found if p.week_starting != before
    ]  # fmt: skip


def _addresses(viewer: Viewer, watches: list[Watch], areas: list[Area]) -> dict[str, str]:
    """Each area that the viewer may read about leads to its history in the watch of this round, where there is one."""
    if not watches:
        return {}
    codes = readable_codes(viewer)
    open_to = {area.code for area in areas} if codes is None else set(codes)
    return {code: reverse("surveillance:history", args=[watches[0].pk, code]) for code in open_to}


def _sentence(rows: list[Row]) -> str:
    """26 of 33 areas reported; 2 are late, 3 silent; levels rose in Haringey and Brent; 4 alerts wait for an answer."""
    by_standing: dict[Standing, int] = defaultdict(int)
    for row in rows:
        by_standing[row.point.standing] += 1
    asked = sum(row.point.week.asked > 0 for row in rows)
    heard = by_standing[Standing.REPORTED] + by_standing[Standing.NIL] + by_standing[Standing.LATE]
    parts = [f"{heard} of {count(asked, 'area')} that were asked reported"]
    if by_standing[Standing.LATE] or by_standing[Standing.MISSING]:
        parts.append(f"{by_standing[Standing.LATE]} late, {by_standing[Standing.MISSING]} silent")
    if risen := [row.point.area_name for row in rows if row.has_risen]:
        shown = [*risen[:4], f"{len(risen) - 4} more"] if len(risen) > 5 else risen
        parts.append(f"the level rose in {listed(shown)}")
    waiting = sum(len(row.alerts) for row in rows)
    parts.append(f"{count(waiting, 'alert')} {'waits' if waiting == 1 else 'wait'} for an answer")
    return "; ".join(parts) + "."


def _map(
    areas: Iterable[Area], rows: list[Row], levels: tuple[Status, ...], url_of: dict[str, str]
) -> AreaMap | None:
    shades = shades_of(levels)
    values = {
        row.point.area_code: AreaValue(row.words, _kind(row), shades.get(row.point.rank or 0, 0))
        for row in rows
    }
    return map_of(areas, values, url=lambda area: url_of.get(area.code, ""))


def _kind(row: Row) -> str:
    return "level" if row.level and row.point.standing == Standing.REPORTED else MAP_KINDS[row.point.standing]


def monday_of(day: date) -> date:
    return week_of(day)


def week_before(week: date) -> date:
    return week - timedelta(days=7)
