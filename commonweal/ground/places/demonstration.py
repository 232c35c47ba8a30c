"""Where do the demonstration's places come from? The 33 London boroughs, the two police forces they lie in, and London.

The outlines are those of the package vega-datasets, which `python3 run assets` puts beside the style sheet. They carry names
only; the codes are looked up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import shapely
import yaml
from shapely.geometry.base import BaseGeometry

from commonweal.ground.places.models import Area
from commonweal.ground.places.rules.checking import Fields
from commonweal.ground.places.rules.files import read_features
from commonweal.ground.places.rules.levels import ALWAYS
from commonweal.ground.places.writes import add_area, load_areas
from commonweal.ground.visibility.rules import Viewer

OUTLINES = Path(__file__).resolve().parents[2] / "design/static/design/london_boroughs.topo.json"
CODES = Path(__file__).with_name("files") / "london_borough_codes.yaml"
SOURCE = "Outlines: vega-datasets (BSD licence), simplified; codes: Office for National Statistics"
CITY = "E09000001"
LONDON = ("E12000007", "London")
FORCES = {
    "metropolitan": ("E23000001", "Metropolitan Police"),
    "city": ("E23000034", "City of London Police"),
}


@cache
def borough_codes() -> Mapping[str, str]:
    """Name to official code of the 33 London boroughs."""
    table: Mapping[str, str] = yaml.safe_load(CODES.read_text(encoding="utf-8"))
    return table


def load_london(*, by: Viewer, at: datetime) -> int:
    """England, London, its two police forces and 33 boroughs; nothing where they are stored already.

    Returns how many areas there are now.
    """
    if not Area.objects.filter(code="E92000001").exists():
        add_area(level="country", code="E92000001", name="England", by=by, at=at)
    for level, parent, content, fields in _files():
        if not Area.objects.filter(level=level, code__startswith=_prefix(level)).exists():
            load_areas(
                content=content, file_name=OUTLINES.name, level=level, fields=fields, parent_level=parent,
                valid_from_on=ALWAYS, source=SOURCE, by=by, at=at,
            )  # fmt: skip
    return Area.objects.count()


def _prefix(level: str) -> str:
    return {"region": "E12", "police_force": "E23", "borough": "E09"}[level]


def _files() -> Sequence[tuple[str, str, bytes, Fields]]:
    """The outlines as they are for the boroughs, joined for what they lie in."""
    content = OUTLINES.read_bytes()
    shapes = {borough_codes()[f.text("id")]: shapely.make_valid(f.shape) for f in read_features(content)}
    all_london = [(*LONDON, list(shapes.values()))]
    forces = [
        (*FORCES["metropolitan"], [s for code, s in shapes.items() if code != CITY]),
        (*FORCES["city"], [shapes[CITY]]),
    ]
    return (
        ("region", "", _joined(all_london), Fields()),
        ("police_force", "region", _joined(forces), Fields()),
        ("borough", "police_force", content, Fields(code="code", name="id", codes=borough_codes())),
    )


def _joined(parts: Sequence[tuple[str, str, Sequence[BaseGeometry]]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": json.loads(shapely.to_geojson(_only_areas(shapely.union_all(list(shapes))))),
        }
        for code, name, shapes in parts
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _only_areas(shape: BaseGeometry) -> BaseGeometry:
    parts = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts)
