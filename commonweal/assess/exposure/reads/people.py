"""Which areas is a question laid on, and how many people of each community are counted in them?

Counts come from the tables of people that were loaded for this; communities that none of those counts come from the sizes
that the desks keep, with what is hidden there hidden here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
import shapely
from django.db.models.functions import Length

from commonweal.analysis.exposure import Areas, CountTable, attach_counts, make_areas
from commonweal.assess.exposure.models import Layer
from commonweal.assess.exposure.reads.files import refusals
from commonweal.assess.exposure.reads.layers import count_table
from commonweal.ground.places.models import Area
from commonweal.ground.places.rules.levels import PLURALS
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import CommunitySize
from commonweal.listen.engagement.reads.sizes import hidden_of
from commonweal.listen.engagement.rules.sizes import FLOOR

LEVELS = ("borough", "ward", "msoa", "lsoa")
MOST_AREAS = 8_000
"""Of one level: London has 4,835 LSOAs."""
Key = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Family:
    """What a community's people add up to together with others: a basis or a table, and a larger community."""

    of: str
    part_of: str = ""


@dataclass(frozen=True)
class Ground:
    """The layers of areas with their counts, and what to know about them."""

    layers: tuple[Areas, ...]
    families: dict[str, Family]
    sources: tuple[dict[str, str], ...]
    notes: tuple[str, ...]

    def level_of(self, name: str) -> str:
        return next(level for level in LEVELS if PLURALS[level] == name)


@dataclass(frozen=True)
class _Counted:
    """A table of counts; where it comes from, unless it is a layer that the study names itself."""

    table: CountTable
    families: dict[str, Family]
    dated_on: date
    key: int
    source: dict[str, str] | None = None


def ground_on(on: date, *, viewer: Viewer, tables: Iterable[Layer]) -> Ground:
    """Three questions, and one for each level of areas that nobody asked about since it was loaded.

    A community is counted in the smallest areas for which anybody counted it: the smaller they are, the less is guessed.
    Among tables of equal areas those loaded for this come first, then the newest.
    """
    layers, notes = _areas_on(on)
    taken: list[_Counted] = []
    families: dict[str, Family] = {}
    for each in sorted(
        _candidates(viewer, tables, layers, notes), key=lambda one: _rank(one, layers), reverse=True
    ):
        table = _without(each.table, families)
        if table.communities:
            taken.append(replace(each, table=table))
            families |= {name: each.families[name] for name in table.communities}
    if not taken:
        notes.append("No counts of people are loaded for these areas, so no people are counted.")
    with refusals():
        whole = attach_counts(layers, [each.table for each in taken])
    sources = tuple(each.source for each in taken if each.source)
    return Ground(tuple(whole), families, sources, tuple(notes))


def _candidates(
    viewer: Viewer, tables: Iterable[Layer], layers: Sequence[Areas], notes: list[str]
) -> Iterator[_Counted]:
    codes = {code for layer in layers for code in layer.codes}
    for layer in tables:
        table = count_table(layer)
        if codes.intersection(table.codes):
            families = {name: Family(layer.title) for name in table.communities}
            yield _Counted(table, families, layer.dated_on, layer.pk)
        else:
            notes.append(
                f"No area of the table “{layer.title}” is among those asked about, so it was not used."
            )
    yield from (each for each in _from_desks(viewer) if codes.intersection(each.table.codes))


def _rank(each: _Counted, layers: Sequence[Areas]) -> tuple[int, bool, date, int]:
    """The higher, the sooner it is taken. Layers come with the largest areas first."""
    shared = [len(set(layer.codes).intersection(each.table.codes)) for layer in layers]
    return shared.index(max(shared)), each.source is None, each.dated_on, each.key


def _without(table: CountTable, taken: Iterable[str]) -> CountTable:
    """The communities that nothing better has counted already."""
    known = set(taken)
    kept = [at for at, name in enumerate(table.communities) if name not in known]
    if len(kept) == len(table.communities):
        return table
    names = tuple(table.communities[at] for at in kept)
    return replace(table, communities=names, counts=table.counts[:, kept])


# Areas


def _areas_on(on: date) -> tuple[list[Areas], list[str]]:
    keys: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Area.objects.filter(Area.valid_q(on), level__in=LEVELS).exclude(boundary="").order_by("pk")
    for level, *key in rows.values_list(
        "level", "pk", "version", "code", "name", "parent__name", "load__file_digest", Length("boundary")
    ):
        keys[level].append(tuple(key))
    layers, notes = [], []
    for level in LEVELS:
        words = PLURALS[level].lower()
        if len(keys[level]) > MOST_AREAS:
            notes.append(f"There are more than {MOST_AREAS:,} {words}, too many to ask about at once.")
        elif keys[level]:
            layers.append(_layer(level, tuple(keys[level])))
        elif level in {"borough", "ward"}:
            notes.append(f"No {words} are loaded, so none are named.")
    return layers, notes


@lru_cache(maxsize=8)
def _layer(level: str, key: Key) -> Areas:
    """Kept while nothing changes: the outlines of a city take seconds to read, and a question should not."""
    shapes: dict[int, Any] = {}
    keys = [row[0] for row in key]
    for start in range(0, len(keys), 500):
        found = Area.objects.filter(pk__in=keys[start : start + 500]).values_list("pk", "boundary")
        shapes |= {pk: shapely.from_wkb(boundary) for pk, boundary in found}
    with refusals():
        return make_areas(
            PLURALS[level], [row[2] for row in key], [row[3] for row in key], [shapes[pk] for pk in keys],
            part_of=[row[4] or "" for row in key],
        )  # fmt: skip


# The sizes that the desks keep


def _from_desks(viewer: Viewer) -> Iterator[_Counted]:
    """The newest sizes of every community that all police see, by level, without what is hidden on their own pages."""
    police = [Tier.PUBLIC.value, Tier.PARTNERSHIP.value, Tier.POLICE.value]
    rows = (
        CommunitySize.objects.visible_to(viewer)
        .filter(community__tier__in=police, area__level__in=LEVELS)
        .select_related("community__parent", "area", "load")
        .defer("area__boundary", "area__outline")
        .order_by("area__level", "community_id", "-load__counted_on", "-load_id", "pk")
    )
    by_load: dict[tuple[str, int], list[tuple[Any, list[Any]]]] = defaultdict(list)
    for (level, _), found in groupby(rows, key=lambda row: (row.area.level, row.community_id)):
        group = list(found)
        newest = [row for row in group if row.load_id == group[0].load_id]
        by_load[level, newest[0].load_id].append((newest[0].community, newest))
    return map(_sizes_of, by_load.values())


def _sizes_of(communities: Sequence[tuple[Any, list[Any]]]) -> _Counted:
    codes = sorted({row.area.code for _, rows in communities for row in rows})
    places = {code: at for at, code in enumerate(codes)}
    counts = np.full((len(codes), len(communities)), np.nan)
    hidden = 0
    for column, (_, rows) in enumerate(communities):
        kept_from = hidden_of(rows)
        hidden += len(kept_from)
        for row in rows:
            if row.area_id not in kept_from:
                counts[places[row.area.code], column] = row.people
    load = communities[0][1][0].load
    notes = [f"{load.title}: {load.limits}"]
    if hidden:
        notes.append(
            f"{hidden:,} counts of small communities (below {FLOOR}, or of use to work such a one out) are kept back and "
            "not in the numbers."
        )
    families = {
        community.name: Family(community.basis, community.parent.name if community.parent else "")
        for community, _ in communities
    }
    source = {
        "title": load.title, "source": load.source, "licence": load.licence, "limits": load.limits,
        "dated_on": load.counted_on.isoformat(), "hash": load.file_digest,
    }  # fmt: skip
    names = tuple(community.name for community, _ in communities)
    table = CountTable(names, tuple(codes), counts, None, tuple(notes))
    return _Counted(table, families, load.counted_on, load.pk, source)
