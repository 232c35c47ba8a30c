"""How does an area stand in a week, and what is the average over areas of which some said nothing?

Nil, missing, late and not asked are four different things. Nil is a zero, said by a person. Missing is no number at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commonweal.listen.tension.rules.deadlines import is_late


class Standing(StrEnum):
    """REPORTED and LATE have a return with content or an explicit nil; the others have none."""

    REPORTED = "reported"
    NIL = "nil"
    LATE = "late"
    MISSING = "missing"
    AWAITED = "awaited"
    NOT_ASKED = "not_asked"


WORDS = {
    Standing.REPORTED: "Reported",
    Standing.NIL: "Reported: nothing",
    Standing.LATE: "Late",
    Standing.MISSING: "Nobody reported",
    Standing.AWAITED: "Not due yet",
    Standing.NOT_ASKED: "Not asked",
}
# The four that have no level of their own, and the one before its time; as the design's map and tags call them.
MAP_KINDS = {
    Standing.REPORTED: "level",
    Standing.NIL: "nil",
    Standing.LATE: "late",
    Standing.MISSING: "missing",
    Standing.AWAITED: "not_asked",
    Standing.NOT_ASKED: "not_asked",
}
HEARD = frozenset({Standing.REPORTED, Standing.NIL, Standing.LATE})


@dataclass(frozen=True)
class Arrived:
    """A return that counts (sent and not withdrawn): when it came, whether it said nil, and how bad it was."""

    arrived_at: datetime
    due_at: datetime
    is_nil: bool
    rank: int | None = None
    items: int = 0


@dataclass(frozen=True)
class AskedOf:
    """One body asked about one area in one week: by when, and what came, if anything did."""

    due_at: datetime
    arrived: Arrived | None = None


@dataclass(frozen=True)
class AreaWeek:
    """How one area stands in one week. rank and items are None where nobody has said anything: missing is no zero."""

    standing: Standing
    is_nil: bool = False
    rank: int | None = None
    items: int | None = None
    asked: int = 0
    heard: int = 0
    late: int = 0

    @property
    def silent(self) -> int:
        return self.asked - self.heard


def standing_of(asked: AskedOf, *, at: datetime) -> Standing:
    """One body's standing."""
    came = asked.arrived
    if came is None:
        return Standing.MISSING if is_late(at, asked.due_at) else Standing.AWAITED
    if is_late(came.arrived_at, came.due_at):
        return Standing.LATE
    return Standing.NIL if came.is_nil else Standing.REPORTED


def combine(bodies: Iterable[AskedOf], *, at: datetime) -> AreaWeek:
    """An area's standing from everybody asked about it: the worst level that anybody reported, never an average."""
    bodies = list(bodies)
    if not bodies:
        return AreaWeek(Standing.NOT_ASKED)
    came = [body.arrived for body in bodies if body.arrived]
    standings = [standing_of(body, at=at) for body in bodies]
    late = standings.count(Standing.LATE)
    if not came:
        silent = Standing.MISSING if Standing.MISSING in standings else Standing.AWAITED
        return AreaWeek(silent, asked=len(bodies))
    is_nil = all(each.is_nil for each in came)
    standing = Standing.LATE if late == len(came) else Standing.NIL if is_nil else Standing.REPORTED
    return AreaWeek(
        standing,
        is_nil=is_nil,
        rank=_worst(came),
        items=sum(0 if each.is_nil else each.items for each in came),
        asked=len(bodies),
        heard=len(came),
        late=late,
    )


def _worst(came: list[Arrived]) -> int | None:
    ranks = [0 if each.is_nil else each.rank for each in came]
    known = [rank for rank in ranks if rank is not None]
    return max(known) if known else None


@dataclass(frozen=True)
class Average:
    """A mean with what it rests on: n areas with a level, how many of the areas asked said nothing, how many were not asked."""

    mean: float | None
    n: int
    missing: int
    not_asked: int


def average(areas: Iterable[AreaWeek]) -> Average:
    """Over the areas that were heard: a nil counts as 0, a missing one counts as nothing and is said beside it."""
    areas = list(areas)
    ranks = [area.rank for area in areas if area.standing in HEARD and area.rank is not None]
    not_asked = sum(area.standing == Standing.NOT_ASKED for area in areas)
    return Average(
        mean=sum(ranks) / len(ranks) if ranks else None,
        n=len(ranks),
        missing=len(areas) - len(ranks) - not_asked,
        not_asked=not_asked,
    )


def tally(areas: Iterable[AreaWeek]) -> dict[Standing, int]:
    """How many areas stand in each way; every way is named, also where it is none."""
    counted = dict.fromkeys(Standing, 0)
    for area in areas:
        counted[area.standing] += 1
    return counted
