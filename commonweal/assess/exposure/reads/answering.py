"""What is the answer to a question, as the one content that is frozen?

Everything that any page, picture or file ever shows of a study is in this content; nothing is looked up again later but the
outlines that the map draws behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import shapely
from django.utils import timezone

from commonweal.analysis.exposure import Route, area_route, find_exposure, grid
from commonweal.analysis.exposure.as_json import as_json
from commonweal.assess.exposure.models import Layer
from commonweal.assess.exposure.reads import files, layers, people
from commonweal.assess.exposure.reads.layers import LoadedSites
from commonweal.assess.exposure.rules import asking
from commonweal.ground.places import reads as places
from commonweal.ground.places.rules.levels import LEVELS
from commonweal.ground.visibility.rules import NotPossible, Viewer

MOST_SITES_FOUND = 3_000
DEGREES = 7


@dataclass(frozen=True)
class Asked:
    """A question as a person put it: one of the four ways, with what belongs to it."""

    way: str
    within: str
    kinds: Sequence[str]
    positions: str = ""
    shape: str = "route"
    file: bytes = b""
    file_name: str = ""
    names: str = ""
    place: str = ""


def find_answer(asked: Asked, *, viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Raises NotPossible with a sentence that says what to mend."""
    on = timezone.localdate(at)
    within = asking.distances_of(asked.within)
    loaded = list(layers.in_use(viewer))
    sites = layers.load_sites(loaded)
    if not sites.names:
        raise NotPossible(
            "No sites are loaded, so nothing could be found near: an analyst has to load a layer first."
        )
    asking.check_kinds(asked.kinds, sorted(set(sites.kinds)))
    route = _route(asked, sites, on)
    asking.check_size(int(shapely.get_num_coordinates(route.shape)))
    chosen = sites.of_kinds(asked.kinds)
    ground = people.ground_on(on, viewer=viewer, tables=[each for each in loaded if each.what == "people"])
    with files.refusals():
        found = find_exposure(route, within=within, sites=chosen.numbered(), areas=ground.layers)
    if len(found.sites) > MOST_SITES_FOUND:
        raise NotPossible(
            f"{len(found.sites):,} sites lie within {within[-1]:g} m; {MOST_SITES_FOUND:,} are the most that one study "
            "holds. Ask for fewer kinds or a shorter distance."
        )
    used = {chosen.of[int(site.name)] for site in found.sites}
    content = as_json(found)
    return {
        **content,
        "asked": {"way": asked.way, "kinds": sorted(asked.kinds), "on": on.isoformat()},
        "route": _drawn(route),
        "sites": [_site(row, chosen) for row in content["sites"]],
        "areas": [{**row, "level": ground.level_of(row["layer"])} for row in content["areas"]],
        "communities": [
            {**row, "family": ground.families[row["name"]].of, "part_of": ground.families[row["name"]].part_of}
            for row in content["communities"]
        ],
        "notes": [*content["notes"], *ground.notes, *_doubts(used, chosen.layers)],
        "sources": [*(_source(layer) for layer in _rested_on(loaded, asked.kinds)), *ground.sources],
    }  # fmt: skip


# The place that is asked about


def _route(asked: Asked, sites: LoadedSites, on: date) -> Route:
    if asked.way == "drawn":
        return files.drawn_route(asking.positions_of(asked.positions), asked.shape)
    if asked.way == "uploaded":
        if len(asked.file) > asking.MOST_ROUTE_BYTES:
            raise NotPossible(f"The file is larger than {asking.MOST_ROUTE_BYTES // 1_000_000} MB.")
        return files.read_route(asked.file, asked.file_name)
    if asked.way == "named":
        known = sites.known_places()
        names = asking.names_of(asked.names)
        return files.drawn_route([asking.Typed(_place_of(name, known), name) for name in names], "route")
    if asked.way == "place":
        return _one_place(asked.place, sites, on)
    raise NotPossible("Choose how the place is given.")


def _place_of(name: str, known: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    found = known.get(name.casefold())
    if found is None:
        raise NotPossible(
            f"“{name[:80]}” is not among the sites that are loaded (or two of them share the name), so its position is "
            "not known. Draw it on the map, or load a layer of named places."
        )
    return found


def _one_place(name: str, sites: LoadedSites, on: date) -> Route:
    """A borough or another area by its name or code, or a site by its name."""
    name = " ".join(name.split())
    if not name:
        raise NotPossible("Write the name of a loaded site, or the name or code of an area.")
    area = places.get_area(name, on=on) or next(
        (found for level in LEVELS if (found := places.find_area(name, level=level, on=on))), None
    )
    if area is not None and area.boundary:
        with files.refusals():
            return area_route(shapely.from_wkb(area.boundary), name=area.name)
    return files.drawn_route([asking.Typed(_place_of(name, sites.known_places()), name)], "route")


# The content


def _drawn(route: Route) -> dict[str, Any]:
    """The place as it was understood, in degrees: lines, points or outlines, with names."""
    shape = _in_degrees(route.shape)
    is_point = not route.is_area and not route.length_m
    positions = route.place_positions
    degrees = [] if positions is None else grid.to_degrees(positions).round(DEGREES).tolist()
    return {
        "kind": "area" if route.is_area else "point" if is_point else "route",
        "geometry": shapely.geometry.mapping(shape),
        "places": [
            {"name": place.name, "lon": lon, "lat": lat}
            for place, (lon, lat) in zip(route.places, degrees, strict=True)
        ],
        "times": [
            [[float(along), when.isoformat()] for along, when in zip(each.along, each.times, strict=True)]
            for each in route.fixes
            if each is not None
        ],
    }


def _in_degrees(shape: Any) -> Any:
    return shapely.transform(shape, lambda metres: grid.to_degrees(metres).round(DEGREES))


def _site(row: Mapping[str, Any], sites: LoadedSites) -> dict[str, Any]:
    at = int(row["name"])
    centre = shapely.get_coordinates(shapely.point_on_surface(sites.shapes[at]))
    lon, lat = grid.to_degrees(np.asarray(centre)).round(DEGREES)[0].tolist()
    return {
        **row, "name": sites.names[at], "lon": lon, "lat": lat, "layer": sites.layers[sites.of[at]].title,
    }  # fmt: skip


def _doubts(used: set[int], of: Sequence[Layer]) -> list[str]:
    said = [f"{of[at].title}: {of[at].limits}" for at in sorted(used)]
    return [
        *said,
        "What was not loaded is not near anything: an empty answer is no promise that nothing is there.",
    ]


def _rested_on(loaded: Sequence[Layer], kinds: Sequence[str]) -> list[Layer]:
    wanted = set(kinds)
    return [each for each in loaded if each.what == "people" or wanted & {kind for kind, _ in each.kinds}]


def _source(layer: Layer) -> dict[str, str]:
    return {
        "title": layer.title, "source": layer.source, "licence": layer.licence, "limits": layer.limits,
        "dated_on": layer.dated_on.isoformat(), "hash": layer.held_hash,
    }  # fmt: skip
