"""A small made-up town for tests: a grid of square areas, sites on a lattice, and routes through it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from commonweal.analysis.exposure import (
    Areas,
    CountTable,
    Part,
    Route,
    Sites,
    attach_counts,
    grid,
    make_areas,
    make_route,
    make_sites,
)

EAST, NORTH, SIDE, ACROSS = 529_000.0, 179_000.0, 500.0, 8
COMMUNITIES = ("Reed people", "Hill people", "Ferry people")


def squares(side: float = SIDE, across: int = ACROSS) -> list[Any]:
    return [
        shapely.box(EAST + x * side, NORTH + y * side, EAST + (x + 1) * side, NORTH + (y + 1) * side)
        for y in range(across)
        for x in range(across)
    ]


def town(side: float = SIDE, across: int = ACROSS) -> Areas:
    """Square areas with counts. Made in metres, so that what is worked out by hand is exact."""
    shapes = squares(side, across)
    codes = [f"S{at:03}" for at in range(len(shapes))]
    areas = make_areas("squares", codes, [f"Square {at}" for at in range(len(shapes))], shapes)
    return attach_counts([areas], [counts_for(codes)])[0]


def counts_for(codes: Sequence[str]) -> CountTable:
    at = np.arange(len(codes), dtype=float)
    counts = np.column_stack([100 + 7 * (at % 11), 40 + 13 * (at % 5), (at % 7) * 60])
    return CountTable(COMMUNITIES, tuple(codes), counts, counts.sum(axis=1) + 500)


def lattice(step: float = 250.0, many: int = 15) -> Sites:
    points = [
        shapely.Point(EAST + x * step + 13, NORTH + y * step + 7) for y in range(many) for x in range(many)
    ]
    names = [f"Site {at}" for at in range(len(points))]
    return make_sites(names, ["chapel" if at % 3 else "school" for at in range(len(points))], points)


def through(*metres: tuple[float, float], names: Sequence[str] = (), **more: Any) -> Route:
    """A route by metres from the town's south-western corner."""
    return make_route([Part([(EAST + x, NORTH + y) for x, y in metres], names, **more)])


def degrees(*metres: tuple[float, float]) -> list[tuple[float, float]]:
    """Longitude and latitude of the same."""
    return [
        tuple(row) for row in grid.to_degrees(np.array([(EAST + x, NORTH + y) for x, y in metres])).tolist()
    ]


# Files


def write_json(path: Path, *features: tuple[dict[str, Any], dict[str, Any] | None], **more: Any) -> Path:
    rows = [{"type": "Feature", "properties": named, "geometry": shape} for named, shape in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows, **more}), encoding="utf-8")
    return path


def line(at: Sequence[tuple[float, float]]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(each) for each in at]}


def point(at: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(at)}


def square_file(path: Path) -> Path:
    """The town's areas in degrees."""
    shapes = [
        {
            "type": "Polygon",
            "coordinates": [[list(p) for p in grid.to_degrees(shapely.get_coordinates(each)).tolist()]],
        }
        for each in squares()
    ]
    named = [
        {"code": f"S{at:03}", "name": f"Square {at}", "borough": f"Ward {at // 8}"}
        for at in range(len(shapes))
    ]
    return write_json(path, *zip(named, shapes, strict=True))


def count_file(path: Path) -> Path:
    """One row for each area and community, as census tables are given out."""
    table = counts_for([f"S{at:03}" for at in range(ACROSS * ACROSS)])
    assert table.totals is not None
    rows = ["area_code,total_residents,community,n"]
    for code, counts, total in zip(table.codes, table.counts, table.totals, strict=True):
        rows += [f"{code},{total:g},{name},{n:g}" for name, n in zip(COMMUNITIES, counts, strict=True)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def site_file(path: Path) -> Path:
    rows = ["name,kind,lat,lon"]
    for name, kind, (lon, lat) in (
        ("Ferry Chapel", "chapel", degrees((950, 1170))[0]),
        ("Hill School", "school", degrees((3000, 1650))[0]),
        ("Far Chapel", "chapel", degrees((2000, 3900))[0]),
    ):
        rows.append(f"{name},{kind},{lat!r},{lon!r}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
