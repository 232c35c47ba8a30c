"""Which sites lie within a distance of the route, and which point of it is nearest to each?"""

from __future__ import annotations

import numpy as np
import shapely

from commonweal.analysis.exposure import grid
from commonweal.analysis.exposure.layers import Areas, Sites
from commonweal.analysis.exposure.passing import passing_at
from commonweal.analysis.exposure.routes import Route
from commonweal.analysis.exposure.values import NearestPoint, Numbers, Passing, Places, SiteNear

ON_THE_ROUTE = 1e-6
"""Metres by which a point that was worked out to lie on the route may lie beside it, through rounding."""


def sites_near(
    route: Route, sites: Sites, within_m: float, *, areas: Areas | None = None
) -> tuple[SiteNear, ...]:
    """Nearest first. Distances are measured to the route itself, never to a polygon drawn around it.

    Where the route names no places, a point of it is called by the area in which it lies.
    """
    hits = sites.tree.query(route.shape, predicate="dwithin", distance=within_m)
    if not len(hits):
        return ()
    ends = shapely.get_coordinates(shapely.shortest_line(route.shape, sites.shapes[hits])).reshape(-1, 2, 2)
    distances = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    # what lies on the line to the last bit may be measured a hair beyond it
    distances = np.minimum(distances, within_m)
    order = np.lexsort((hits, distances))
    nearest = ends[order, 0]
    points = _points(route, nearest, areas)
    return tuple(
        SiteNear(sites.names[site], sites.kinds[site], float(distance), point, passing)
        for site, distance, (point, passing) in zip(hits[order], distances[order], points, strict=True)
    )


def _points(route: Route, nearest: Numbers, areas: Areas | None) -> list[tuple[NearestPoint, Passing | None]]:
    degrees = grid.to_degrees(nearest)
    names = place_names(route, nearest) or area_names(areas, nearest)
    if route.is_area:
        return [
            (NearestPoint(lon, lat, name, None), None)
            for (lon, lat), name in zip(degrees.tolist(), names, strict=True)
        ]
    parts, along = where_along(route, nearest)
    return [
        (NearestPoint(lon, lat, name, m), passing_at(route, part, m))
        for (lon, lat), name, part, m in zip(
            degrees.tolist(), names, parts.tolist(), along.tolist(), strict=True
        )
    ]


def place_names(route: Route, metres: Numbers) -> list[str]:
    """The named place of the route that is nearest to each point, as the crow flies; nothing where it names none."""
    if route.place_tree is None:
        return []
    return [route.places[at].name for at in route.place_tree.nearest(shapely.points(metres))]


def area_names(areas: Areas | None, metres: Numbers) -> list[str]:
    """The area in which each point lies, the first by its place in the file where it lies on a border."""
    names = [""] * len(metres)
    if areas is not None:
        which, area = areas.tree.query(shapely.points(metres), predicate="intersects")
        for at, place in sorted(zip(which.tolist(), area.tolist(), strict=True), reverse=True):
            names[at] = areas.names[place]
    return names


def where_along(route: Route, metres: Numbers) -> tuple[Places, Numbers]:
    """The part on which each point of the route lies, and the metres from the start. Passed twice, the first time counts."""
    points = shapely.points(metres)
    pieces, starts, parts = route.pieces
    which, piece = route.piece_tree.query(points, predicate="dwithin", distance=ON_THE_ROUTE)
    first = np.full(len(points), len(pieces))
    np.minimum.at(first, which, piece)
    along = starts[first].copy()
    is_line = shapely.get_type_id(pieces[first]) == shapely.GeometryType.LINESTRING
    along[is_line] += shapely.line_locate_point(pieces[first[is_line]], points[is_line])
    return parts[first], along
