"""How do returns go out as a table, and how is one read that comes in?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from commonweal.ground.partners.reads import choosable, is_enforcing
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.tension.models import ReturnRound, TensionItem, TensionReturn
from commonweal.listen.tension.reads.levels import find_level, levels_on, theme_labels, themes_on
from commonweal.listen.tension.reads.weeks import AreaPoint, areas_of
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.cells import Known
from commonweal.listen.tension.rules.importing import (
    COLUMNS,
    RowError,
    RowReturn,
    all_errors,
    read_rows,
)
from commonweal.listen.tension.rules.standing import WORDS
from commonweal.listen.tension.rules.states import ARRIVED
from commonweal.reading.files import open_table
from commonweal.reading.values import CannotRead

HEADINGS = COLUMNS
SHOWN = "communities_shown"
"""Under which name an item carries those of its communities that the viewer may see."""
FORMATS = ("csv", "xlsx")
"""The forms in which returns go out, and can come in again."""
WEEK_COLUMNS = (
    "Area", "Code", "Week starting", "State", "Level", "Rank", "Items", "Asked", "Heard", "Late", "Reports of every kind",
)  # fmt: skip


def week_rows(points: Iterable[AreaPoint], level_scale: str) -> list[list[str]]:
    """The four states in words; a number only where somebody reported: missing is an empty cell and never 0."""
    return [list(WEEK_COLUMNS), *(_week_row(point, level_scale) for point in points)]


def _week_row(point: AreaPoint, level_scale: str) -> list[str]:
    levels = {level.rank: level.label for level in levels_on(level_scale, on=point.week_starting)[1]}
    rank = point.rank
    return [
        point.area_name, point.area_code, point.week_starting.isoformat(), WORDS[point.standing],
        "" if rank is None else levels.get(rank, ""), _number(rank), _number(point.items), str(point.week.asked),
        str(point.week.heard), str(point.week.late), str(point.effort),
    ]  # fmt: skip


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def exportable(viewer: Viewer, chosen: ReturnRound, week: date) -> list[TensionReturn]:
    """Officers' returns of a week that the viewer may see and that have been sent."""
    rows = TensionReturn.objects.visible_to(viewer).filter(
        round=chosen, week_starting=week, variant="officer", state__in=ARRIVED
    )
    return list(rows.select_related("area", "organisation").order_by("area__name", "pk"))


def export_items(viewer: Viewer, sent: Iterable[TensionReturn]) -> list[TensionItem]:
    """Never the protected ones: they are counted in the roll-up, and leave in no file."""
    rows = TensionItem.objects.visible_to(viewer).filter(of__in=list(sent), is_protected=False)
    shown = Prefetch("communities", Community.objects.visible_to(viewer).order_by("name"), SHOWN)
    return list(rows.order_by("of", "number").select_related("lead_partner").prefetch_related(shown))


def with_conditions(items: Iterable[TensionItem]) -> list[TensionItem]:
    return [item for item in items if grading.needs_acceptance(item.scheme, item.handling)]


def return_rows(sent: Iterable[TensionReturn], items: Iterable[TensionItem]) -> list[list[str]]:
    by_return: dict[int, list[TensionItem]] = {}
    for item in items:
        by_return.setdefault(item.of_id, []).append(item)
    rows = [list(COLUMNS)]
    for each in sent:
        for item in by_return.get(each.pk) or [None]:  # type: ignore[list-item]
            cells = _cells(each, item)
            rows.append([cells.get(column, "") for column in COLUMNS])
    return rows


def _cells(sent: TensionReturn, item: TensionItem | None) -> dict[str, str]:
    cells = {
        "Area": sent.area.name, "Organisation": str(sent.organisation), "Week starting": sent.week_starting.isoformat(),
        "Nothing to report": "yes" if sent.is_nil else "", "Level": _label(sent.level_scale, sent.level),
        "Direction": sent.direction, "Confidence": sent.confidence, "Narrative": sent.narrative,
    }  # fmt: skip
    if item is None:
        return cells
    return cells | {
        "Item": item.title, "Facts": item.facts, "Opinion": item.opinion, "Text to share": item.shareable_text,
        "Experienced": _label(item.level_scale, item.experienced), "Evidenced": _label(item.level_scale, item.evidenced),
        "Potential": _label(item.level_scale, item.potential), "Scheme": item.scheme, "Source": item.source_grade,
        "Information": item.information_grade, "Handling": item.handling, "Conditions": item.handling_conditions,
        "Protected": "", "Origin": item.origin, "Themes": "; ".join(theme_labels(item.theme_scale, item.themes)),
        "Communities": "; ".join(each.name for each in getattr(item, SHOWN)), "Place": item.place,
        "Item level": _label(item.level_scale, item.level), "Item direction": item.direction,
        "Item confidence": item.confidence, "Happened": item.happened, "In the media": _yes_no(item.in_media), "Outlet": item.outlet,
        "Reference": item.reference, "Done": item.action_taken, "To be done": item.action_recommended,
        "To lead": item.lead_partner.name if item.lead_partner else "",
        "Review on": item.review_on.isoformat() if item.review_on else "",
        "Danger to life": "yes" if item.risk_to_life else "",
    }  # fmt: skip


def _yes_no(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def _label(scale: str, code: str) -> str:
    level = find_level(scale, code)
    return level.label if level else ""


# In


def read_table(
    data: bytes, name: str, chosen: ReturnRound, *, by: Viewer, on: date
) -> tuple[list[RowReturn], list[RowError]]:
    """What a CSV or XLSX file holds. A hostile file is taken apart in a child process; it never reaches this one."""
    try:
        rows = open_table(data, name=name)
    except CannotRead as why:
        return [], [RowError(1, "", str(why))]
    return read_rows(rows, known_to(chosen, by=by, on=on))


def known_to(chosen: ReturnRound, *, by: Viewer, on: date) -> Known:
    areas = {word.lower(): area.pk for area in areas_of(chosen, on=on) for word in (area.name, area.code)}
    levels = levels_on(chosen.level_scale, on=on)[1]
    words = themes_on(chosen.theme_scale, on=on)[1]
    bodies = choosable(on).annotate(enforces=is_enforcing("pk")).values_list("pk", "name", "enforces")
    told = {name.lower(): pk for pk, name, enforces in bodies if not enforces}
    never_told = frozenset(name.lower() for _, name, enforces in bodies if enforces)
    communities = {
        name.lower(): pk for pk, name in Community.objects.visible_to(by).values_list("pk", "name")
    }
    return Known(areas, _by_word(levels), _by_word(words), communities, told, never_told)


def _by_word(entries: Iterable[Any]) -> dict[str, str]:
    return {word.lower(): entry.code for entry in entries for word in (entry.code, entry.label)}


def words_of(errors: Iterable[RowError]) -> list[str]:
    return all_errors(errors)
