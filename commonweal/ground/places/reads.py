"""Which areas are there on a day, who lies within whom, and how are they drawn?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import shapely
from django.db.models import Count, Q, QuerySet

from commonweal.design.maps import MapArea, MapDrawing, draw_map
from commonweal.ground.places.models import Area, AreaLoad
from commonweal.ground.places.rules.checking import CheckReport, Fields, Parent, check_features
from commonweal.ground.places.rules.files import read_features
from commonweal.ground.places.rules.levels import LEVELS, PLURALS
from commonweal.ground.visibility.rules import Viewer

HEAVY = ("boundary", "outline")


@dataclass(frozen=True)
class AreaValue:
    """What an area says on a map. kind is level, missing, nil, late or not_asked; level counts from 0."""

    words: str
    kind: str = "level"
    level: int = 0


@dataclass(frozen=True)
class AreaMap:
    """What the design's area_map macro asks for."""

    drawing: MapDrawing
    areas: tuple[MapArea, ...]


def get_area(code: str, *, on: date) -> Area | None:
    """The area that had this official code on a day."""
    return Area.objects.filter(Area.valid_q(on), code=code).order_by("-valid_from_on").first()


def find_area(name: str, *, level: str, on: date) -> Area | None:
    """The one area of a level that had this name on a day; None where there is none, or more than one."""
    found = list(list_areas(level, on=on).filter(name__iexact=" ".join(name.split()))[:2])
    return found[0] if len(found) == 1 else None


def list_areas(level: str = "", *, on: date, parent: Area | None = None) -> QuerySet[Area]:
    """Every area of a level (or of all) on a day, by name; the full boundary is fetched only when it is asked for."""
    rows = Area.objects.filter(Area.valid_q(on)).defer("boundary")
    if level:
        rows = rows.filter(level=level)
    return rows.filter(parent=parent) if parent is not None else rows


def visible_areas(viewer: Viewer) -> QuerySet[Area]:
    return Area.objects.visible_to(viewer)


def count_by_level(*, on: date) -> list[tuple[str, str, int]]:
    """(level, its words, how many) from the largest to the smallest, only where there are any."""
    rows = list_areas(on=on).order_by().values("level").annotate(number=Count("pk"))
    numbers = {row["level"]: row["number"] for row in rows}
    return [(level, PLURALS[level], numbers[level]) for level in LEVELS if level in numbers]


def list_children(area: Area, *, on: date) -> QuerySet[Area]:
    return area.children.filter(Area.valid_q(on)).defer("boundary")


def list_ancestors(area: Area) -> list[Area]:
    """The areas that hold it, the largest first. The tree has seven levels, so this ends."""
    above: list[Area] = []
    now = area.parent
    while now is not None and len(above) < len(LEVELS):
        above.insert(0, now)
        now = now.parent
    return above


def list_within(area: Area, *, on: date, level: str = "") -> QuerySet[Area]:
    """Everything below an area on a day, however deep; of one level if one is named."""
    paths = Q()
    for depth in range(1, len(LEVELS)):
        paths |= Q(**{"__".join(["parent"] * depth): area.pk})
    return list_areas(level, on=on).filter(paths)


def list_versions(area: Area) -> QuerySet[Area]:
    """The same code through time, oldest first."""
    return Area.objects.filter(code=area.code).defer(*HEAVY).order_by("valid_from_on")


def list_loads(viewer: Viewer) -> QuerySet[AreaLoad]:
    return AreaLoad.objects.visible_to(viewer).order_by("-loaded_at")


def area_at(longitude: float, latitude: float, *, level: str, on: date) -> Area | None:
    """The area of a level in which a position (in degrees) lies."""
    point = shapely.Point(longitude, latitude)
    for area in list_areas(level, on=on).defer(None).exclude(boundary="").iterator(chunk_size=500):
        if shapely.from_wkb(area.boundary).intersects(point):
            return area
    return None


def map_of(
    areas: Iterable[Area],
    values: Mapping[str, AreaValue] | None = None,
    *,
    url: Callable[[Area], str] | None = None,
    width: float = 760.0,
) -> AreaMap | None:
    """A map of areas, each saying its value (by code). Without a value an area was not asked.

    None where no area has an outline. The drawing is kept, so asking again costs nothing until an area changes.
    """
    drawn = [a for a in areas if a.outline]
    if not drawn:
        return None
    key = tuple((a.code, a.name, a.outline) for a in drawn)
    said = tuple(_said(a, (values or {}).get(a.code), url) for a in drawn)
    return AreaMap(_drawing(key, width), said)


def _said(area: Area, value: AreaValue | None, url: Callable[[Area], str] | None) -> MapArea:
    value = value or AreaValue("Not asked", "not_asked")
    return MapArea(
        key=area.code, name=area.name, words=value.words, kind=value.kind, level=value.level,
        url=url(area) if url else "",
    )  # fmt: skip


@lru_cache(maxsize=32)
def _drawing(areas: tuple[tuple[str, str, str], ...], width: float) -> MapDrawing:
    shapes = {code: shapely.from_wkb(outline) for code, _, outline in areas}
    names = {code: name for code, name, _ in areas}
    few = len(areas) <= 120
    shorts = {code: _short(name) for code, name in names.items()}
    return draw_map(shapes, labels=names if few else None, shorts=shorts if few else None, width=width)


def _short(name: str) -> str:
    """Three letters for a narrow screen: initials of three words, otherwise the beginning."""
    words = [w for w in name.replace("-", " ").split() if w.lower() not in {"of", "and", "upon", "the"}]
    letters = "".join(w[0] for w in words) if len(words) >= 3 else name[:3]
    return letters[:3].upper()


def check_file(
    content: bytes,
    *,
    level: str,
    valid_from_on: date,
    fields: Fields | None = None,
    parent_level: str = "",
) -> CheckReport:
    """Read and check a boundary file against what is stored, without storing anything. Raises BadFile."""
    features = read_features(content)
    parents = _parents(parent_level, valid_from_on)
    stored = Area.objects.filter(valid_from_on__gte=valid_from_on).values_list("code", flat=True)
    return check_features(
        features, level=level, fields=fields, parents=parents, needs_parent=bool(parent_level),
        stored=stored.iterator(chunk_size=2000),
    )  # fmt: skip


def _parents(level: str, on: date) -> list[Parent]:
    if not level:
        return []
    rows = list_areas(level, on=on).defer(None).only("pk", "code", "name", "boundary")
    return [Parent(a.pk, a.code, a.name, shapely.from_wkb(a.boundary) if a.boundary else None) for a in rows]
