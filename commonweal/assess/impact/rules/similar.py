"""Which earlier events are like this one, and by what? Every point is a fact that a person can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.design.words import listed

# By what two events may be alike: its weight, and how it is said.
WEIGHTS = {"type": 3, "trigger": 2, "community": 2, "area": 1}
ENOUGH = 3
"""Less is chance: two events in one borough are not alike for that."""
MOST_OFFERED = 5


@dataclass(frozen=True)
class Shape:
    """What is compared of an event: its type, what triggers an assessment, communities and areas, by their keys."""

    types: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    communities: frozenset[int] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """What two events share, and how much that comes to."""

    points: int
    shared: Mapping[str, tuple[str, ...]]

    @property
    def is_enough(self) -> bool:
        return self.points >= ENOUGH


def compare(one: Shape, other: Shape, names: Mapping[str, Mapping[Any, str]] | None = None) -> Likeness:
    """Each kind of likeness counts once, however many triggers, communities or areas two events share."""
    shared = {
        "type": one.types & other.types,
        "trigger": one.triggers & other.triggers,
        "community": one.communities & other.communities,
        "area": one.areas & other.areas,
    }
    words = names or {}
    told = {
        kind: tuple(sorted(str(words.get(kind, {}).get(key, key)) for key in keys))
        for kind, keys in shared.items()
        if keys
    }
    return Likeness(sum(WEIGHTS[kind] for kind in told), told)


SAID = {
    "type": "same type",
    "trigger": "same trigger",
    "community": "same communities",
    "area": "same places",
}


def in_words(found: Likeness) -> str:
    """Offered because: same type (Large event); same places (Camden and Westminster)."""
    return "; ".join(f"{SAID[kind]} ({listed(_few(names))})" for kind, names in found.shared.items())


def _few(names: tuple[str, ...]) -> Iterable[str]:
    return names if len(names) <= 4 else (*names[:3], f"{len(names) - 3} more")
