"""What goes into a question about what lies near, and what comes out of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

VERSION = "2"
"""Counted up when the same files would give another answer; every assessment that rests on one carries it."""

Numbers: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]
Shapes: TypeAlias = NDArray[Any]


class NotPossible(ValueError):
    """The question cannot be answered as it was put; the message is one sentence that says why."""


@dataclass(frozen=True)
class Part:
    """One unbroken piece of a route. Names and times are empty, or there is one (or nothing) for each position."""

    positions: Sequence[tuple[float, float]]
    """Longitude and latitude in degrees (WGS 84), or metres east and north on the British National Grid."""
    names: Sequence[str] = ()
    times: Sequence[datetime | None] = ()

    def __post_init__(self) -> None:
        for what, given in (("names", self.names), ("times", self.times)):
            if len(given) not in {0, len(self.positions)}:
                raise NotPossible(
                    f"A part of the route has {len(self.positions)} positions but {len(given)} {what}; there must be "
                    "one for each, or none at all."
                )


@dataclass(frozen=True)
class NamedPoint:
    """A place on or beside the route that has a name."""

    name: str
    position: tuple[float, float]


@dataclass(frozen=True, slots=True)
class NearestPoint:
    """The point of the route that is nearest to a site."""

    lon: float
    lat: float
    name: str
    """The named place of the route that is nearest to this point. Where the route names none, the area in which the point
    lies, from the layer with the smallest areas; empty where there is none either."""
    along_m: float | None
    """Metres from the start of the route; of an area there are none."""


@dataclass(frozen=True, slots=True)
class Passing:
    """When the route passes a point: between two fixes, by even speed. It cannot be more than `give_or_take_s` off."""

    at: datetime
    give_or_take_s: float


@dataclass(frozen=True, slots=True)
class SiteNear:
    name: str
    kind: str
    distance_m: float
    nearest_point: NearestPoint
    passing: Passing | None = None


@dataclass(frozen=True, slots=True)
class AreaCrossed:
    """An area through which the route leads. Along a border, both of its sides are crossed."""

    code: str
    name: str
    layer: str
    part_of: str
    length_m: float | None
    """Of an area that is asked about there is no length."""
    from_m: float | None
    passing: Passing | None = None


@dataclass(frozen=True, slots=True)
class CommunityWithin:
    """People of one community within one distance."""

    name: str
    within_m: float
    people: float
    error: float
    """Half the width of an interval that should hold the true number in 19 of 20 cases; see docs/methods/exposure.md."""
    at_least: float
    """All who live in areas that lie wholly within the distance."""
    at_most: float
    """All who live in areas of which any part lies within the distance."""
    share: float | None
    """Of all people of this community in the areas loaded."""
    layer: str


@dataclass(frozen=True, slots=True)
class DenseArea:
    """An area within a distance in which a community's share is a multiple of its share everywhere."""

    community: str
    code: str
    name: str
    part_of: str
    within_m: float
    """The smallest of the distances asked that reaches it."""
    people: float
    share: float
    times: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what lies within a distance is covered by the areas that people were counted in."""

    within_m: float
    share: float


@dataclass(frozen=True)
class Exposure:
    within: tuple[float, ...]
    length_m: float
    sites: tuple[SiteNear, ...] = ()
    areas: tuple[AreaCrossed, ...] = ()
    communities: tuple[CommunityWithin, ...] = ()
    dense: tuple[DenseArea, ...] = ()
    covered: tuple[Coverage, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader must know before using the numbers, in sentences."""
