"""How does a study look on a map: on the page, and as a still picture in a document?

One drawing serves all: on the page the style sheet colours it, in a file of its own its own attributes do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.template.loader import render_to_string

from commonweal.analysis.exposure import grid
from commonweal.assess.exposure.models import Study
from commonweal.assess.exposure.reads.studies import Answer, answer_of
from commonweal.design.maps import (
    Label,
    MapDrawing,
    ScaleBar,
    draw_map,
    fit_into,
    fitted_label,
    line_of,
    path_of,
    scale_bar,
    simplified,
    widest_place,
)
from commonweal.design.words import count, distance, listed
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_areas

WIDTH = 760.0
TALLEST = 1_100.0
DETAIL = 0.7
NUMBERED = 60
"""More sites than this are drawn as dots without their number in the table."""
DRAWN = 600
MARGIN = 1.05
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Outline:
    name: str
    path: str
    label: Label


@dataclass(frozen=True)
class Ring:
    words: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A site (with its number in the table, 0 where there are too many) or a named place of the route."""

    x: float
    y: float
    name: str
    number: int = 0


@dataclass(frozen=True)
class RouteMap:
    width: float
    height: float
    areas: tuple[Outline, ...]
    rings: tuple[Ring, ...]
    route: str
    places: tuple[Mark, ...]
    sites: tuple[Mark, ...]
    scale_bar: ScaleBar
    says: str
    is_area: bool = False
    left_out: int = 0


def map_of(answer: Answer, *, with_sites: bool = True, within: Sequence[float] | None = None) -> RouteMap:
    """The route with its rings, the sites and the boroughs around; one question to the database."""
    content = answer.content
    shape = _in_metres(shapely.geometry.shape(content["route"]["geometry"]))
    distances = list(answer.within if within is None else within) or answer.within[:1]
    rings = [
        (metres, shapely.buffer(shape, metres, quad_segs=24)) for metres in sorted(distances, reverse=True)
    ]
    box = _box(rings[0][1])
    width = min(WIDTH, WIDTH * TALLEST / max(TALLEST, _height(box)))
    fit, height = fit_into([box], width)
    sites = content["sites"][:DRAWN] if with_sites else []
    numbered = len(sites) <= NUMBERED
    moved = fit.moved(shape)
    return RouteMap(
        width=width,
        height=height,
        areas=_areas(answer.on, box, fit),
        rings=tuple(_ring(metres, fit.moved(ring)) for metres, ring in rings),
        route=path_of(moved) if content["route"]["kind"] == "area" else line_of(moved.simplify(DETAIL / 2)),
        places=_places(content, fit, moved),
        sites=tuple(
            Mark(*_at(site, fit), site["name"], number if numbered else 0)
            for number, site in enumerate(sites, 1)
        ),
        scale_bar=scale_bar(fit.per_metre, width / 4),
        says=_says(answer, with_sites=with_sites, distances=distances),
        is_area=content["route"]["kind"] == "area",
        left_out=len(content["sites"]) - len(sites) if with_sites else 0,
    )


def still_picture(study: Study) -> str:
    """The map of a study as SVG that stands by itself, with what it shows as its description."""
    return picture_of(answer_of(study))


def picture_of(answer: Answer, *, with_sites: bool = True, within: Sequence[float] | None = None) -> str:
    return still_of(map_of(answer, with_sites=with_sites, within=within), answer.title)


def still_of(drawing: RouteMap, title: str) -> str:
    return render_to_string("exposure/still.jinja", {"map": drawing, "title": title})


def ground_map(on: date) -> MapDrawing | None:
    """The boroughs that are loaded, to draw a route on; None where there are none."""
    rows = [area for area in list_areas("borough", on=on) if area.outline]
    if not rows:
        return None
    shapes = {area.code: shapely.from_wkb(area.outline) for area in rows}
    return draw_map(shapes, labels={area.code: area.name for area in rows}, width=WIDTH)


def _in_metres(shape: Any) -> Any:
    return shapely.transform(shape, grid.to_grid)


def _box(ring: Any) -> Any:
    west, south, east, north = ring.bounds
    wide, high = (east - west) * (MARGIN - 1), (north - south) * (MARGIN - 1)
    return shapely.box(west - wide, south - high, east + wide, north + high)


def _height(box: Any) -> float:
    west, south, east, north = box.bounds
    return WIDTH * (north - south) / (east - west)


def _areas(on: date, box: Any, fit: Any) -> tuple[Outline, ...]:
    rows = Area.objects.filter(Area.valid_q(on), level="borough").exclude(outline="").order_by("name", "pk")
    named = list(rows.values_list("name", "outline"))
    shapes = [shapely.clip_by_rect(shapely.from_wkb(outline), *box.bounds) for _, outline in named]
    kept = [(name, shape) for (name, _), shape in zip(named, shapes, strict=True) if shape.area > 0]
    drawn = simplified([fit.moved(shape) for _, shape in kept], DETAIL)
    found = []
    for (name, _), shape in zip(kept, drawn, strict=True):
        centre, _ = widest_place(shape)
        found.append(Outline(name, path_of(shape), fitted_label(shape, centre, name, sizes=(13, 11))))
    return tuple(found)


def _ring(metres: float, ring: Any) -> Ring:
    drawn = ring.simplify(DETAIL)
    points = shapely.get_coordinates(drawn)
    top = points[np.argmin(points[:, 1])]
    return Ring(distance(metres), path_of(drawn), round(float(top[0]), 1), round(float(top[1]) + 14, 1))


def _places(content: Mapping[str, Any], fit: Any, moved: Any) -> tuple[Mark, ...]:
    """Named places; where the place has no length, the point itself."""
    named = tuple(Mark(*_at(place, fit), place["name"]) for place in content["route"]["places"][:DRAWN])
    if named or content["route"]["kind"] != "point":
        return named
    return tuple(Mark(round(x, 1), round(y, 1), "") for x, y in shapely.get_coordinates(moved))


def _at(place: Mapping[str, Any], fit: Any) -> tuple[float, float]:
    east, north = grid.to_grid(np.array([[place["lon"], place["lat"]]]))[0]
    x, y = fit.place(float(east), float(north))
    return round(x, 1), round(y, 1)


def _says(answer: Answer, *, with_sites: bool, distances: Sequence[float]) -> str:
    what = {"route": "The route", "area": "The area", "point": "The place"}[answer.content["route"]["kind"]]
    rings = listed([distance(metres) for metres in sorted(distances)])
    sites = f" and {count(len(answer.sites), 'site')}" if with_sites else ""
    return f"{what} with {'rings' if len(distances) > 1 else 'a ring'} at {rings}{sites}."
