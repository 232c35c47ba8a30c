"""What does the page of a week say, in one sentence, on the map and in the table?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from commonweal.design.words import count, listed
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import AreaMap, AreaValue, map_of
from commonweal.ground.scales.values import Status
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import ForwardEvent, ReturnRound
from commonweal.listen.tension.reads.ahead import forward_look
from commonweal.listen.tension.reads.levels import levels_on, shades_of
from commonweal.listen.tension.reads.weeks import SEE_LEVELS, AreaPoint, areas_of, points
from commonweal.listen.tension.rules.standing import MAP_KINDS, WORDS, Average, Standing, average, tally

# How a standing looks as a tag: label, letter, shape, tone.
TAGS = {
    Standing.NIL: ("None", "", "dash", "nil"),
    Standing.LATE: ("Late", "", "clock", "late"),
    Standing.MISSING: ("Nobody reported", "?", "hatch", "missing"),
    Standing.AWAITED: ("Not due yet", "", "ring", "neutral"),
    Standing.NOT_ASKED: ("Not asked", "", "blank", "not_asked"),
    Standing.REPORTED: ("Reported", "", "circle", "info"),
}


@dataclass(frozen=True)
class AreaLine:
    """One row of the table. level is None where nobody gave one; change says how it moved since the week before."""

    point: AreaPoint
    tag: tuple[str, str, str, str]
    level: Status | None
    words: str
    change: str = ""


@dataclass(frozen=True)
class WeekPage:
    """The page of one week."""

    sentence: str
    map_says: str
    lines: list[AreaLine]
    counts: dict[Standing, int]
    average: Average
    map: AreaMap | None
    levels: list[str]
    due_at: datetime
    ahead: list[ForwardEvent]
    ahead_soon: list[ForwardEvent]
    shows_levels: bool


def week_page(
    viewer: Viewer, chosen: ReturnRound, week: date, *, at: datetime, address: Callable[[Area], str]
) -> WeekPage:
    areas = areas_of(chosen, on=week)
    found = points(viewer, chosen, since=week - timedelta(days=7), until=week, at=at, areas=areas)
    before = {p.area_id: p for p in found if p.week_starting < week}
    now = [p for p in found if p.week_starting == week]
    levels = levels_on(chosen.level_scale, on=week)[1]
    lines = [_line(point, levels, before.get(point.area_id)) for point in now]
    ahead, shades = _ahead(viewer, chosen, week), shades_of(levels)
    return WeekPage(
        sentence=sentence(lines),
        map_says=_map_says(lines),
        lines=lines,
        counts=tally(p.week for p in now),
        average=average(p.week for p in now),
        map=map_of(areas, {line.point.area_code: _value(line, shades) for line in lines}, url=address),
        levels=[level.label for level in levels],
        due_at=chosen.clockwork.due_at(week),
        ahead=ahead,
        ahead_soon=[event for event in ahead if event.happens_on < week + timedelta(days=7)],
        shows_levels=viewer.may(SEE_LEVELS),
    )


def lines_of(found: Iterable[AreaPoint], chosen: ReturnRound) -> list[AreaLine]:
    return [_line(point, levels_on(chosen.level_scale, on=point.week_starting)[1], None) for point in found]


def _line(point: AreaPoint, levels: Sequence[Status], before: AreaPoint | None) -> AreaLine:
    level = (
        next((each for each in levels if each.rank == point.rank), None) if point.rank is not None else None
    )
    words = WORDS[point.standing]
    if level is not None and not (point.week.is_nil and point.standing == Standing.NIL):
        words = f"{words}: {level.label}" if point.standing == Standing.LATE else level.label
    return AreaLine(point, TAGS[point.standing], level, words, _change(point, before))


def _change(point: AreaPoint, before: AreaPoint | None) -> str:
    """Only between two weeks in both of which somebody reported; silence is no fall."""
    if before is None or point.rank is None or before.rank is None:
        return ""
    if point.rank == before.rank:
        return "Same"
    return "Rose" if point.rank > before.rank else "Fell"


def _value(line: AreaLine, shades: Mapping[int, int]) -> AreaValue:
    kind = MAP_KINDS[line.point.standing]
    return AreaValue(line.words, kind, shades.get(line.point.rank or 0, 0))


def sentence(lines: Sequence[AreaLine]) -> str:
    """ "29 of 33 areas reported; 1 of them late, 1 said nothing happened. Nobody reported from Brent." """
    standings = tally(line.point.week for line in lines)
    asked = len(lines) - standings[Standing.NOT_ASKED]
    heard = standings[Standing.REPORTED] + standings[Standing.NIL] + standings[Standing.LATE]
    if not asked:
        return "Nobody was asked about any area in this week."
    parts = [f"{heard} of {count(asked, 'area')} asked have reported"]
    if standings[Standing.NIL]:
        parts.append(f"{standings[Standing.NIL]} of them had nothing to report")
    if standings[Standing.LATE]:
        parts.append(f"{standings[Standing.LATE]} came late")
    said = "; ".join(parts) + "."
    said += _names(lines, Standing.MISSING, " Nobody reported from {}.")
    said += (
        f" {count(standings[Standing.AWAITED], 'return')} may still come in time."
        if standings[Standing.AWAITED]
        else ""
    )
    rose = [line.point.area_name for line in lines if line.change == "Rose"]
    said += f" Levels rose in {_some(rose)}." if rose else ""
    return said


def _map_says(lines: Sequence[AreaLine]) -> str:
    """Which areas stand highest; silence is hatched and never pale."""
    ranks = [line.point.rank for line in lines if line.point.rank is not None]
    if not ranks or not max(ranks):
        return "No area stands above the calmest level, and hatched areas said nothing."
    highest = [line for line in lines if line.point.rank == max(ranks)]
    label = highest[0].level.label.lower() if highest[0].level else str(max(ranks))
    return (
        f"Highest ({label}): {_some([line.point.area_name for line in highest])}. Hatched areas said nothing."
    )


def _names(lines: Sequence[AreaLine], which: Standing, words: str) -> str:
    names = [line.point.area_name for line in lines if line.point.standing == which]
    return words.format(_some(names)) if names else ""


def _some(names: Sequence[str], most: int = 4) -> str:
    return listed(names) if len(names) <= most else listed([*names[:most], f"{len(names) - most} more"])


def _ahead(viewer: Viewer, chosen: ReturnRound, week: date) -> list[ForwardEvent]:
    if not viewer.may_somewhere("tension.read"):
        return []
    return list(forward_look(viewer, chosen, since=week))


def numbers(page: WeekPage) -> list[dict[str, Any]]:
    """The ways in which areas stand, each with its own number: nil and missing are never one."""
    words = {
        Standing.REPORTED: "reported something", Standing.NIL: "had nothing to report", Standing.LATE: "late",
        Standing.MISSING: "missing", Standing.AWAITED: "not due yet", Standing.NOT_ASKED: "not asked",
    }  # fmt: skip
    tones = {
        Standing.LATE: "late",
        Standing.MISSING: "missing",
        Standing.NIL: "nil",
        Standing.NOT_ASKED: "not_asked",
    }
    return [
        {"number": page.counts[each], "words": said, "url": "", "tone": tones.get(each, "")}
        for each, said in words.items()
        if each != Standing.AWAITED or page.counts[each]
    ]


def as_json(line: AreaLine) -> dict[str, Any]:
    """One line as data: the state is always named, and a level that nobody gave is null and never 0."""
    return {
        "area": line.point.area_name, "code": line.point.area_code, "week": line.point.week_starting.isoformat(),
        "state": line.point.standing.value, "rank": line.point.rank, "items": line.point.items,
        "effort": line.point.effort,
    }  # fmt: skip
