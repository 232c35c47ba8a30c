"""Which tracks, routes and named places does a GPX file hold?"""

from __future__ import annotations

from lxml import etree

from commonweal.analysis.exposure.files.drawn import Drawn, Position
from commonweal.analysis.exposure.files.safe_xml import children, descendants, text_in
from commonweal.analysis.exposure.files.written import number_of, time_of, times_of
from commonweal.analysis.exposure.values import Part


def read_gpx(root: etree._Element) -> Drawn:
    """Each segment of a track is a part of its own, and each route; named waypoints name the places of the route."""
    drawn = Drawn()
    for segment in descendants(root, "trkseg"):
        drawn.lines += _part(list(children(segment, "trkpt")))
    if not drawn.lines:
        for route in descendants(root, "rte"):
            drawn.lines += _part(list(children(route, "rtept")))
    for point in children(root, "wpt"):
        drawn.points.append((_position(point), text_in(point, "name"), time_of(text_in(point, "time"))))
    return drawn


def _part(points: list[etree._Element]) -> list[Part]:
    if not points:
        return []
    names = [text_in(point, "name") for point in points]
    times = times_of([text_in(point, "time") for point in points])
    return [Part([_position(point) for point in points], names if any(names) else (), times)]


def _position(point: etree._Element) -> Position:
    return (
        number_of(point.get("lon", ""), "The longitude of a point"),
        number_of(point.get("lat", ""), "The latitude of a point"),
    )
