"""Which lines, named places and areas does a KML file hold?"""

from __future__ import annotations

import shapely
from lxml import etree

from commonweal.analysis.exposure.files.drawn import Drawn, Position
from commonweal.analysis.exposure.files.safe_xml import children, descendants, name_of, text_in
from commonweal.analysis.exposure.files.written import number_of, times_of
from commonweal.analysis.exposure.values import NotPossible, Part


def read_kml(root: etree._Element) -> Drawn:
    """Each line and each track is a part of its own; points name the places of the route."""
    drawn = Drawn()
    for mark in descendants(root, "Placemark"):
        name = text_in(mark, "name")
        for each in descendants(mark, "LineString", "Point", "Polygon", "Track"):
            # the line round a polygon is no line of its own: it is a LinearRing
            _take(each, name, drawn)
    return drawn


def _take(each: etree._Element, name: str, drawn: Drawn) -> None:
    kind = name_of(each)
    if kind == "Track":
        drawn.lines += _track(each)
        return
    if kind == "Polygon":
        drawn.shapes.append(_polygon(each))
        drawn.name = drawn.name or name
        return
    positions = _positions(text_in(each, "coordinates"))
    if kind == "LineString" and positions:
        drawn.lines.append(Part(positions))
    elif kind == "Point" and positions:
        drawn.points.append((positions[0], name, None))


def _track(track: etree._Element) -> list[Part]:
    coords = [(each.text or "").split() for each in children(track, "coord")]
    if not coords:
        return []
    times = times_of([(each.text or "") for each in children(track, "when")])
    positions = [_position(values) for values in coords]
    return [Part(positions, (), times if len(times) == len(positions) else ())]


def _polygon(polygon: etree._Element) -> shapely.Polygon:
    rings = {
        kind: [
            _positions(text_in(ring, "coordinates"))
            for boundary in children(polygon, kind)
            for ring in children(boundary, "LinearRing")
        ]
        for kind in ("outerBoundaryIs", "innerBoundaryIs")
    }
    outer = rings["outerBoundaryIs"]
    if len(outer) != 1 or any(len(ring) < 4 for ring in [*outer, *rings["innerBoundaryIs"]]):
        raise NotPossible("A polygon must have one outline, and each line round it four positions or more.")
    return shapely.Polygon(outer[0], rings["innerBoundaryIs"])


def _positions(text: str) -> list[Position]:
    return [_position(each.split(",")) for each in text.split()]


def _position(values: list[str]) -> Position:
    if len(values) < 2:
        raise NotPossible(f"{','.join(values)[:40]!r} is not a pair of longitude and latitude.")
    return number_of(values[0], "A longitude"), number_of(values[1], "A latitude")
