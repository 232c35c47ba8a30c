"""What lies near this route, within these distances?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from commonweal.analysis.exposure.crossing import areas_crossed
from commonweal.analysis.exposure.layers import Areas, Sites
from commonweal.analysis.exposure.near import sites_near
from commonweal.analysis.exposure.people import Reached, dense_areas, never_fewer, people_within, reach
from commonweal.analysis.exposure.routes import Route
from commonweal.analysis.exposure.values import (
    AreaCrossed,
    CommunityWithin,
    Coverage,
    DenseArea,
    Exposure,
    NotPossible,
)

FARTHEST = 100_000.0
MOST_DISTANCES = 20
COVERED_LESS, COVERED_MORE = 0.995, 1.005


def find_exposure(
    route: Route, *, within: Sequence[float], sites: Sites | None = None, areas: Sequence[Areas] = ()
) -> Exposure:
    """Sites and people within each distance (metres), and the areas crossed. Raises NotPossible for unfit distances."""
    distances = _distances(within)
    crossed: list[AreaCrossed] = []
    communities: list[CommunityWithin] = []
    dense: list[DenseArea] = []
    covered: list[Coverage] = []
    notes = [*route.notes, *(sites.notes if sites else ())]
    for layer in areas:
        notes += layer.notes
        crossed += areas_crossed(route, layer)
        if layer.counts is None or not layer.communities:
            continue
        reached = list(never_fewer([reach(route, layer, m) for m in distances], layer))
        communities += [found for each in reached for found in people_within(layer, each)]
        dense += dense_areas(layer, reached)
        covered += [Coverage(each.within_m, each.covered) for each in reached]
        notes += _said_of_cover(layer, reached)
    near = sites_near(route, sites, distances[-1], areas=_smallest(areas)) if sites else ()
    return Exposure(
        distances, route.length_m, near, tuple(crossed), tuple(_in_order(communities)),
        tuple(sorted(dense, key=lambda d: (d.community, -d.times, d.code))), tuple(covered), tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _smallest(areas: Sequence[Areas]) -> Areas | None:
    """The layer with the smallest areas, which says best where a point is."""
    filled = [layer for layer in areas if len(layer.codes)]
    return min(filled, key=lambda layer: float(layer.sizes.mean()), default=None)


def _distances(within: Sequence[float]) -> tuple[float, ...]:
    if not within or len(within) > MOST_DISTANCES:
        raise NotPossible(f"Between 1 and {MOST_DISTANCES} distances can be asked at once.")
    for metres in within:
        if not isfinite(metres) or not 0 < metres <= FARTHEST:
            raise NotPossible(
                f"A distance must be above 0 and at most {FARTHEST:,.0f} metres; {metres} is not."
            )
    return tuple(sorted({float(metres) for metres in within}))


def _said_of_cover(layer: Areas, reached: Sequence[Reached]) -> Iterator[str]:
    for each in reached:
        if each.covered > COVERED_MORE:
            yield f"Areas of {layer.name} overlap, so some people within {each.within_m:g} m are counted twice."
        elif each.covered < COVERED_LESS:
            yield (
                f"{1 - each.covered:.0%} of what lies within {each.within_m:g} m is outside the areas of {layer.name}: "
                "nobody is counted there."
            )


def _in_order(communities: Sequence[CommunityWithin]) -> Sequence[CommunityWithin]:
    names = {name: at for at, name in enumerate(dict.fromkeys(each.name for each in communities))}
    return sorted(communities, key=lambda each: (names[each.name], each.within_m))
