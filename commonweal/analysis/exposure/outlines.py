"""Which area does an outline enclose that crosses itself?"""

from __future__ import annotations

from typing import Any

import shapely

AREA_TYPES = ("Polygon", "MultiPolygon")


def mended(shape: Any) -> Any:
    """A sound area; what belongs to two of its parts belongs to it once."""
    return shapely.union_all([_only_areas(shapely.make_valid(part)) for part in shapely.get_parts(shape)])


def _only_areas(shape: Any) -> Any:
    """What is an area: mending may leave lines and points behind."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type in AREA_TYPES])
