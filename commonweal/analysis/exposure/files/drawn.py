"""What was drawn in a file: lines, named points, areas, each as it stands there?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from commonweal.analysis.exposure.values import NamedPoint, NotPossible, Part

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


def time_of(value: object) -> datetime | None:
    """A time as files write it: ISO 8601, or seconds (or milliseconds) since 1970. None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        seconds = value / 1000 if value > 1e11 else value
        try:
            return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
        except (OverflowError, OSError, ValueError):
            return None
    text = str(value).strip()
    try:
        return datetime.fromisoformat(text) if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text) else None
    except ValueError:
        return None


def times_of(values: Sequence[object]) -> list[datetime | None]:
    """Times of a line; nothing at all where none of them is one."""
    found = [time_of(value) for value in values]
    return found if any(found) else []


def number_of(text: str, what: str) -> float:
    """A number as a file writes it. "nan" and "inf" are words, and no positions."""
    text = text.strip()
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text):
        raise NotPossible(f"{what} is {text[:40]!r}, which is not a number.")
    return float(text)
