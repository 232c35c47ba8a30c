"""Is each outline where it should be, and sound? What was mended is said."""

from __future__ import annotations

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from commonweal.ground.places.rules import grid
from commonweal.ground.places.rules.report import CheckReport, Row, label, some

LARGEST_REPAIR = 0.01  # a repair that changes an area by more than this share is no repair


def placed(rows: list[Row], report: CheckReport) -> list[Row]:
    """The file's positions as degrees: the British grid is converted, and said; swapped positions are refused."""
    if not rows:
        return rows
    shapes = [row.shape for row in rows]
    if not all(map(_is_finite, shapes)):
        bad = [label(r.feature, r.code, r.name) for r in rows if not _is_finite(r.shape)]
        report.stop("no shape", f"{some(bad)} has a position that is no number.")
        return [r for r in rows if _is_finite(r.shape)]
    if grid.looks_like_metres(shapely.total_bounds(shapes)):
        report.say("metres", "The positions are metres of the British grid; they were turned into degrees.")
        for row, shape in zip(rows, grid.in_degrees(shapes), strict=True):
            row.shape = shape
    swapped = [label(r.feature, r.code, r.name) for r in rows if grid.looks_swapped(r.shape.bounds)]
    if swapped:
        report.stop(
            "swapped", f"{some(swapped)} has latitude before longitude: turn them round and send it again."
        )
    abroad = [
        label(r.feature, r.code, r.name)
        for r in rows
        if not grid.within_kingdom(r.shape.bounds) and not grid.looks_swapped(r.shape.bounds)
    ]
    if abroad:
        report.stop("abroad", f"{some(abroad)} lies outside the United Kingdom.")
    return [r for r in rows if grid.within_kingdom(r.shape.bounds)]


def _is_finite(shape: BaseGeometry) -> bool:
    return all(abs(bound) < 1e9 for bound in shape.bounds)


def is_sound(row: Row, report: CheckReport) -> bool:
    """Is the outline sound, or can it be repaired without becoming another? Both are said."""
    if row.shape.is_valid:
        return True
    called, why = label(row.feature, row.code, row.name), explain_validity(row.shape).split("[")[0].lower()
    repaired = _areas_of(shapely.make_valid(row.shape))
    # Parts that cross count against each other in an unsound outline, so a crossing of any size shows in its area.
    before, after = float(row.shape.area), float(repaired.area)
    if before > 0 and abs(after - before) / before <= LARGEST_REPAIR:
        report.say("repaired", f"{called} was not sound ({why}) and was repaired.")
        row.shape = repaired
        return True
    report.stop(
        "not sound", f"{called} is not sound ({why}) and cannot be repaired without changing its shape."
    )
    return False


def _areas_of(shape: BaseGeometry) -> BaseGeometry:
    """Only what is an area: a repair may leave lines and points behind."""
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    parts = [part for part in getattr(shape, "geoms", ()) if isinstance(part, Polygon | MultiPolygon)]
    return shapely.union_all(parts) if parts else MultiPolygon()
