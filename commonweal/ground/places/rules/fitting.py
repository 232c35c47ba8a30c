"""How do the areas fit: together, without gaps and overlaps, and into the larger areas that hold them?"""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from commonweal.ground.places.rules.report import CheckReport, Fields, Parent, Row, some

OVERLAP_SQUARE_M = 2_000.0  # less than this between two areas is the roughness of drawn lines
MOST_OF = 0.5  # of an area lies within the one that holds it
INSIDE_SHARE = 0.9  # of an area that has to lie within its parent


def measure(rows: list[Row], metres: list[BaseGeometry], report: CheckReport) -> None:
    """The sum of the areas against what they cover together, overlaps and gaps."""
    union = shapely.union_all(metres)
    report.sum_km2 = sum(shape.area for shape in metres) / 1e6
    report.union_km2 = union.area / 1e6
    report.overlap_km2 = max(report.sum_km2 - report.union_km2, 0.0)
    pairs = _overlaps(rows, metres) if report.overlap_km2 > OVERLAP_SQUARE_M / 1e6 else []
    if pairs:
        report.say(
            "overlap",
            f"{len(pairs):,} pairs of areas overlap, by {report.overlap_km2:.2f} km² in all: {some(pairs)}.",
        )
    holes = [Polygon(ring) for part in _polygons(union) for ring in part.interiors]
    report.gap_km2 = sum(hole.area for hole in holes) / 1e6
    if holes:
        report.say("gap", f"{len(holes):,} gaps lie between the areas, {report.gap_km2:.2f} km² in all.")


def _overlaps(rows: list[Row], metres: list[BaseGeometry]) -> list[str]:
    tree = shapely.STRtree(metres)
    pairs = []
    for one, other in tree.query(metres, predicate="intersects").T:
        if one < other and shapely.intersection(metres[one], metres[other]).area > OVERLAP_SQUARE_M:
            pairs.append(f"{rows[one].name} and {rows[other].name}")
    return pairs


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return (
        [shape]
        if isinstance(shape, Polygon)
        else [p for p in getattr(shape, "geoms", ()) if isinstance(p, Polygon)]
    )


def find_parents(
    rows: list[Row], fields: Fields, parents: Sequence[Parent], report: CheckReport, *, needed: bool
) -> None:
    """By the parent's code where the file has one, otherwise by where the area lies."""
    by_code = {p.code: p for p in parents}
    shaped = [p for p in parents if p.shape is not None]
    tree = shapely.STRtree([p.shape for p in shaped])
    without, outside = [], []
    for row in rows:
        code = row.feature.text(fields.parent) if fields.parent else ""
        parent = by_code.get(code) or _holder(row.shape, tree, shaped)
        if parent is None:
            without.append(row.name)
            continue
        row.parent_key = parent.key
        report.parent_count += 1
        if parent.shape is not None and _share_inside(row.shape, parent.shape) < INSIDE_SHARE:
            outside.append(f"{row.name} (in {parent.name})")
    if without and (needed or parents):
        words = f"No larger area holds {some(without)}."
        report.stop("no parent", words) if needed else report.say("no parent", words)
    if outside:
        report.say("outside its parent", f"{some(outside)} lies more than a tenth outside.")


def _holder(shape: BaseGeometry, tree: shapely.STRtree, parents: Sequence[Parent]) -> Parent | None:
    """The parent that holds most of the area, and at least half of it."""
    touching = [parents[i] for i in tree.query(shape, predicate="intersects")]
    shares = {p: _share_inside(shape, p.shape) for p in touching}
    best = max(touching, key=lambda p: shares[p], default=None)
    return best if best is not None and shares[best] >= MOST_OF else None


def _share_inside(shape: BaseGeometry, parent: BaseGeometry | None) -> float:
    return float(shapely.intersection(shape, parent).area / shape.area) if shape.area else 0.0
