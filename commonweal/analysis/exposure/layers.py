"""Which sites, and which areas with how many people, is a route laid beside?

A layer is made once and asked often: it keeps its shapes in metres and an index over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from commonweal.analysis.exposure import grid
from commonweal.analysis.exposure.outlines import mended
from commonweal.analysis.exposure.values import NotPossible, Numbers, Shapes


@dataclass(frozen=True, eq=False)
class Sites:
    """Places with a name and a kind. Made by `make_sites`."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    shapes: Shapes
    notes: tuple[str, ...] = ()

    @cached_property
    def tree(self) -> Any:
        return shapely.STRtree(self.shapes)

    def of_kinds(self, kinds: Sequence[str]) -> Sites:
        """Only those of the kinds named, in any case. Raises NotPossible for a kind that no site has."""
        wanted = {kind.casefold() for kind in kinds}
        unknown = wanted - {kind.casefold() for kind in self.kinds}
        if unknown:
            raise NotPossible(
                f"No site is of the kind {min(unknown)!r}; there are: {', '.join(self._kinds())}."
            )
        kept = [at for at, kind in enumerate(self.kinds) if kind.casefold() in wanted]
        return Sites(
            tuple(self.names[at] for at in kept), tuple(self.kinds[at] for at in kept), self.shapes[kept], self.notes
        )  # fmt: skip

    def _kinds(self) -> list[str]:
        return sorted({kind or "(none)" for kind in self.kinds})[:30]


@dataclass(frozen=True, eq=False)
class CountTable:
    """People of each community by the code of an area. What is missing is NaN and never nought."""

    communities: tuple[str, ...]
    codes: tuple[str, ...]
    counts: Numbers
    """Shape (codes, communities)."""
    totals: Numbers | None = None
    """Everybody in each area, where the table says so."""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.codes), len(self.communities)):
            raise NotPossible(
                "A table of counts must have a row for each area and a column for each community."
            )
        if (self.counts < 0).any() or np.isinf(self.counts).any():
            raise NotPossible("A count of people is below 0 or without end.")


@dataclass(frozen=True, eq=False)
class Areas:
    """Areas that should not overlap, with counts of people or without. Made by `make_areas` and `attach_counts`."""

    name: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    part_of: tuple[str, ...]
    shapes: Shapes
    sizes: Numbers
    """Square metres."""
    communities: tuple[str, ...] = ()
    counts: Numbers | None = None
    """Shape (areas, communities); missing counts stand as 0 here, and `notes` says how many there are."""
    totals: Numbers | None = None
    """Shape (areas, communities): everybody by the table that the community's count comes from; NaN where unknown."""
    notes: tuple[str, ...] = ()

    @cached_property
    def tree(self) -> Any:
        return shapely.STRtree(self.shapes)

    @cached_property
    def everywhere(self) -> Numbers:
        """People of each community in all areas together."""
        return np.zeros(0) if self.counts is None else self.counts.sum(axis=0)


def make_sites(
    names: Sequence[str], kinds: Sequence[str], shapes: Sequence[Any], *, notes: Sequence[str] = ()
) -> Sites:
    """Sites from shapes in degrees (longitude first) or metres. Raises NotPossible."""
    if not len(names) == len(kinds) == len(shapes):
        raise NotPossible("Each site needs a name, a kind and a position.")
    moved = grid.shapes_on_grid(_array(shapes), lambda at: f"The site {names[at]!r}")
    return Sites(tuple(names), tuple(kinds), moved, tuple(notes))


def make_areas(
    name: str,
    codes: Sequence[str],
    names: Sequence[str],
    shapes: Sequence[Any],
    *,
    part_of: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Areas:
    """Areas from shapes in degrees (longitude first) or metres; outlines that cross themselves are mended, and said."""
    if len(set(codes)) < len(codes):
        twice = Counter(codes).most_common(1)[0][0]
        raise NotPossible(f"The area {twice!r} stands in {name} twice.")
    moved = grid.shapes_on_grid(_array(shapes), lambda at: f"The area {codes[at]!r}")
    unsound: list[int] = np.flatnonzero(~shapely.is_valid(moved)).tolist()
    said = list(notes)
    for at in unsound:
        moved[at] = mended(moved[at])
    if len(unsound):
        said.append(
            f"{len(unsound):,} outlines of {name} crossed themselves and were mended, {codes[unsound[0]]} among them."
        )
    sizes = shapely.area(moved).astype(np.float64)
    flat = [codes[at] for at in np.flatnonzero(sizes == 0).tolist()]
    if flat:
        raise NotPossible(f"The area {flat[0]!r} of {name} has no extent.")
    return Areas(name, tuple(codes), tuple(names), tuple(part_of) or ("",) * len(codes), moved, sizes, notes=tuple(said))  # fmt: skip


def attach_counts(layers: Sequence[Areas], tables: Sequence[CountTable]) -> list[Areas]:
    """Each table laid on the layer whose codes it shares. Raises NotPossible where it shares none.

    A community that is counted for two layers is taken from the one with the smaller areas, which is more exact.
    """
    made = list(layers)
    for table in tables:
        shared = [len(set(layer.codes) & set(table.codes)) for layer in made]
        if not any(shared):
            first = f" such as {table.codes[0]!r}" if table.codes else ""
            raise NotPossible(f"The counts are for areas{first} that are not among the areas loaded.")
        at = int(np.argmax(shared))
        made[at] = _with_counts(made[at], table)
    seen: set[str] = set()
    for layer in sorted(
        (each for each in made if len(each.codes)), key=lambda each: float(each.sizes.mean())
    ):
        kept = [at for at, name in enumerate(layer.communities) if name not in seen]
        seen.update(layer.communities)
        made[made.index(layer)] = _only_communities(layer, kept)
    return made


def _with_counts(layer: Areas, table: CountTable) -> Areas:
    if set(layer.communities) & set(table.communities):
        raise NotPossible(
            f"{min(set(layer.communities) & set(table.communities))!r} is counted in two tables."
        )
    rows: Mapping[str, int] = {code: at for at, code in enumerate(table.codes)}
    places = np.array([rows.get(code, -1) for code in layer.codes], dtype=np.intp)
    found = np.where(places[:, None] >= 0, table.counts[places], np.nan)
    totals = np.full(len(places), np.nan) if table.totals is None else np.where(places >= 0, table.totals[places], np.nan)  # fmt: skip
    columns, everybody = np.nan_to_num(found, nan=0.0), np.repeat(totals[:, None], found.shape[1], axis=1)
    if layer.counts is not None and layer.totals is not None:
        columns, everybody = np.hstack([layer.counts, columns]), np.hstack([layer.totals, everybody])
    return replace(
        layer, communities=(*layer.communities, *table.communities), counts=columns, totals=everybody,
        notes=(*layer.notes, *table.notes, *_said_of(layer, table, places, found)),
    )  # fmt: skip


def _said_of(layer: Areas, table: CountTable, places: Any, found: Numbers) -> list[str]:
    said = []
    without = [layer.codes[at] for at in np.flatnonzero(places < 0)]
    if without:
        said.append(
            f"{len(without):,} areas of {layer.name} have no counts, {without[0]} among them: nobody is counted there."
        )
    elsewhere = set(table.codes) - set(layer.codes)
    if elsewhere:
        said.append(
            f"{len(elsewhere):,} areas are counted that {layer.name} does not have, {min(elsewhere)} among them."
        )
    missing = int(np.isnan(found[places >= 0]).sum())
    if missing:
        said.append(
            f"{missing:,} counts for {layer.name} are missing: the people there are not in the numbers."
        )
    if table.totals is None:
        said.append(
            f"The counts for {layer.name} do not say how many people there are in all, so dense areas are not named."
        )
    return said


def _only_communities(layer: Areas, kept: list[int]) -> Areas:
    if layer.counts is None or layer.totals is None or len(kept) == len(layer.communities):
        return layer
    names = tuple(layer.communities[at] for at in kept)
    note = f"{len(layer.communities) - len(kept)} communities of {layer.name} are counted for smaller areas and taken from there."
    return replace(
        layer, communities=names, counts=layer.counts[:, kept], totals=layer.totals[:, kept], notes=(*layer.notes, note)
    )  # fmt: skip


def _array(shapes: Sequence[Any]) -> Shapes:
    """One-dimensional whatever the shapes are: numpy would take a sequence of points apart."""
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made
