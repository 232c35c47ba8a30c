"""Which sites does a file hold: name, kind and position?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from commonweal.analysis.exposure.files.geojson import read_features, shape_of
from commonweal.analysis.exposure.files.opening import MOST_LAYER, Kind, naming, open_file
from commonweal.analysis.exposure.files.tables import Table, position_in, read_table
from commonweal.analysis.exposure.layers import Sites, make_sites
from commonweal.analysis.exposure.values import NotPossible

NAMES = ("name", "site", "site_name", "title", "place")
KINDS = ("kind", "type", "category", "religion", "denomination", "amenity", "status")


def read_sites(path: Path) -> Sites:
    """From GeoJSON, or from a table with a name and a position. Raises NotPossible."""
    data, kind = open_file(path, MOST_LAYER)
    with naming(path):
        if kind is Kind.XML:
            raise NotPossible("Sites are read from GeoJSON or from a table, not from XML.")
        if kind is Kind.JSON:
            return _from_features(data, path)
        return _from_table(read_table(data, path), path)


def join_sites(layers: Sequence[Sites]) -> Sites:
    """Several files as one layer."""
    if len(layers) == 1:
        return layers[0]
    return Sites(
        tuple(name for each in layers for name in each.names), tuple(kind for each in layers for kind in each.kinds),
        np.concatenate([np.empty(0, dtype=object), *(each.shapes for each in layers)]),
        tuple(note for each in layers for note in each.notes),
    )  # fmt: skip


def _from_features(data: bytes, path: Path) -> Sites:
    names, kinds, shapes, without = [], [], [], 0
    for feature in read_features(data, path):
        shape = shape_of(feature)
        if shape is None:
            without += 1
            continue
        names.append(feature.text(*NAMES, "id") or f"feature {feature.number}")
        kinds.append(feature.text(*KINDS))
        shapes.append(shape)
    return make_sites(names, kinds, shapes, notes=_notes(path, len(shapes), without))


def _from_table(table: Table, path: Path) -> Sites:
    name, kind, columns = table.column(NAMES), table.column(KINDS), table.position_columns()
    if columns is None or name is None:
        raise NotPossible(
            "A table of sites needs the columns name, longitude and latitude (or easting and northing)."
        )
    found: list[tuple[str, str, Any]] = []
    for number, row in enumerate(table.rows, 2):
        position = position_in(row, columns, number)
        if position is not None:
            called = " ".join(row[name].split()) or f"row {number}"
            found.append((called, "" if kind is None else row[kind].strip(), position))
    shapes = list(shapely.points([position for _, _, position in found])) if found else []
    notes = _notes(path, len(found), len(table.rows) - len(found))
    return make_sites([name for name, _, _ in found], [kind for _, kind, _ in found], shapes, notes=notes)


def _notes(path: Path, found: int, without: int) -> list[str]:
    notes = [f"{without:,} sites of {path.name} have no position and were left out."] if without else []
    return notes if found else [*notes, f"{path.name} holds no sites."]
