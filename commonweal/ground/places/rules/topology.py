"""How do TopoJSON's shared arcs become polygons? Arcs are stored once, in whole steps; neighbours point to them.

Source: The TopoJSON Format Specification, version 1.0 (sections 2.1.3 and 2.1.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.errors import GEOSException
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Position = tuple[float, float]


@dataclass(frozen=True)
class Topology:
    """Every arc as positions in degrees."""

    arcs: tuple[tuple[Position, ...], ...]

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Topology:
        """Raises KeyError, TypeError, ValueError or IndexError where the arcs are no arcs."""
        transform = table.get("transform")
        if transform is None:
            return cls(tuple(tuple((float(p[0]), float(p[1])) for p in arc) for arc in table["arcs"]))
        (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
        return cls(tuple(_steps(arc, kx, ky, dx, dy) for arc in table["arcs"]))

    def shape(self, geometry: Mapping[str, Any]) -> BaseGeometry | None:
        """The polygon or polygons of one geometry object; None where it is no area or points to no arc."""
        try:
            if geometry.get("type") == "Polygon":
                return self._polygon(geometry["arcs"])
            if geometry.get("type") == "MultiPolygon":
                return MultiPolygon([self._polygon(rings) for rings in geometry["arcs"]])
        except (KeyError, TypeError, ValueError, IndexError, GEOSException):
            return None
        return None

    def _polygon(self, rings: Sequence[Sequence[int]]) -> Polygon:
        outer, *holes = (self._ring(indices) for indices in rings)
        return Polygon(outer, holes)

    def _ring(self, indices: Sequence[int]) -> list[Position]:
        """Arcs end to end; each begins where the last one ended, so that point is taken once."""
        ring: list[Position] = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else tuple(reversed(self.arcs[~index]))
            ring.extend(arc[1:] if ring else arc)
        return ring


def _steps(
    arc: Sequence[Sequence[float]], kx: float, ky: float, dx: float, dy: float
) -> tuple[Position, ...]:
    """Each position is the step from the one before, in units of the scale."""
    x = y = 0.0
    positions: list[Position] = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        positions.append((x * kx + dx, y * ky + dy))
    return tuple(positions)
