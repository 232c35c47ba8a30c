"""May these features be stored as areas? Every feature is looked at before anything is kept, and the report says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from commonweal.ground.places.rules import grid
from commonweal.ground.places.rules.files import Feature
from commonweal.ground.places.rules.fitting import find_parents, measure
from commonweal.ground.places.rules.levels import DETAIL
from commonweal.ground.places.rules.report import (
    CheckReport,
    Fields,
    Finding,
    Parent,
    Prepared,
    Row,
    label,
    some,
)
from commonweal.ground.places.rules.soundness import is_sound, placed

__all__ = ["CheckReport", "Fields", "Finding", "Parent", "Prepared", "check_features", "outlines"]


def check_features(
    features: Sequence[Feature],
    *,
    level: str,
    fields: Fields | None = None,
    parents: Sequence[Parent] = (),
    needs_parent: bool = False,
    stored: Iterable[str] = (),
) -> CheckReport:
    """Everything about a file at once, so that all of it can be mended in one go.

    stored holds the codes that are kept already for the same first day. needs_parent stops where an area has no parent
    among those given.
    """
    fields = fields or Fields()
    report = CheckReport(level=level, feature_count=len(features))
    rows = list(_rows(features, fields, report))
    _check_codes(features, fields, set(stored), report)
    rows = placed(rows, report)
    rows = [row for row in rows if is_sound(row, report)]
    if not rows:
        return report
    metres = grid.in_metres([row.shape for row in rows])
    measure(rows, metres, report)
    find_parents(rows, fields, parents, report, needed=needs_parent)
    if report.may_be_stored:
        report.areas = tuple(_prepare(rows, metres, level))
    return report


def code_of(feature: Feature, fields: Fields) -> str:
    return feature.text(fields.code) or fields.codes.get(name_of(feature, fields), "")


def name_of(feature: Feature, fields: Fields) -> str:
    return feature.text(fields.name) or feature.text("id")


def _rows(features: Sequence[Feature], fields: Fields, report: CheckReport) -> Iterator[Row]:
    shapeless = []
    for feature in features:
        code, name = code_of(feature, fields), name_of(feature, fields)
        if feature.shape is None or feature.shape.is_empty:
            shapeless.append(label(feature, code, name))
        else:
            yield Row(feature, code, name, shapely.force_2d(feature.shape))
    if shapeless:
        report.stop("no shape", f"{some(shapeless)} has no outline that is an area.")


def _check_codes(features: Sequence[Feature], fields: Fields, stored: set[str], report: CheckReport) -> None:
    labels = [(f, code_of(f, fields), name_of(f, fields)) for f in features]
    if missing := [label(f, code, name) for f, code, name in labels if not code]:
        given = ", ".join(sorted(features[0].properties)) or "none"
        report.stop(
            "no code", f"{some(missing)} has no code in '{fields.code}'; the file's properties are: {given}."
        )
    if missing := [label(f, code, name) for f, code, name in labels if not name]:
        report.stop("no name", f"{some(missing)} has no name in '{fields.name}'.")
    if long := [code for _, code, _ in labels if len(code) > 20]:
        report.stop("no code", f"{some(long)} is too long for an official code.")
    if twice := [c for c, n in Counter(code for _, code, _ in labels if code).items() if n > 1]:
        report.stop("twice", f"The code {some(twice)} stands more than once.")
    if twice := [n for n, times in Counter(name for _, _, name in labels if name).items() if times > 1]:
        report.say("same name", f"The name {some(twice)} stands more than once, with different codes.")
    if known := sorted({code for _, code, _ in labels if code in stored}):
        report.stop("stored already", f"{some(known)} is stored already from that day.")


def _prepare(rows: list[Row], metres: list[BaseGeometry], level: str) -> Iterator[Prepared]:
    for row, shape, outline in zip(rows, metres, outlines(metres, DETAIL[level]), strict=True):
        yield Prepared(
            code=row.code,
            name=row.name,
            boundary=shapely.to_wkb(row.shape, hex=True),
            outline=shapely.to_wkb(outline, hex=True),
            square_km=round(shape.area / 1e6, 4),
            parent_key=row.parent_key,
        )


def outlines(metres: Sequence[BaseGeometry], detail: float) -> list[BaseGeometry]:
    """Simplified for drawing. Neighbours keep their common line; where areas overlap each is simplified by itself."""
    if len(metres) > 1 and bool(shapely.coverage_is_valid(list(metres))):
        return list(shapely.coverage_simplify(list(metres), detail))
    return [shape.simplify(detail / 2, preserve_topology=True) for shape in metres]
