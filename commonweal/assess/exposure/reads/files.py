"""What does a file hold that somebody brought: a route, sites, or people by area?

The library reads from paths, so the bytes lie in a folder of their own while they are read, under a harmless name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely

from commonweal.analysis import exposure as library
from commonweal.analysis.exposure import files
from commonweal.assess.exposure.rules import asking
from commonweal.assess.exposure.rules.layers import (
    MOST_COMMUNITIES,
    MOST_COUNTED,
    MOST_KINDS,
    MOST_SITES,
    private_words,
)
from commonweal.design.words import count
from commonweal.ground.visibility.rules import NotPossible


@dataclass(frozen=True)
class Found:
    """What was read from a file of sites or people: its content, how many of each kind, and what the reader should know."""

    content: Mapping[str, Any]
    kinds: tuple[tuple[str, int], ...]
    row_count: int
    notes: tuple[str, ...] = ()
    sample: tuple[tuple[str, str], ...] = field(default=())
    """The first rows, as (name, kind), for the page on which it is confirmed."""


@contextmanager
def refusals() -> Iterator[None]:
    """The library's refusals in the words of the house: a sentence for the person, never a fault."""
    try:
        yield
    except library.NotPossible as why:
        raise NotPossible(str(why)) from None


@contextmanager
def _lying(content: bytes, name: str) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / _harmless(name)
        path.write_bytes(content)
        try:
            yield path
        except library.NotPossible as why:
            raise NotPossible(str(why).replace(str(path), path.name)) from None


def _harmless(name: str) -> str:
    tidy = re.sub(r"[^\w .()-]+", "_", name).strip(" .")[-80:]
    return tidy or "file"


def read_route(content: bytes, name: str) -> library.Route:
    """GeoJSON, GPX or KML (or a table of positions). Raises NotPossible."""
    with _lying(content, name) as path:
        return files.read_route(path)


def read_sites(content: bytes, name: str) -> Found:
    with _lying(content, name) as path:
        sites = files.read_sites(path)
    if not sites.names:
        raise NotPossible("The file holds no sites with a position.")
    if len(sites.names) > MOST_SITES:
        raise NotPossible(
            f"The file holds {len(sites.names):,} sites; {MOST_SITES:,} are the most in one layer."
        )
    kinds = Counter(sites.kinds)
    if len(kinds) > MOST_KINDS:
        raise NotPossible(
            f"The sites are of {len(kinds):,} kinds; {MOST_KINDS} are the most. Check which column says the kind."
        )
    _refuse_private([*sites.names, *kinds])
    shapes = shapely.to_wkb(shapely.force_2d(sites.shapes), hex=True, output_dimension=2)
    rows = [list(row) for row in zip(sites.names, sites.kinds, shapes.tolist(), strict=True)]
    notes = list(sites.notes)
    if kinds.get(""):
        notes.append(f"{count(kinds[''], 'site says', 'sites say')} no kind.")
    return Found(
        {"sites": rows}, tuple(sorted(kinds.items())), len(rows), tuple(notes),
        tuple(zip(sites.names[:10], sites.kinds[:10], strict=True)),
    )  # fmt: skip


def read_people(content: bytes, name: str, *, codes: frozenset[str]) -> Found:
    """codes are those of the areas that are loaded: a table that shares none with them counts nobody anywhere."""
    with _lying(content, name) as path:
        table = files.read_counts(path)
    shared = len(codes.intersection(table.codes))
    if not shared:
        raise NotPossible(
            "None of the areas in the file is among the areas that are loaded: load boundaries first."
        )
    if len(table.codes) > MOST_COUNTED or len(table.communities) > MOST_COMMUNITIES:
        raise NotPossible(
            f"The table counts {len(table.communities):,} communities in {len(table.codes):,} areas; "
            f"{MOST_COMMUNITIES} in {MOST_COUNTED:,} are the most."
        )
    _refuse_private(table.communities)
    notes = list(table.notes)
    if shared < len(table.codes):
        notes.append(f"{len(table.codes) - shared:,} of its areas are not among the areas that are loaded.")
    if table.totals is None:
        notes.append(
            "It does not say how many people there are in all, so dense areas are not named from it."
        )
    rows = np.nansum(table.counts, axis=0)
    return Found(
        {
            "communities": list(table.communities),
            "codes": list(table.codes),
            "counts": [[_known(value) for value in row] for row in table.counts.tolist()],
            "totals": None if table.totals is None else [_known(value) for value in table.totals.tolist()],
        },
        tuple((name, int(people)) for name, people in zip(table.communities, rows.tolist(), strict=True)),
        len(table.codes), tuple(notes),
        tuple((name, f"{people:,.0f} people") for name, people in zip(table.communities, rows.tolist(), strict=True)),
    )  # fmt: skip


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _refuse_private(names: Any) -> None:
    told = private_words(list(names))
    if told:
        raise NotPossible(
            f"A name in the file holds what belongs to a person, such as a telephone number or an e-mail address "
            f"(“{told[0]}”): take it out. Layers are about places."
        )


def drawn_route(typed: list[asking.Typed], shape: str) -> library.Route:
    """From typed or drawn positions. Raises NotPossible."""
    with refusals():
        if shape == "area":
            if len(typed) < 3:
                raise NotPossible("An area needs at least three points.")
            outline = shapely.Polygon([each.position for each in typed])
            named = [library.NamedPoint(each.name, each.position) for each in typed if each.name]
            return library.area_route(outline, named)
        part = library.Part([each.position for each in typed], [each.name for each in typed])
        return library.make_route([part])
