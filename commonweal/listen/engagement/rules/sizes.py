"""Which counts of people may be shown, so that nobody in a small community can be picked out, not even by subtraction?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FLOOR = 100
LEVELS = ("100 to 999", "1,000 to 4,999", "5,000 to 9,999", "10,000 to 24,999", "25,000 or more")
_EDGES = (1_000, 5_000, 10_000, 25_000)


@dataclass(frozen=True)
class Count:
    """How many people of a community live in one area; parent is the area that holds it."""

    area: int
    parent: int | None
    people: int


def level_of(people: int) -> int:
    """The shade of the map, from 0."""
    return sum(people >= edge for edge in _EDGES)


def hidden_areas(counts: Iterable[Count]) -> frozenset[int]:
    """The areas whose count is not shown: those below the floor, and enough others beside them.

    Where the count of the larger area is known, one hidden count could be worked out by subtraction, and so could the
    sum of several. So wherever anything is hidden, the next smallest is hidden too until at least two are hidden and
    what they hide together is no less than the floor.
    """
    rows = list({count.area: count for count in counts}.values())
    hidden = {count.area for count in rows if count.people < FLOOR}
    families: dict[int | None, list[Count]] = defaultdict(list)
    for count in rows:
        if count.parent is not None:
            families[count.parent].append(count)
    families[None] = rows  # somebody else may publish the sum of them all
    # Hiding one more for one family may leave it alone in another: again, until nothing is added.
    while more := set().union(*(_beside(children, hidden) for children in families.values())):
        hidden |= more
    return frozenset(hidden)


def _beside(children: Iterable[Count], hidden: set[int]) -> set[int]:
    ordered = sorted(children, key=lambda c: (c.people, c.area))
    inside = [c for c in ordered if c.area in hidden]
    if not inside:
        return set()
    more = [c for c in ordered if c.area not in hidden]
    taken: list[Count] = []
    while more and (len(inside) + len(taken) < 2 or sum(c.people for c in inside + taken) < FLOOR):
        taken.append(more.pop(0))
    return {c.area for c in taken}


def is_worth_naming(people: int | None) -> bool:
    """May a community be named for an area on the list of those who were not heard?"""
    return people is not None and people >= FLOOR


def total_shown(people: Mapping[int, int], hidden: Iterable[int]) -> int:
    """The sum of what is shown, and of nothing else."""
    kept = set(people) - set(hidden)
    return sum(people[area] for area in kept)
