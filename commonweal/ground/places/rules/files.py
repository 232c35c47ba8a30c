"""What does a boundary file hold? GeoJSON or TopoJSON in, features out; anything else gets one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from commonweal.ground.places.rules.topology import Topology

MOST_BYTES = 60_000_000
MOST_FEATURES = 60_000
AREAS = ("Polygon", "MultiPolygon")


class BadFile(ValueError):
    """A file that cannot be read as boundaries. The message is one sentence for the person who sent it."""


@dataclass(frozen=True)
class Feature:
    """One feature as it stands in the file; shape is None where it has none that is an area."""

    number: int
    properties: Mapping[str, Any]
    shape: BaseGeometry | None = field(compare=False)
    identifier: str = ""

    def text(self, name: str) -> str:
        """The property as tidy text; the feature's own id under the name `id`."""
        value = self.properties.get(name, self.identifier if name == "id" else "")
        return "" if value is None else " ".join(str(value).split())


def read_features(content: bytes) -> list[Feature]:
    """Every feature of a GeoJSON or TopoJSON file, in order. Raises BadFile with one sentence."""
    table = _json(content)
    kind = table.get("type")
    if kind == "FeatureCollection":
        features = list(_from_collection(table))
    elif kind == "Topology":
        features = list(_from_topology(table))
    else:
        raise BadFile("This is JSON, but neither GeoJSON with a FeatureCollection nor TopoJSON.")
    if not features:
        raise BadFile("The file has no features.")
    return features


def _json(content: bytes) -> dict[str, Any]:
    if not content.strip():
        raise BadFile("The file is empty.")
    if len(content) > MOST_BYTES:
        raise BadFile(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        table = json.loads(content)
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise BadFile("The file is not JSON, so it is neither GeoJSON nor TopoJSON.") from fault
    if not isinstance(table, dict):
        raise BadFile("This is JSON, but neither GeoJSON with a FeatureCollection nor TopoJSON.")
    return table


def _rows(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadFile(f"The file has no list of {what}.")
    if len(value) > MOST_FEATURES:
        raise BadFile(f"The file has more than {MOST_FEATURES:,} {what}.")
    return value


def _from_collection(table: Mapping[str, Any]) -> Iterator[Feature]:
    for number, row in enumerate(_rows(table.get("features"), "features"), 1):
        row = row if isinstance(row, dict) else {}  # noqa: PLW2901
        yield Feature(number, _properties(row), _shape(row.get("geometry")), str(row.get("id") or ""))


def _properties(row: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = row.get("properties")
    return properties if isinstance(properties, dict) else {}


def _shape(geometry: object) -> BaseGeometry | None:
    if not isinstance(geometry, dict) or geometry.get("type") not in AREAS:
        return None
    try:
        return shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError, TypeError, RecursionError):
        return None


def _from_topology(table: Mapping[str, Any]) -> Iterator[Feature]:
    try:
        topology = Topology.read(table)
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise BadFile("The TopoJSON has arcs that cannot be read.") from fault
    objects = table.get("objects")
    if not isinstance(objects, dict):
        raise BadFile("The TopoJSON has no objects.")
    rows = [row for held in objects.values() for row in _geometries(held)]
    for number, row in enumerate(_rows(rows, "features"), 1):
        yield Feature(number, _properties(row), topology.shape(row), str(row.get("id") or ""))


def _geometries(held: object) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict) and held.get("type") == "GeometryCollection":
        for inner in held.get("geometries") or ():
            yield from _geometries(inner)
    elif isinstance(held, dict):
        yield held
