"""How do degrees become metres and back? Longitude and latitude (EPSG:4326), the British grid (EPSG:27700)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pyproj
import pyproj.network
import shapely
from shapely.geometry.base import BaseGeometry

DEGREES, METRES = "EPSG:4326", "EPSG:27700"
# The United Kingdom with its islands, in degrees: west, south, east, north.
KINGDOM = (-9.5, 49.0, 2.5, 61.5)


@cache
def _transformer(source: str, target: str) -> pyproj.Transformer:
    # No grid is fetched from anywhere: a network is not to be relied on, and a few metres do not show on a map.
    pyproj.network.set_network_enabled(active=False)  # type: ignore[attr-defined]
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def _moved(shapes: Sequence[BaseGeometry], source: str, target: str) -> list[BaseGeometry]:
    transformer = _transformer(source, target)

    def move(positions: Any) -> Any:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    return list(shapely.transform(np.array(shapes, dtype=object), move)) if shapes else []


def in_metres(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    return _moved(shapes, DEGREES, METRES)


def in_degrees(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    return _moved(shapes, METRES, DEGREES)


def within_kingdom(bounds: Sequence[float]) -> bool:
    west, south, east, north = KINGDOM
    return bool(west <= bounds[0] <= bounds[2] <= east and south <= bounds[1] <= bounds[3] <= north)


def looks_swapped(bounds: Sequence[float]) -> bool:
    """Latitude first: outside the kingdom as it stands, inside once turned."""
    return not within_kingdom(bounds) and within_kingdom((bounds[1], bounds[0], bounds[3], bounds[2]))


def looks_like_metres(bounds: Sequence[float]) -> bool:
    """Positions of the British grid instead of degrees."""
    return bool(bounds[0] >= 0 and bounds[2] <= 700_000 and bounds[1] >= 0 and 1_000 < bounds[3] <= 1_300_000)
