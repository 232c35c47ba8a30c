"""Which route, place or area does a file hold?

GeoJSON, GPX and KML as map programs write them; a table with a position in each row; or a list of names, which are looked
up among places that are known already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

from commonweal.analysis.exposure.files.drawn import Drawn, Position
from commonweal.analysis.exposure.files.geojson import (
    Feature,
    positions_of,
    read_features,
    shape_from,
    simple_geometries,
)
from commonweal.analysis.exposure.files.gpx import read_gpx
from commonweal.analysis.exposure.files.kml import read_kml
from commonweal.analysis.exposure.files.opening import MOST_ROUTE, Kind, naming, open_file
from commonweal.analysis.exposure.files.safe_xml import name_of, read_xml
from commonweal.analysis.exposure.files.tables import Table, position_in, read_table
from commonweal.analysis.exposure.files.written import time_of, times_of
from commonweal.analysis.exposure.routes import MOST_POSITIONS, Route, area_route, make_route
from commonweal.analysis.exposure.values import NotPossible, Part

NAMES = ("name", "place", "title", "stop", "waypoint")
TIMES = ("time", "ts", "timestamp", "datetime", "at", "when")
PARTS = ("part", "segment", "track", "leg", "day", "date")
JOINED = "The places of the route are joined by straight lines; the way between them is not known."


def read_route(path: Path, *, known: Mapping[str, Position] | None = None) -> Route:
    """`known` are positions (longitude, latitude) by the name of a place in small letters. Raises NotPossible."""
    data, kind = open_file(path, MOST_ROUTE)
    with naming(path):
        if kind is Kind.JSON:
            drawn = _from_features(read_features(data, path))
        elif kind is Kind.XML:
            drawn = _from_xml(data, path)
        else:
            drawn = _from_table(read_table(data, path), known or {})
        return _route(drawn, path)


def _route(drawn: Drawn, path: Path) -> Route:
    if drawn.shapes and drawn.lines:
        raise NotPossible("It holds both lines and areas: give one or the other.")
    if drawn.shapes:
        return area_route(
            shapely.geometrycollections(drawn.shapes), drawn.places(), name=drawn.name or path.stem
        )
    if drawn.lines:
        return make_route(drawn.lines, drawn.places(), notes=drawn.notes)
    parts = drawn.point_parts()
    joined = [JOINED] if parts and len(parts[0].positions) > 1 else []
    return make_route(parts, notes=[*drawn.notes, *joined])


# GeoJSON


def _from_features(features: Sequence[Feature]) -> Drawn:
    drawn = Drawn()
    for feature in features:
        if feature.geometry is None:
            continue
        for kind, at in simple_geometries(feature.geometry):
            if kind == "Point":
                [position] = positions_of([at])
                drawn.points.append((position, feature.text(*NAMES), time_of(feature.text(*TIMES) or None)))
            elif kind == "LineString":
                drawn.lines.append(_line(feature, positions_of(at)))
            elif (shape := shape_from({"type": kind, "coordinates": at}, feature.number)) is not None:
                drawn.shapes.append(shape)
                drawn.name = drawn.name or feature.text(*NAMES)
    return drawn


def _line(feature: Feature, positions: list[Position]) -> Part:
    """Names and times of its positions, where the file has as many of them as positions."""
    lists = {
        str(key).casefold(): value
        for holder in (feature.properties, feature.properties.get("coordinateProperties"))
        if isinstance(holder, dict)
        for key, value in holder.items()
        if isinstance(value, list) and len(value) == len(positions)
    }
    names = _first(lists, ("names", "coordnames", "waypoints", "places"))
    times = times_of(_first(lists, ("times", "coordtimes", "coordinatetimes")))
    return Part(positions, [" ".join(str(name or "").split()) for name in names], times)


def _first(lists: Mapping[str, list[Any]], names: Sequence[str]) -> list[Any]:
    return next((lists[name] for name in names if name in lists), [])


# GPX and KML


def _from_xml(data: bytes, path: Path) -> Drawn:
    root = read_xml(data, path)
    if name_of(root) == "gpx":
        return read_gpx(root)
    if name_of(root) == "kml":
        return read_kml(root)
    raise NotPossible(
        f"It is XML, but neither GPX nor KML (its outermost element is {name_of(root)[:40]!r})."
    )


# Tables and lists


def _from_table(table: Table, known: Mapping[str, Position]) -> Drawn:
    columns, name = table.position_columns(), table.column(NAMES)
    if len(table.rows) > MOST_POSITIONS:
        raise NotPossible(
            f"It has {len(table.rows):,} rows; {MOST_POSITIONS:,} are the most that a route may have."
        )
    if columns is None:
        return _from_names(table, name, known)
    time, part = table.column(TIMES), table.column(PARTS)
    if name is None:
        return _track(table, columns, time, part)
    drawn = Drawn()
    for number, row in enumerate(table.rows, 2):
        position = position_in(row, columns, number)
        if position is None:
            raise NotPossible(f"Row {number} has no position.")
        drawn.points.append(
            (position, " ".join(row[name].split()), None if time is None else time_of(row[time]))
        )
    return drawn


def _track(table: Table, columns: tuple[int, int], time: int | None, part: int | None) -> Drawn:
    """Rows without names are fixes; where a column says the day or the part, each is a part of its own."""
    pieces: list[tuple[str, list[Position], list[str]]] = []
    for number, row in enumerate(table.rows, 2):
        position = position_in(row, columns, number)
        if position is None:
            continue
        of = "" if part is None else row[part].strip()
        if not pieces or pieces[-1][0] != of:
            pieces.append((of, [], []))
        pieces[-1][1].append(position)
        pieces[-1][2].append("" if time is None else row[time])
    notes = ["Fixes are joined by straight lines, so the route cuts corners."] if pieces else []
    if part is not None and len(pieces) > 1:
        notes.append(
            f"The route has {len(pieces)} parts, one for each {table.heads[part]}; the way between them does not count."
        )
    return Drawn(lines=[Part(at, (), times_of(when)) for _, at, when in pieces], notes=notes)


def _from_names(table: Table, name: int | None, known: Mapping[str, Position]) -> Drawn:
    """A list of names: under a heading, or with one name in each line and no heading at all."""
    if name is None and len(table.heads) != 1:
        raise NotPossible(
            "A table for a route needs the columns longitude and latitude, or a column of names."
        )
    names = [row[name or 0] for row in table.rows]
    if name is None:
        names = [table.heads[0], *names]
    if not known:
        raise NotPossible(
            "It lists names without positions, and no sites were given in which to look them up."
        )
    drawn = Drawn()
    for each in (" ".join(text.split()) for text in names):
        if each.casefold() not in known:
            raise NotPossible(
                f"The place {each[:80]!r} is not among the sites given, so its position is not known."
            )
        drawn.points.append((known[each.casefold()], each, None))
    return drawn
