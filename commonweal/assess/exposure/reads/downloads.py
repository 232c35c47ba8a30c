"""How does an answer leave as a file: the frozen text itself, a table of the sites, or shapes for a map program?"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from commonweal.analysis.exposure import grid
from commonweal.assess.exposure.models import Study
from commonweal.assess.exposure.reads.studies import Answer, answer_of
from commonweal.design.files import to_csv

FILES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}
# Positions on the British National Grid: a minus before a longitude would have to be kept from spreadsheets.
HEADS = (
    "name", "kind", "distance_m", "nearest_point", "along_m", "passed_at", "give_or_take_s", "easting_m", "northing_m", "layer",
)  # fmt: skip


def file_of(study: Study, kind: str) -> bytes:
    """JSON is the very text that the hash seals."""
    if kind == "json":
        return study.answer.encode()
    answer = answer_of(study)
    return (
        to_csv(_rows(answer)) if kind == "csv" else json.dumps(_features(answer), ensure_ascii=False).encode()
    )


def disclosable_file(answer: Answer) -> bytes:
    """Kinds with their counts, and people as far as they may be told."""
    protected = answer.protected
    metres = [f"{each:g} m" for each in answer.within]
    rows = [["Sites by kind", *metres], *([row["kind"], *map(str, row["counts"])] for row in answer.kinds)]
    shown = [f"{each:g} m" for each in protected.within]
    people = [[name, *(str(number) for number in row)] for name, row in protected.shown.items()]
    return to_csv([*rows, [], ["People by community", *shown], *people])


def _rows(answer: Answer) -> list[list[str]]:
    rows = [list(HEADS)]
    places = grid.to_grid(np.array([(site["lon"], site["lat"]) for site in answer.sites]).reshape(-1, 2))
    for site, (east, north) in zip(answer.sites, places, strict=True):
        nearest = site["nearest_point"]
        along = "" if nearest["along_m"] is None else f"{nearest['along_m']:.0f}"
        rows.append([
            site["name"], site["kind"], f"{site['distance_m']:.0f}", nearest["name"], along,
            site.get("passed_at", ""), str(site.get("give_or_take_s", "")), f"{east:.0f}", f"{north:.0f}",
            site["layer"],
        ])  # fmt: skip
    return rows


def _features(answer: Answer) -> dict[str, Any]:
    route = {"what": "route", "title": answer.title, "hash": answer.hash}
    features = [_feature(answer.content["route"]["geometry"], route)]
    for site in answer.sites:
        properties = {key: value for key, value in site.items() if key not in {"lon", "lat", "nearest_point"}}
        nearest = site["nearest_point"]
        properties |= {"what": "site", "nearest_point": nearest["name"], "along_m": nearest["along_m"]}
        features.append(_feature({"type": "Point", "coordinates": [site["lon"], site["lat"]]}, properties))
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
