"""How many people of each community live within a distance, and how wrong may that be?

Areal weighting (Goodchild and Lam 1980): of an area that lies partly within the distance, the same part of its people is
counted. Only people inside the areas are shared out; what is not within the distance stays where it is. (A peer's usual
setting gives every area's people wholly to the part that is covered, and so counts two and a half times as many.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from commonweal.analysis.exposure.layers import Areas
from commonweal.analysis.exposure.routes import Route
from commonweal.analysis.exposure.values import CommunityWithin, DenseArea, Numbers, Places, Shapes

ROUNDNESS = 64
"""Straight pieces in a quarter of a circle: the ring lies at most 0.008 % of the distance inside the true one."""
CLUMPS = 5
"""People are taken to live in so many clumps in an area, as an LSOA consists of four to six output areas and an MSOA of
four to six LSOAs. Fewer clumps mean a wider error; docs/methods/exposure.md says how it stood the test."""
NINETEEN_OF_TWENTY = 1.96
TIMES = 2.0
FEWEST = 100.0
"""A dense area has at least this many people of the community: smaller counts are blurred by those who publish them."""


@dataclass(frozen=True, eq=False)
class Reached:
    """What of a layer lies within one distance: places of areas, and the share of each."""

    within_m: float
    areas: Places
    shares: Numbers
    covered: float
    """Of all that lies within the distance, the part that is covered by the layer; above 1 where areas overlap."""


def reach(route: Route, areas: Areas, within_m: float) -> Reached:
    ring = shapely.buffer(route.shape, within_m, quad_segs=ROUNDNESS)
    shapely.prepare(ring)
    hits = np.sort(areas.tree.query(ring, predicate="intersects"))
    shapes = areas.shapes[hits]
    shares = np.ones(len(hits))
    cut = ~shapely.contains_properly(ring, shapes)
    shares[cut] = _shared(ring, shapes[cut]) / areas.sizes[hits[cut]]
    shares = np.minimum(shares, 1.0)
    some = shares > 0
    covered = float(shares @ areas.sizes[hits] / ring.area)
    return Reached(within_m, hits[some], shares[some], covered)


def _shared(ring: Any, shapes: Shapes) -> Numbers:
    """Square metres of each shape that lie in the ring. Of a long ring only the piece around the shape is looked at."""
    pieces = [shapely.clip_by_rect(ring, *bounds) for bounds in shapely.bounds(shapes).tolist()]
    return np.asarray(shapely.area(shapely.intersection(shapes, np.array(pieces, dtype=object))))


def never_fewer(reached: Sequence[Reached], areas: Areas) -> Iterator[Reached]:
    """The same from near to far, where rounding must not make a wider ring miss what a narrower one held."""
    before = np.zeros(len(areas.codes)) if len(reached) > 1 else None
    for each in reached:
        if before is None:
            yield each
            continue
        now = before.copy()
        now[each.areas] = np.maximum(now[each.areas], each.shares)
        places = np.flatnonzero(now)
        yield Reached(each.within_m, places, now[places], each.covered)
        before = now


def people_within(areas: Areas, reached: Reached) -> Iterator[CommunityWithin]:
    assert areas.counts is not None
    shares, counts = reached.shares, areas.counts[reached.areas]
    people, touched = shares @ counts, counts.sum(axis=0)
    whole = np.minimum((shares >= 1.0) @ counts, people)
    error = NINETEEN_OF_TWENTY * np.sqrt((shares * (1 - shares) / CLUMPS) @ counts**2)
    # added up in another order, the sum of whole areas may come out a hair below what it is the bound of
    most = np.maximum(touched, people)
    columns = (each.tolist() for each in (people, error, whole, most, areas.everywhere))
    for name, estimate, give_or_take, least, at_most, everywhere in zip(
        areas.communities, *columns, strict=True
    ):
        yield CommunityWithin(
            name, reached.within_m, estimate, give_or_take, least, at_most,
            estimate / everywhere if everywhere else None, areas.name,
        )  # fmt: skip


def dense_areas(areas: Areas, reached: Sequence[Reached]) -> Iterator[DenseArea]:
    """Where a community's share is at least `TIMES` its share in all areas loaded, with `FEWEST` people or more."""
    assert areas.counts is not None
    assert areas.totals is not None
    seen = np.full(len(areas.codes), np.inf)
    for each in reversed(reached):
        seen[each.areas] = each.within_m
    usual = _shares_everywhere(areas)
    near = np.flatnonzero(np.isfinite(seen))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = areas.counts[near] / areas.totals[near]
        times = share / usual
    dense = (times >= TIMES) & (areas.counts[near] >= FEWEST)
    for row, column in zip(*np.nonzero(dense), strict=True):
        at = near[row]
        yield DenseArea(
            areas.communities[column], areas.codes[at], areas.names[at], areas.part_of[at], float(seen[at]),
            float(areas.counts[at, column]), float(share[row, column]), float(times[row, column]),
        )  # fmt: skip


def _shares_everywhere(areas: Areas) -> Numbers:
    assert areas.counts is not None
    assert areas.totals is not None
    known = np.isfinite(areas.totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        usual: Numbers = (areas.counts * known).sum(axis=0) / np.where(known, areas.totals, 0).sum(axis=0)
    return usual
