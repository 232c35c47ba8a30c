"""Which layers are there, and what do they hold for a question?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db.models import QuerySet

from commonweal.analysis.exposure import CountTable, Sites, grid
from commonweal.assess.exposure.models import Layer
from commonweal.assess.exposure.reads.files import Found, read_people, read_sites
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer

LISTED = 200


@dataclass(frozen=True)
class LoadedSites:
    """Every site of the layers in use, with the layer that each comes from; layers are in the order of `of`."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    shapes: Any
    of: tuple[int, ...]
    layers: tuple[Layer, ...]

    def of_kinds(self, kinds: Sequence[str]) -> LoadedSites:
        wanted = set(kinds)
        kept = [at for at, kind in enumerate(self.kinds) if kind in wanted]
        return LoadedSites(
            tuple(self.names[at] for at in kept), tuple(self.kinds[at] for at in kept), self.shapes[kept],
            tuple(self.of[at] for at in kept), self.layers,
        )  # fmt: skip

    def numbered(self) -> Sites:
        """For the library, each called by its place here, so that what it finds can be told apart."""
        return Sites(tuple(map(str, range(len(self.names)))), self.kinds, self.shapes)

    def known_places(self) -> dict[str, tuple[float, float]]:
        return grid.known_places(self.names, self.shapes) if self.names else {}


def list_layers(viewer: Viewer, *, with_content: bool = False) -> QuerySet[Layer]:
    """Those in use and those put aside; the content comes only where it is asked for."""
    rows = Layer.objects.visible_to(viewer).select_related("loaded_by")
    return rows if with_content else rows.defer("held")


def in_use(viewer: Viewer, what: str = "") -> QuerySet[Layer]:
    rows = list_layers(viewer, with_content=True).filter(retired_at=None)
    return rows.filter(what=what) if what else rows


def kinds_in_use(viewer: Viewer) -> list[tuple[str, int]]:
    """Kinds of sites and how many there are of each."""
    found: dict[str, int] = {}
    for kinds in in_use(viewer, "sites").values_list("kinds", flat=True):
        for kind, number in kinds:
            found[kind] = found.get(kind, 0) + number
    return sorted(found.items())


def load_sites(layers: Iterable[Layer]) -> LoadedSites:
    kept = tuple(layer for layer in layers if layer.what == "sites")
    rows = [(at, *row) for at, layer in enumerate(kept) for row in json.loads(layer.held)["sites"]]
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = shapely.from_wkb([row[3] for row in rows]) if rows else []
    return LoadedSites(
        tuple(row[1] for row in rows), tuple(row[2] for row in rows), shapes, tuple(row[0] for row in rows), kept
    )  # fmt: skip


def count_table(layer: Layer) -> CountTable:
    content: Mapping[str, Any] = json.loads(layer.held)
    totals = content["totals"]
    return CountTable(
        tuple(content["communities"]), tuple(content["codes"]), np.array(content["counts"], dtype=np.float64),
        None if totals is None else np.array(totals, dtype=np.float64),
    )  # fmt: skip


def check_file(content: bytes, *, what: str, file_name: str) -> Found:
    """Read a file without storing anything. Raises NotPossible with what has to be mended."""
    if what == "sites":
        return read_sites(content, file_name)
    return read_people(content, file_name, codes=frozenset(Area.objects.values_list("code", flat=True)))


def first_sites(layer: Layer) -> list[tuple[str, str]]:
    """Names and kinds for the layer's page, no more than LISTED."""
    if layer.what != "sites":
        return []
    return [(name, kind) for name, kind, _ in json.loads(layer.held)["sites"][:LISTED]]
