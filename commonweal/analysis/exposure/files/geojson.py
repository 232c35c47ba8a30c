"""Which features does a GeoJSON file hold?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import shapely

from commonweal.analysis.exposure.files.opening import text_of
from commonweal.analysis.exposure.values import NotPossible

MOST_FEATURES = 500_000
GEOMETRIES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
}  # fmt: skip


@dataclass(frozen=True)
class Feature:
    number: int
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any] | None
    """As it stands in the file, with every position in it."""

    def text(self, *names: str) -> str:
        """The first of these properties that says something, in any case of letters."""
        known = {str(key).casefold(): value for key, value in self.properties.items()}
        for name in names:
            value = known.get(name)
            if value is not None and not isinstance(value, dict | list) and str(value).strip():
                return " ".join(str(value).split())
        return ""


def read_features(data: bytes, path: Path) -> list[Feature]:
    """Features in order; an empty collection has none. Raises NotPossible."""
    table = _json(data, path)
    kind = table.get("type")
    if kind == "FeatureCollection":
        rows = table.get("features")
        if not isinstance(rows, list):
            raise NotPossible(f"{path} is a FeatureCollection without a list of features.")
        if len(rows) > MOST_FEATURES:
            raise NotPossible(
                f"{path} has {len(rows):,} features; {MOST_FEATURES:,} are the most that are taken."
            )
    elif kind == "Feature":
        rows = [table]
    elif kind in GEOMETRIES:
        rows = [{"type": "Feature", "properties": {}, "geometry": table}]
    else:
        raise NotPossible(f"{path} is JSON, but not GeoJSON.")
    return [_feature(row, number, path) for number, row in enumerate(rows, 1)]


def _json(data: bytes, path: Path) -> dict[str, Any]:
    def refuse(word: str) -> NoReturn:
        raise NotPossible(f"{path} holds {word} where a number must stand.")

    try:
        found = json.loads(text_of(data, path), parse_constant=refuse)
    except RecursionError:
        raise NotPossible(f"{path} is nested too deeply to be GeoJSON.") from None
    except json.JSONDecodeError as broken:
        raise NotPossible(f"{path} is not JSON: {broken}.") from None
    except ValueError as wrong:
        if isinstance(wrong, NotPossible):
            raise
        raise NotPossible(f"{path} holds a number of more digits than any position has.") from None
    if not isinstance(found, dict):
        raise NotPossible(f"{path} is JSON, but not GeoJSON.")
    return found


def _feature(row: object, number: int, path: Path) -> Feature:
    if not isinstance(row, dict):
        raise NotPossible(f"{path}: feature {number} is not an object.")
    properties, geometry = row.get("properties"), row.get("geometry")
    if geometry is not None and (not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES):
        raise NotPossible(f"{path}: feature {number} has a geometry of no known type.")
    named = dict(properties) if isinstance(properties, dict) else {}
    if "id" in row:
        named.setdefault("id", row["id"])
    return Feature(number, named, geometry)


def shape_of(feature: Feature) -> Any:
    """The feature's geometry as a shape, None where it has none. Raises NotPossible."""
    return None if feature.geometry is None else shape_from(feature.geometry, feature.number)


def shape_from(geometry: Mapping[str, Any], number: int) -> Any:
    """A geometry of the feature of this number as a shape, None where it is empty. Raises NotPossible."""
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError, TypeError, RecursionError):
        raise NotPossible(f"Feature {number} has a geometry that cannot be read.") from None
    return None if shape is None or shape.is_empty else shape


def simple_geometries(geometry: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    """Points, lines and polygons with their coordinates, in order, taken out of whatever holds them."""
    kind, at = str(geometry.get("type")), geometry.get("coordinates")
    if kind == "GeometryCollection":
        held = geometry.get("geometries")
        if not isinstance(held, list) or depth > 20:
            raise NotPossible("A collection of geometries cannot be read.")
        for each in held:
            if not isinstance(each, dict):
                raise NotPossible("A collection of geometries holds something else.")
            yield from simple_geometries(each, depth + 1)
    elif not isinstance(at, list):
        raise NotPossible("A geometry has no list of coordinates.")
    elif kind.startswith("Multi"):
        for each in at:
            if not isinstance(each, list):
                raise NotPossible("A geometry has coordinates that are not lists.")
            yield kind.removeprefix("Multi"), each
    else:
        yield kind, at


def positions_of(given: list[Any]) -> list[tuple[float, float]]:
    """Longitude and latitude of every position; a height is left aside."""
    found = []
    for number, each in enumerate(given, 1):
        if not isinstance(each, list) or len(each) < 2:
            raise NotPossible(f"Position {number} is not a pair of numbers.")
        lon, lat = each[:2]
        if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in (lon, lat)):
            raise NotPossible(f"Position {number} is not a pair of numbers.")
        found.append((_float(lon, number), _float(lat, number)))
    return found


def _float(value: float, number: int) -> float:
    try:
        return float(value)
    except OverflowError:
        raise NotPossible(f"Position {number} holds a number that no position has.") from None
