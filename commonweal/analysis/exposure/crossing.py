"""Through which areas does the route lead, in which order, and how far in each?"""

from __future__ import annotations

import numpy as np
import shapely

from commonweal.analysis.exposure.layers import Areas
from commonweal.analysis.exposure.passing import passing_at
from commonweal.analysis.exposure.routes import Route
from commonweal.analysis.exposure.values import AreaCrossed, Numbers, Places, Shapes


def areas_crossed(route: Route, areas: Areas) -> tuple[AreaCrossed, ...]:
    """In the order in which the route first enters them. An area that is only touched at a corner is not crossed."""
    if route.is_area:
        return _overlapped(route, areas)
    pieces, starts, parts = route.pieces
    which, area = areas.tree.query(pieces, predicate="intersects")
    order = np.lexsort((which, area))
    which, area = which[order], area[order]
    inside = shapely.intersection(pieces[which], areas.shapes[area])
    lengths = shapely.length(inside)
    kept = (lengths > 0) | (shapely.get_type_id(pieces[which]) == shapely.GeometryType.POINT)
    which, area, lengths, inside = which[kept], area[kept], lengths[kept], inside[kept]
    crossed, first = np.unique(area, return_index=True)
    totals = np.add.reduceat(lengths, first) if len(first) else lengths
    entered = starts[which[first]] + _first_metres(pieces[which[first]], inside[first])
    found = [
        _crossed(route, areas, int(at), float(total), along=(int(parts[which[i]]), float(m)))
        for at, total, m, i in zip(crossed, totals, entered, first, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.from_m or 0.0, each.code)))


def _crossed(route: Route, areas: Areas, at: int, length: float, *, along: tuple[int, float]) -> AreaCrossed:
    part, metres = along
    passing = passing_at(route, part, metres)
    return AreaCrossed(
        areas.codes[at], areas.names[at], areas.name, areas.part_of[at], length, metres, passing
    )


def _first_metres(pieces: Shapes, inside: Shapes) -> Numbers:
    """How far along each piece the part of it that is inside begins."""
    ends, of = shapely.get_coordinates(inside, return_index=True)
    if not len(ends):
        return np.zeros(0)
    on = pieces[of]
    is_line = shapely.get_type_id(on) == shapely.GeometryType.LINESTRING
    along = np.zeros(len(ends))
    along[is_line] = shapely.line_locate_point(on[is_line], shapely.points(ends[is_line]))
    begins: Places = np.flatnonzero(np.concatenate([[True], np.diff(of) > 0]))
    return np.minimum.reduceat(along, begins)


def _overlapped(route: Route, areas: Areas) -> tuple[AreaCrossed, ...]:
    hits = np.sort(areas.tree.query(route.shape, predicate="intersects"))
    shared = shapely.area(shapely.intersection(areas.shapes[hits], route.shape))
    return tuple(
        AreaCrossed(areas.codes[at], areas.names[at], areas.name, areas.part_of[at], None, None)
        for at in hits[shared > 0]
    )
