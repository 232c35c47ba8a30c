"""How does a route run: its parts in metres, its named places, and when it passes?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from commonweal.analysis.exposure import grid
from commonweal.analysis.exposure.outlines import mended
from commonweal.analysis.exposure.values import NamedPoint, NotPossible, Numbers, Part, Places, Shapes

MOST_POSITIONS = 200_000
FASTEST = 130.0
"""Kilometres an hour. What moves faster between two fixes was not on a road."""
SEGMENTS_AT_ONCE = 16
"""A route is laid on areas in short pieces: most pieces lie near few areas, so most work is never done."""


@dataclass(frozen=True, eq=False)
class Fixes:
    """Where (metres along the route) and when one part was known to be."""

    along: Numbers
    times: tuple[datetime, ...]


@dataclass(frozen=True, eq=False)
class Route:
    """A route, a place or an area on the British National Grid. Made by `make_route` and `area_route`."""

    shape: Any
    parts: Shapes
    """Lines and points of which it consists, or the area."""
    starts: Numbers
    """Metres along the route at which each part begins. What lies between two parts does not count."""
    length_m: float
    places: tuple[NamedPoint, ...] = ()
    place_positions: Numbers | None = None
    fixes: tuple[Fixes | None, ...] = ()
    is_area: bool = False
    notes: tuple[str, ...] = ()

    @cached_property
    def piece_tree(self) -> Any:
        return shapely.STRtree(self.pieces[0])

    @cached_property
    def place_tree(self) -> Any:
        return None if self.place_positions is None else shapely.STRtree(shapely.points(self.place_positions))

    @cached_property
    def pieces(self) -> tuple[Shapes, Numbers, Places]:
        """Short pieces of the route, the metres at which each begins, and the part that each belongs to."""
        found = [
            (shape, float(self.starts[number]) + metres, number)
            for number, part in enumerate(self.parts)
            for shape, metres in _cut(part)
        ]
        shapes = np.array([piece for piece, _, _ in found], dtype=object)
        return shapes, np.array([m for _, m, _ in found]), np.array([n for _, _, n in found], dtype=np.intp)


def make_route(
    parts: Sequence[Part], places: Sequence[NamedPoint] = (), *, notes: Sequence[str] = ()
) -> Route:
    """A route of one or more parts; one position alone is a route too. `places` are named beside those of the parts.

    Raises NotPossible for positions that are no numbers, swapped or outside the country, and for times that go backwards.
    """
    parts = [part for part in parts if len(part.positions)]
    total = sum(len(part.positions) for part in parts)
    if not total:
        raise NotPossible("The route has no positions.")
    if total > MOST_POSITIONS:
        raise NotPossible(
            f"The route has {total:,} positions; {MOST_POSITIONS:,} are the most that are taken."
        )
    moved = _in_metres(parts, places)
    *tracks, beside = moved
    shapes = np.array([_line(track) for track in tracks], dtype=object)
    lengths = np.array([lengths_along(track)[-1] for track in tracks])
    starts = np.concatenate([[0.0], np.cumsum(lengths)[:-1]])
    named, at = _named(parts, tracks, places, beside)
    shape = _together(shapes)
    shapely.prepare(shape)
    fixes, said = _all_fixes(parts, tracks, starts)
    return Route(
        shape, shapes, starts, float(lengths.sum()), named, at, fixes, notes=(*notes, *said)
    )  # fmt: skip


def area_route(shape: Any, places: Sequence[NamedPoint] = (), *, name: str = "") -> Route:
    """An area in place of a route: what lies in it is at a distance of 0."""
    called = f"The area {name!r}" if name else "The area"
    flat = np.array([shape], dtype=object)
    whole = mended(grid.shapes_on_grid(flat, lambda _: called)[0])
    if not whole.area:
        raise NotPossible(f"{called} has no extent.")
    positions = grid.as_positions([place.position for place in places])
    at = grid.on_grid(positions, lambda i: f"The place {places[i].name!r}")
    named = tuple(places)
    if not named and name:
        named, at = (NamedPoint(name, (0.0, 0.0)),), shapely.get_coordinates(shapely.point_on_surface(whole))
    shapely.prepare(whole)
    parts = np.array([whole], dtype=object)
    return Route(whole, parts, np.zeros(1), 0.0, named, at if len(at) else None, is_area=True)


def lengths_along(positions: Numbers) -> Numbers:
    """Metres from the first position to each."""
    steps = np.hypot(*np.diff(positions, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _in_metres(parts: Sequence[Part], places: Sequence[NamedPoint]) -> list[Numbers]:
    """The tracks of all parts, and the positions of the places beside them, judged together."""
    given = [
        *(grid.as_positions(part.positions) for part in parts),
        grid.as_positions([p.position for p in places]),
    ]
    cuts = np.cumsum([len(each) for each in given])
    on_parts = int(cuts[-2])

    def called(at: int) -> str:
        if at >= on_parts:
            return f"The place {places[at - on_parts].name!r} of the route"
        number = int(np.searchsorted(cuts, at, side="right"))
        first = int(cuts[number - 1]) if number else 0
        name = parts[number].names[at - first] if parts[number].names else ""
        of = f" of part {number + 1}" if len(parts) > 1 else ""
        return f"The route's point {at - first + 1}{of}" + (f" ({name})" if name else "")

    return np.split(grid.on_grid(np.concatenate(given), called), cuts[:-1])


def _line(track: Numbers) -> Any:
    """Without repeated positions; a part that never moves is a point."""
    kept = np.concatenate([[True], np.any(np.diff(track, axis=0) != 0, axis=1)])
    return shapely.LineString(track[kept]) if kept.sum() > 1 else shapely.Point(track[0])


def _together(shapes: Shapes) -> Any:
    if len(shapes) == 1:
        return shapes[0]
    kinds = {shape.geom_type for shape in shapes}
    if kinds == {"LineString"}:
        return shapely.multilinestrings(shapes)
    return shapely.multipoints(shapes) if kinds == {"Point"} else shapely.geometrycollections(shapes)


def _cut(part: Any) -> Iterator[tuple[Any, float]]:
    """Short pieces of a part and the metres at which each begins. None lies on itself: that would count once only."""
    if part.geom_type != "LineString":
        yield part, 0.0
        return
    at = shapely.get_coordinates(part)
    along = lengths_along(at).tolist()
    for first in range(0, len(at) - 1, SEGMENTS_AT_ONCE):
        piece = shapely.LineString(at[first : first + SEGMENTS_AT_ONCE + 1])
        if piece.is_simple:
            yield piece, along[first]
            continue
        for one in range(first, min(first + SEGMENTS_AT_ONCE, len(at) - 1)):
            yield shapely.LineString(at[one : one + 2]), along[one]


def _named(
    parts: Sequence[Part], tracks: Sequence[Numbers], places: Sequence[NamedPoint], beside: Numbers
) -> tuple[tuple[NamedPoint, ...], Numbers | None]:
    found = list(zip(places, beside, strict=True))
    for part, track in zip(parts, tracks, strict=True):
        found += [
            (NamedPoint(name, position), metres)
            for name, position, metres in zip(part.names, part.positions, track, strict=False)
            if name
        ]
    if not found:
        return (), None
    return tuple(place for place, _ in found), np.array([metres for _, metres in found])


def _all_fixes(
    parts: Sequence[Part], tracks: Sequence[Numbers], starts: Numbers
) -> tuple[tuple[Fixes | None, ...], tuple[str, ...]]:
    known = [time for part in parts for time in part.times if time is not None]
    if len({time.tzinfo is None for time in known}) > 1:
        return (), ("Some times of the route name a time zone and others do not, so none was used.",)
    fixes = tuple(
        _fixes(part, track, float(start)) for part, track, start in zip(parts, tracks, starts, strict=True)
    )
    backwards = any(
        later < earlier for each in fixes if each is not None for earlier, later in pairwise(each.times)
    )
    if backwards:
        return (), ("The times of the route go backwards, so none was used.",)
    return fixes, _too_fast([each for each in fixes if each is not None])


def _too_fast(fixes: Sequence[Fixes]) -> tuple[str, ...]:
    """A tracker that is stuck, or two of them in one file, make a route that jumps: nobody could have moved like that."""
    jumps = [
        each.times[at]
        for each in fixes
        for at, metres in enumerate(np.diff(each.along).tolist())
        if metres > FASTEST / 3.6 * max((each.times[at + 1] - each.times[at]).total_seconds(), 1.0)
    ]
    if not jumps:
        return ()
    return (
        f"Between {len(jumps):,} fixes and the next the route would have to move at more than {FASTEST:g} km/h, first after "
        f"{jumps[0]:%Y-%m-%d %H:%M}: some of its positions are probably wrong, and its length with them.",
    )


def _fixes(part: Part, track: Numbers, start: float) -> Fixes | None:
    known = [at for at, time in enumerate(part.times) if time is not None]
    if not known:
        return None
    times = tuple(time for time in part.times if time is not None)
    return Fixes(start + lengths_along(track)[known], times)
