"""What was drawn in a file: lines, named points, areas, each as it stands there?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commonweal.analysis.exposure.values import NamedPoint, Part

Position = tuple[float, float]


@dataclass
class Drawn:
    """Filled by the reader of each format, and made a route by `routes`."""

    lines: list[Part] = field(default_factory=list)
    points: list[tuple[Position, str, datetime | None]] = field(default_factory=list)
    """Position, name and time, in the order of the file."""
    shapes: list[Any] = field(default_factory=list)
    name: str = ""
    notes: list[str] = field(default_factory=list)

    def places(self) -> list[NamedPoint]:
        return [NamedPoint(name, at) for at, name, _ in self.points if name]

    def point_parts(self) -> list[Part]:
        """The points joined in their order."""
        if not self.points:
            return []
        times = [time for _, _, time in self.points]
        return [
            Part(
                [at for at, _, _ in self.points],
                [name for _, name, _ in self.points],
                times if any(times) else (),
            )
        ]
