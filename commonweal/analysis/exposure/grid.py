"""Where on the British National Grid is a position, and is it in the country at all?

The seven-parameter shift from WGS 84 to OSGB36 (EPSG transformation 1314) and the grid's transverse Mercator projection
(EPSG:27700), written out as one pipeline. Left to choose, PROJ would take a finer grid file where a machine happens to have
one, or fetch it: then the same route would give other metres elsewhere. The shift is right to about 3 m everywhere in Great
Britain, and distances between two places are hardly touched by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyproj
import shapely

from commonweal.analysis.exposure.values import NotPossible, Numbers, Shapes

_PIPELINE = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector "
    "+step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)
# A coarse outline of the United Kingdom and the Isle of Man, some 5 to 40 km off the coast; longitude, latitude.
_COUNTRY = [
    (-7.0, 49.7), (-2.0, 50.3), (0.0, 50.45), (1.2, 50.75), (1.5, 50.98), (1.9, 51.3), (2.3, 52.5), (1.5, 53.6),
    (0.5, 54.5), (-1.0, 55.8), (-1.2, 57.9), (0.0, 59.5), (-0.3, 61.2), (-2.5, 61.2), (-4.0, 59.6), (-6.5, 59.5),
    (-9.0, 58.2), (-8.9, 57.0), (-7.9, 56.3), (-7.2, 55.6), (-8.4, 54.6), (-8.3, 54.3), (-7.5, 54.0), (-6.6, 53.95),
    (-5.9, 53.9), (-5.2, 53.9), (-5.0, 53.2), (-5.6, 52.5), (-5.7, 51.5), (-6.0, 50.4), (-7.0, 50.1),
]  # fmt: skip
GRID_EAST, GRID_NORTH, NEAREST_LAND = 700_000, 1_300_000, 1_000
SOME = 3


@cache
def _transformer() -> pyproj.Transformer:
    return pyproj.Transformer.from_pipeline(_PIPELINE)


@cache
def _country() -> shapely.Polygon:
    country = shapely.Polygon(_COUNTRY)
    shapely.prepare(country)
    return country


def to_grid(positions: Numbers) -> Numbers:
    """Metres east and north of positions in degrees, longitude first; shape (n, 2) in and out."""
    return np.column_stack(_transformer().transform(positions[:, 0], positions[:, 1]))


def to_degrees(metres: Numbers) -> Numbers:
    """Longitude and latitude of positions on the grid; shape (n, 2) in and out."""
    inverse = pyproj.enums.TransformDirection.INVERSE
    return np.column_stack(_transformer().transform(metres[:, 0], metres[:, 1], direction=inverse))


def as_positions(given: Sequence[Sequence[float]]) -> Numbers:
    """An array of shape (n, 2). What is not a pair of numbers is refused by whoever reads the file."""
    return np.asarray(given, dtype=np.float64).reshape(-1, 2)


def on_grid(positions: Numbers, called: Callable[[int], str]) -> Numbers:
    """Metres of positions that may be degrees or metres already. Raises NotPossible, naming the first that are wrong.

    `called(i)` is how the i-th position is named to a person ("Row 7", "The area 'Quay'").
    """
    if not len(positions):
        return positions
    _refuse(~np.isfinite(positions).all(axis=1), called, "has a position that is not a number")
    if is_metres(positions):
        lon, lat = to_degrees(positions).T
        _refuse(~shapely.contains_xy(_country(), lon, lat), called, "lies outside the United Kingdom")
        return positions
    lon, lat = positions[:, 0], positions[:, 1]
    outside = ~shapely.contains_xy(_country(), lon, lat)
    if outside.any():
        turned = outside & shapely.contains_xy(_country(), lat, lon)
        _refuse(
            turned, called, "has latitude and longitude swapped: longitude must come first, or under its name"
        )
        _refuse(outside, called, "lies outside the United Kingdom")
    return to_grid(positions)


def is_metres(positions: Numbers) -> bool:
    """Whether these are metres of the British National Grid: no degree is above 360, and no land so near its corner."""
    low, high = positions.min(axis=0), positions.max(axis=0)
    return bool((low > NEAREST_LAND).all() and high[0] <= GRID_EAST and high[1] <= GRID_NORTH)


def shapes_on_grid(shapes: Shapes, called: Callable[[int], str]) -> Shapes:
    """The same shapes in metres; `called(i)` names the i-th shape."""
    flat = shapely.force_2d(shapes)
    positions, of = shapely.get_coordinates(flat, return_index=True)
    moved = on_grid(positions, lambda at: called(int(of[at])))
    return np.asarray(shapely.set_coordinates(flat.copy(), moved), dtype=object)


def _refuse(wrong: Any, called: Callable[[int], str], why: str) -> None:
    if not wrong.any():
        return
    names = list(dict.fromkeys(called(int(at)) for at in np.flatnonzero(wrong)[: 50 * SOME]))
    more = f" (the first of {int(wrong.sum()):,} such positions)" if len(names) > SOME else ""
    raise NotPossible(f"{names[0]} {why}{more}.")


def known_places(names: Sequence[str], shapes: Shapes) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of every place by its name in small letters. A name that two places share is left out."""
    positions = to_degrees(shapely.get_coordinates(shapely.point_on_surface(shapes)))
    found: dict[str, tuple[float, float]] = {}
    twice: set[str] = set()
    for name, (lon, lat) in zip(names, positions, strict=True):
        key = name.casefold()
        if key in found:
            twice.add(key)
        found[key] = (float(lon), float(lat))
    return {name: at for name, at in found.items() if name not in twice}
