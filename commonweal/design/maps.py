"""How do areas, given in metres, become a drawing with labels and a scale bar? Pure geometry, no words of the domain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor, log10
from typing import Any

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from .words import distance

MARGIN = 10.0
LETTER_WIDTH = 0.56  # of the font's height, for Arial: wide enough that no label touches a boundary
LINE_HEIGHT = 1.1


@dataclass(frozen=True)
class Label:
    """Lines of text around one point, at the size they fit; no lines when nothing fits."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Shape:
    """One area: its outline, its full label, and a short label for narrow screens."""

    key: str
    path: str
    label: Label
    short: Label


@dataclass(frozen=True)
class ScaleBar:
    length: float
    words: str


@dataclass(frozen=True)
class Fit:
    """From metres to the drawing; north is up, so y turns over."""

    west: float
    north: float
    per_metre: float
    left: float = MARGIN
    top: float = MARGIN

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.left + (x - self.west) * self.per_metre, self.top + (self.north - y) * self.per_metre

    def moved(self, geometry: BaseGeometry) -> BaseGeometry:
        scale = self.per_metre
        x0, y0 = self.left - self.west * scale, self.top + self.north * scale
        return shapely.transform(geometry, lambda c: c * (scale, -scale) + (x0, y0))


@dataclass(frozen=True)
class MapDrawing:
    width: float
    height: float
    shapes: tuple[Shape, ...]
    fit: Fit
    scale_bar: ScaleBar

    @cached_property
    def by_key(self) -> dict[str, Shape]:
        return {shape.key: shape for shape in self.shapes}


@dataclass(frozen=True)
class MapArea:
    """What one area says. `kind` is level, missing, nil, late or not_asked; `level` counts from 0."""

    key: str
    name: str
    words: str
    kind: str = "level"
    level: int = 0
    url: str = ""


def draw_map(
    areas: Mapping[str, BaseGeometry],
    *,
    labels: Mapping[str, str] | None = None,
    shorts: Mapping[str, str] | None = None,
    width: float = 760.0,
    detail: float = 0.7,
) -> MapDrawing:
    """Areas in metres (EPSG:27700) fitted into a box of this width; `detail` is the smallest bend kept, in its units."""
    if not areas:
        raise ValueError("A map needs at least one area.")
    fit, height = fit_into(areas.values(), width)
    drawn = dict(zip(areas, simplified([fit.moved(area) for area in areas.values()], detail), strict=True))
    labels, shorts = labels or {}, shorts or {}
    shapes = tuple(_shape(key, area, labels.get(key, ""), shorts.get(key, "")) for key, area in drawn.items())
    return MapDrawing(width, height, shapes, fit, scale_bar(fit.per_metre, width / 4))


def fit_into(areas: Iterable[BaseGeometry], width: float) -> tuple[Fit, float]:
    west, south, east, north = shapely.total_bounds(list(areas))
    per_metre = (width - 2 * MARGIN) / max(east - west, 1.0)
    # Room below the areas for the scale bar, so that it never lies on one.
    return Fit(west, north, per_metre), (north - south) * per_metre + 2 * MARGIN + 34


def simplified(areas: list[BaseGeometry], detail: float) -> list[BaseGeometry]:
    """Neighbours keep their common boundary; areas that overlap are simplified one by one."""
    if len(areas) > 1 and hasattr(shapely, "coverage_simplify") and bool(shapely.coverage_is_valid(areas)):
        return list(shapely.coverage_simplify(areas, detail))
    return [area.simplify(detail, preserve_topology=True) for area in areas]


def path_of(geometry: BaseGeometry) -> str:
    """SVG path data: every ring of every part, to a tenth of a unit."""
    return "".join(_ring(ring) for part in _polygons(geometry) for ring in (part.exterior, *part.interiors))


def line_of(geometry: BaseGeometry) -> str:
    """SVG path data of a line (a river, a route)."""
    parts = getattr(geometry, "geoms", [geometry])
    return "".join("M" + _points(part.coords) for part in parts if isinstance(part, LineString))


def _ring(ring: Any) -> str:
    return f"M{_points(list(ring.coords)[:-1])}Z"


def _points(points: Iterable[Any]) -> str:
    return "L".join(f"{_short(x)} {_short(y)}" for x, y, *_ in points)


def _short(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    return [part for part in getattr(geometry, "geoms", []) if isinstance(part, Polygon)]


def _shape(key: str, area: BaseGeometry, label: str, short: str) -> Shape:
    centre, _ = widest_place(area)
    return Shape(
        key,
        path_of(area),
        fitted_label(area, centre, label, sizes=(12, 11, 10)),
        fitted_label(area, centre, short, sizes=(22, 20), tight=True),
    )


def widest_place(area: BaseGeometry) -> tuple[Point, float]:
    """The point farthest from every boundary of the largest part, and how far that is."""
    parts = _polygons(area)
    if not parts:
        return Point(0, 0), 0.0
    radius = shapely.maximum_inscribed_circle(max(parts, key=lambda part: part.area))
    return Point(radius.coords[0]), float(radius.length)


def fitted_label(
    area: BaseGeometry, centre: Point, text: str, *, sizes: tuple[float, ...], tight: bool = False
) -> Label:
    """The text on one, two or three lines at the largest size whose box lies within the area; no lines if none does."""
    for size in sizes:
        for lines in ([text], *_wrapped(text)) if text else ():
            box = _box(centre, lines, size)
            if area.covers(box) or (tight and area.intersection(box).area > 0.86 * box.area):
                return Label(round(centre.x, 1), round(centre.y, 1), tuple(lines), size)
    return Label(round(centre.x, 1), round(centre.y, 1), (), 0)


def _wrapped(text: str) -> list[list[str]]:
    """Every way to break the words into two lines, the most even first; then one word a line, up to three."""
    words = text.split()
    twos = [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
    twos.sort(key=lambda lines: max(map(len, lines)))
    return twos + ([words] if len(words) == 3 else [])


def _box(centre: Point, lines: list[str], size: float) -> Polygon:
    half_width = max(map(len, lines)) * size * LETTER_WIDTH / 2
    half_height = len(lines) * size * LINE_HEIGHT / 2
    return shapely.box(
        centre.x - half_width, centre.y - half_height, centre.x + half_width, centre.y + half_height
    )


def scale_bar(per_metre: float, longest: float) -> ScaleBar:
    """The longest bar of 1, 2 or 5 times a power of ten metres that fits."""
    metres = longest / per_metre
    power = 10 ** floor(log10(metres))
    step = next(step for step in (5, 2, 1) if step * power <= metres)
    words = distance(step * power).replace(".0 km", " km")
    return ScaleBar(round(step * power * per_metre, 1), words)


def ring_around(centre: Point, metres: float) -> Polygon:
    """A circle of this many metres, for rings on a map."""
    return centre.buffer(metres, quad_segs=24)
