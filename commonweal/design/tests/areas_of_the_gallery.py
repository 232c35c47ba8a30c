"""Which areas does the map of the gallery draw, and what is said of each?"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pyproj
import shapely

from commonweal.design.checks import STATIC
from commonweal.design.maps import MapArea, MapDrawing, draw_map

LEVELS = ("Usual", "Low", "Moderate", "High", "Imminent", "Disorder")


@cache
def boroughs() -> dict[str, Any]:
    """The areas of the demonstration, in metres."""
    topology = json.loads((STATIC / "london_boroughs.topo.json").read_text())
    to_metres = pyproj.Transformer.from_crs(4326, 27700, always_xy=True).transform
    arcs = [_points(arc, topology["transform"], to_metres) for arc in topology["arcs"]]
    return {
        each["id"]: shapely.union_all([shapely.Polygon(_ring(ring, arcs)) for ring in _rings(each)]).buffer(0)
        for each in topology["objects"]["boroughs"]["geometries"]
    }


def _points(arc: list[list[int]], transform: Any, to_metres: Any) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(
            [
                value * scale + shift
                for value, scale, shift in zip(
                    (x, y), transform["scale"], transform["translate"], strict=True
                )
            ]
        )
    return [to_metres(*point) for point in points]


def _rings(geometry: Any) -> list[list[int]]:
    return geometry["arcs"] if geometry["type"] == "Polygon" else [part[0] for part in geometry["arcs"]]


def _ring(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    return [point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]


@cache
def drawing() -> MapDrawing:
    return draw_map(
        boroughs(), labels={name: name for name in boroughs()}, shorts={name: name[:3] for name in boroughs()}
    )


def map_areas() -> list[MapArea]:
    """Every kind of area, some of them links."""
    return [_map_area(n, name) for n, name in enumerate(sorted(boroughs()))]


def _map_area(n: int, name: str) -> MapArea:
    url = f"/areas/{n}"
    for every, kind, words in (
        (11, "missing", "nobody reported"),
        (7, "nil", "reported: nothing"),
        (13, "late", "late"),
        (17, "not_asked", "not asked"),
    ):
        if n % every == every - 1:
            return MapArea(name, name, words, kind, 0, url)
    level = (n * 7 + len(name)) % 6
    return MapArea(name, name, f"level {level}, {LEVELS[level].lower()}", "level", level, url)
