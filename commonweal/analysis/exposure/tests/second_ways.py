"""The same answers by other methods: plain Python one pair at a time, geodesics on the ellipsoid, geopandas."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import Any

import numpy as np
import pyproj
import shapely

from commonweal.analysis.exposure import Areas, Route, Sites, grid

GEOD = pyproj.Geod(ellps="WGS84")


def distance_by_hand(route: Route, site: Any) -> tuple[float, float]:
    """Metres from a point to the route and along it to the nearest point, segment by segment."""
    best, along_best = float("inf"), 0.0
    for start, part in zip(route.starts, route.parts, strict=True):
        at, gone = shapely.get_coordinates(part).tolist(), float(start)
        if len(at) == 1:
            at = [at[0], at[0]]
        for (ax, ay), (bx, by) in pairwise(at):
            length = hypot(bx - ax, by - ay)
            t = 0.0 if not length else ((site.x - ax) * (bx - ax) + (site.y - ay) * (by - ay)) / length**2
            t = min(1.0, max(0.0, t))
            metres = hypot(site.x - ax - t * (bx - ax), site.y - ay - t * (by - ay))
            if metres < best - 1e-9:
                best, along_best = metres, gone + t * length
            gone += length
    return best, along_best


def sites_by_hand(route: Route, sites: Sites, within_m: float) -> dict[str, tuple[float, float]]:
    found = {
        name: distance_by_hand(route, shape) for name, shape in zip(sites.names, sites.shapes, strict=True)
    }
    return {name: each for name, each in found.items() if each[0] <= within_m}


def people_by_hand(route: Route, areas: Areas, within_m: float, quarter: int) -> np.ndarray:
    """Every area against the whole ring, without an index or a short cut."""
    assert areas.counts is not None
    ring = route.shape.buffer(within_m, quad_segs=quarter)
    total = np.zeros(len(areas.communities))
    for shape, counts in zip(areas.shapes, areas.counts, strict=True):
        total += shape.intersection(ring).area / shape.area * counts
    return total


def people_by_grid_of_points(route: Route, areas: Areas, within_m: float, step: float) -> np.ndarray:
    """No polygon is cut at all: points are strewn evenly over the areas, and those near the route are counted."""
    assert areas.counts is not None
    west, south, east, north = shapely.total_bounds(areas.shapes)
    x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
    points = shapely.points(x.ravel(), y.ravel())
    of_point, of_area = areas.tree.query(points, predicate="within")
    near = shapely.dwithin(points[of_point], route.shape, within_m)
    strewn = np.bincount(of_area, minlength=len(areas.codes))
    reached = np.bincount(of_area[near], minlength=len(areas.codes))
    return np.asarray(reached / strewn @ areas.counts)


def people_by_geopandas(route: Route, areas: Areas, within_m: float, quarter: int) -> np.ndarray:
    import geopandas

    assert areas.counts is not None
    frame = geopandas.GeoDataFrame(
        {f"c{at}": areas.counts[:, at] for at in range(areas.counts.shape[1])} | {"whole": areas.sizes},
        geometry=list(areas.shapes),
        crs="EPSG:27700",
    )
    ring = geopandas.GeoDataFrame(
        geometry=[route.shape.buffer(within_m, quad_segs=quarter)], crs="EPSG:27700"
    )
    cut = geopandas.overlay(frame, ring, how="intersection")
    share = (cut.geometry.area / cut["whole"]).to_numpy()
    return np.array([float((cut[f"c{at}"].to_numpy() * share).sum()) for at in range(areas.counts.shape[1])])


def on_the_ground(one: np.ndarray, other: np.ndarray) -> float:
    """Metres between two positions of the grid along the ellipsoid of WGS 84."""
    (lon1, lat1), (lon2, lat2) = grid.to_degrees(np.array([one, other]))
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[2])


def scale_at(metres: np.ndarray) -> float:
    """Metres of the grid for a metre on the ground, as PROJ works it out from the projection."""
    lon, lat = grid.to_degrees(metres.reshape(1, 2))[0]
    return float(pyproj.Proj("EPSG:27700").get_factors(lon, lat).meridional_scale)
