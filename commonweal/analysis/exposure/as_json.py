"""How is the answer written for another program?

Numbers are not rounded here: they say what was worked out, and `notes` how far it can be trusted.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from commonweal.analysis.exposure.values import VERSION, AreaCrossed, Exposure, Passing, SiteNear


def as_json(found: Exposure) -> dict[str, Any]:
    """Plain values. Times stand only where the route has times."""
    return {
        "version": VERSION,
        "within_m": list(found.within),
        "length_m": found.length_m,
        "sites": [_site(each) for each in found.sites],
        "areas": [_area(each) for each in found.areas],
        "communities": [asdict(each) for each in found.communities],
        "dense_areas": [asdict(each) for each in found.dense],
        "covered": [asdict(each) for each in found.covered],
        "notes": list(found.notes),
    }


def _site(site: SiteNear) -> dict[str, Any]:
    nearest = site.nearest_point
    return {
        "name": site.name,
        "kind": site.kind,
        "distance_m": site.distance_m,
        "nearest_point": {
            "lon": nearest.lon,
            "lat": nearest.lat,
            "name": nearest.name,
            "along_m": nearest.along_m,
        },
        **_passing(site.passing),
    }


def _area(area: AreaCrossed) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "layer": area.layer,
        "part_of": area.part_of,
        "length_m": area.length_m,
        "from_m": area.from_m,
        **_passing(area.passing),
    }


def _passing(passing: Passing | None) -> dict[str, Any]:
    if passing is None:
        return {}
    return {"passed_at": passing.at.isoformat(), "give_or_take_s": passing.give_or_take_s}
