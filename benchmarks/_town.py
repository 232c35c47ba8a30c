"""What does a made-up city look like that is as large as London in areas: outlines, counts, sites and a route?

Square areas whose common borders wander, so neighbours fit without a gap; on average 89 corners each, as those of the
census have. The same every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

EAST, NORTH, SIDE = 503_000.0, 156_000.0, 560.0
STEPS = 22
"""Straight pieces of one side of an area: four sides are 88, and the first corner stands twice."""


@dataclass(frozen=True)
class City:
    codes: list[str]
    outlines: list[Any]
    counts: np.ndarray
    sites: np.ndarray
    route: list[tuple[float, float]]


def city(areas: int = 5_000, communities: int = 20, sites: int = 50_000, positions: int = 500) -> City:
    rng = np.random.default_rng(2024)
    across = int(np.ceil(areas**0.5))
    outlines = _outlines(across, rng)[:areas]
    counts = rng.gamma(0.6, 120, (areas, communities)).round()
    points = np.array([EAST, NORTH]) + rng.uniform(0, across * SIDE, (sites, 2))
    return City(
        [f"A{at:05}" for at in range(areas)],
        outlines,
        counts,
        shapely.points(points),
        _route(across, positions, rng),
    )


def _outlines(across: int, rng: np.random.Generator) -> list[Any]:
    corners = np.stack(np.meshgrid(np.arange(across + 1), np.arange(across + 1)), axis=-1) * SIDE
    corners = corners + rng.uniform(-0.2, 0.2, corners.shape) * SIDE + [EAST, NORTH]
    level = {
        (y, x): _border(corners[y, x], corners[y, x + 1], rng)
        for y in range(across + 1)
        for x in range(across)
    }
    upright = {
        (y, x): _border(corners[y, x], corners[y + 1, x], rng)
        for y in range(across)
        for x in range(across + 1)
    }
    return [
        shapely.Polygon(np.vstack([
            level[y, x], upright[y, x + 1][1:], level[y + 1, x][::-1][1:], upright[y, x][::-1][1:]
        ]))
        for y in range(across) for x in range(across)
    ]  # fmt: skip


def _border(start: np.ndarray, end: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """From one corner to the next, wandering to one side and the other, but never so far that two borders meet."""
    t = np.linspace(0, 1, STEPS + 1)[:, None]
    across = np.array([start[1] - end[1], end[0] - start[0]])
    wander = rng.normal(0, 0.02, (STEPS + 1, 1)) * np.sin(np.pi * t)
    return np.asarray(start + t * (end - start) + wander * across)


def _route(across: int, positions: int, rng: np.random.Generator) -> list[tuple[float, float]]:
    """About 10 km through the middle, turning a little at every step."""
    step = 10_000 / (positions - 1)
    heading = np.cumsum(rng.normal(0, 0.12, positions - 1))
    at = np.vstack(
        [[0.0, 0.0], np.cumsum(np.column_stack([np.cos(heading), np.sin(heading)]) * step, axis=0)]
    )
    middle = np.array([EAST, NORTH]) + across * SIDE / 2
    return [tuple(row) for row in (at - at.mean(axis=0) + middle).tolist()]
