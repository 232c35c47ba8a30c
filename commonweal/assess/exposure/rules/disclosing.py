"""Which numbers of people may leave the house, so that no small one can be worked out, not even by subtraction?

A community is shown in every ring that is shown, or in none: then nothing can be squeezed between two rings. For each
community that is shown, the people within the smallest ring, between two rings, and beyond the widest one are none or at
least `FLOOR`. Those that are not shown are at least two in each family (a family is what adds up to a number that somebody
may know: everybody, or a larger community), and together none or at least `FLOOR` in each of these bands, so that what can be
worked out is their sum and no part of it. Of all choices of rings the one that shows most numbers is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

FLOOR = 100
ROUNDED_TO = 10


@dataclass(frozen=True)
class Row:
    """People of one community within each distance, from the shortest to the longest, and everywhere.

    family is what its people add up to together with others; part_of the larger community that it is a part of.
    """

    name: str
    people: tuple[float, ...]
    everywhere: float
    family: str = ""
    part_of: str = ""


@dataclass(frozen=True)
class Protected:
    """The distances that are shown, and the people of each community that is shown, rounded, in their order."""

    within: tuple[float, ...]
    shown: Mapping[str, tuple[int, ...]]
    hidden: int
    """How many communities are not shown; their names are."""
    left_out: tuple[float, ...]


def protect(within: Sequence[float], rows: Sequence[Row]) -> Protected:
    best: tuple[int, int, tuple[int, ...], frozenset[str]] | None = None
    for rings in _choices(len(within)):
        shown = shown_of(rings, rows)
        key = (len(shown) * len(rings), len(rings))
        if best is None or key > best[:2]:
            best = (*key, rings, shown)
    if best is None or not best[3]:
        return Protected((), {}, len(rows), tuple(within))
    rings, names = best[2], best[3]
    kept = {row.name: tuple(_rounded(row.people[at]) for at in rings) for row in rows if row.name in names}
    left = tuple(metres for at, metres in enumerate(within) if at not in rings)
    return Protected(tuple(within[at] for at in rings), kept, len(rows) - len(kept), left)


def shown_of(rings: Sequence[int], rows: Sequence[Row]) -> frozenset[str]:
    """Names of the communities that may be shown in these rings."""
    hidden = {row.name for row in rows if not _is_sound(bands_of(row, rings))}
    families = list(_families(rows))
    while more := set().union(*(_beside(of, members, rings, hidden) for of, members in families)) - hidden:
        hidden |= more
    return frozenset(row.name for row in rows) - hidden


def bands_of(row: Row, rings: Sequence[int]) -> tuple[float, ...]:
    """People within the smallest ring, between each two, and beyond the widest."""
    chain = [0.0, *(row.people[at] for at in rings), max(row.everywhere, row.people[rings[-1]])]
    return tuple(outer - inner for inner, outer in pairwise(chain))


def _is_sound(bands: Sequence[float]) -> bool:
    return all(people == 0 or people >= FLOOR for people in bands)


def _choices(number: int) -> Iterator[tuple[int, ...]]:
    for size in range(number, 0, -1):
        yield from combinations(range(number), size)


def _families(rows: Sequence[Row]) -> Iterator[tuple[Row | None, list[Row]]]:
    """What adds up to everybody of a family, and what adds up to a larger community that stands in the list too."""
    by_name = {row.name: row for row in rows}
    top: dict[str, list[Row]] = {}
    parts: dict[str, list[Row]] = {}
    for row in rows:
        if row.part_of in by_name:
            parts.setdefault(row.part_of, []).append(row)
        else:
            top.setdefault(row.family, []).append(row)
    yield from ((None, members) for members in top.values())
    yield from ((by_name[name], members) for name, members in parts.items())


def _beside(whole: Row | None, members: Sequence[Row], rings: Sequence[int], hidden: set[str]) -> set[str]:
    """Who has to be hidden as well. A larger community that is hidden takes its parts along: they would add up to it."""
    if whole is not None and whole.name in hidden:
        return {row.name for row in members}
    inside = [row for row in members if row.name in hidden]
    if not inside:
        return set()
    order = sorted((row for row in members if row.name not in hidden), key=lambda r: (r.people[-1], r.name))
    more: set[str] = set()
    while len(inside) < 2 or not _is_sound(_sum(inside, rings)):
        if not order:
            return more | ({whole.name} if whole is not None else set())
        inside.append(order.pop(0))
        more.add(inside[-1].name)
    return more


def _sum(rows: Sequence[Row], rings: Sequence[int]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*(bands_of(row, rings) for row in rows), strict=True)))


def _rounded(people: float) -> int:
    return round(people / ROUNDED_TO) * ROUNDED_TO
