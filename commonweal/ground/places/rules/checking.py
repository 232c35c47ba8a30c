"""May these features be stored as areas? Every feature is looked at before anything is kept, and the report says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from commonweal.ground.places.rules import grid
from commonweal.ground.places.rules.files import Feature
from commonweal.ground.places.rules.levels import DETAIL

LARGEST_REPAIR = 0.01  # a repair that changes an area by more than this share is no repair
OVERLAP_SQUARE_M = 2_000.0  # less than this between two areas is the roughness of drawn lines
MOST_OF = 0.5  # of an area lies within the one that holds it
INSIDE_SHARE = 0.9  # of an area that has to lie within its parent
MOST_NAMED = 8  # examples in one line of the report


@dataclass(frozen=True)
class Finding:
    """One line of the report. What stops has to be mended first; the rest is only said."""

    kind: str
    stops: bool
    words: str


@dataclass(frozen=True)
class Parent:
    """An area that is stored already and may hold the new ones; shape in degrees."""

    key: int
    code: str
    name: str
    shape: BaseGeometry | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Prepared:
    """One area, checked and ready to be stored."""

    code: str
    name: str
    boundary: str
    outline: str
    square_km: float
    parent_key: int | None = None


@dataclass(frozen=True)
class Fields:
    """Which property holds what; a code may also be looked up by the name."""

    code: str = "code"
    name: str = "name"
    parent: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass
class CheckReport:
    """What was found in a file, and the areas that may be stored (none where something stops)."""

    level: str
    feature_count: int = 0
    findings: list[Finding] = field(default_factory=list)
    areas: tuple[Prepared, ...] = ()
    sum_km2: float = 0.0
    union_km2: float = 0.0
    overlap_km2: float = 0.0
    gap_km2: float = 0.0
    parent_count: int = 0

    @property
    def may_be_stored(self) -> bool:
        return bool(self.feature_count) and not any(f.stops for f in self.findings)

    @property
    def stopping(self) -> list[Finding]:
        return [f for f in self.findings if f.stops]

    @property
    def said(self) -> list[Finding]:
        return [f for f in self.findings if not f.stops]

    def stop(self, kind: str, words: str) -> None:
        self.findings.append(Finding(kind, True, words))

    def say(self, kind: str, words: str) -> None:
        self.findings.append(Finding(kind, False, words))


@dataclass
class _Row:
    """One feature on its way to an area."""

    feature: Feature
    code: str
    name: str
    shape: BaseGeometry
    parent_key: int | None = None


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
    rows = _placed(rows, report)
    rows = [row for row in rows if _sound(row, report)]
    if not rows:
        return report
    metres = grid.in_metres([row.shape for row in rows])
    _measure(rows, metres, report)
    _find_parents(rows, fields, parents, report, needed=needs_parent)
    if report.may_be_stored:
        report.areas = tuple(_prepare(rows, metres, level))
    return report


def code_of(feature: Feature, fields: Fields) -> str:
    return feature.text(fields.code) or fields.codes.get(name_of(feature, fields), "")


def name_of(feature: Feature, fields: Fields) -> str:
    return feature.text(fields.name) or feature.text("id")


def _rows(features: Sequence[Feature], fields: Fields, report: CheckReport) -> Iterator[_Row]:
    shapeless = []
    for feature in features:
        code, name = code_of(feature, fields), name_of(feature, fields)
        if feature.shape is None or feature.shape.is_empty:
            shapeless.append(_label(feature, code, name))
        else:
            yield _Row(feature, code, name, shapely.force_2d(feature.shape))
    if shapeless:
        report.stop("no shape", f"{_some(shapeless)} has no outline that is an area.")


def _check_codes(features: Sequence[Feature], fields: Fields, stored: set[str], report: CheckReport) -> None:
    labels = [(f, code_of(f, fields), name_of(f, fields)) for f in features]
    if missing := [_label(f, code, name) for f, code, name in labels if not code]:
        given = ", ".join(sorted(features[0].properties)) or "none"
        report.stop(
            "no code", f"{_some(missing)} has no code in '{fields.code}'; the file's properties are: {given}."
        )
    if missing := [_label(f, code, name) for f, code, name in labels if not name]:
        report.stop("no name", f"{_some(missing)} has no name in '{fields.name}'.")
    if long := [code for _, code, _ in labels if len(code) > 20]:
        report.stop("no code", f"{_some(long)} is too long for an official code.")
    if twice := [c for c, n in Counter(code for _, code, _ in labels if code).items() if n > 1]:
        report.stop("twice", f"The code {_some(twice)} stands more than once.")
    if twice := [n for n, times in Counter(name for _, _, name in labels if name).items() if times > 1]:
        report.say("same name", f"The name {_some(twice)} stands more than once, with different codes.")
    if known := sorted({code for _, code, _ in labels if code in stored}):
        report.stop("stored already", f"{_some(known)} is stored already from that day.")


def _placed(rows: list[_Row], report: CheckReport) -> list[_Row]:
    """The file's positions as degrees: the British grid is converted, and said; swapped positions are refused."""
    if not rows:
        return rows
    shapes = [row.shape for row in rows]
    if not all(map(_is_finite, shapes)):
        bad = [_label(r.feature, r.code, r.name) for r in rows if not _is_finite(r.shape)]
        report.stop("no shape", f"{_some(bad)} has a position that is no number.")
        return [r for r in rows if _is_finite(r.shape)]
    if grid.looks_like_metres(shapely.total_bounds(shapes)):
        report.say("metres", "The positions are metres of the British grid; they were turned into degrees.")
        for row, shape in zip(rows, grid.in_degrees(shapes), strict=True):
            row.shape = shape
    swapped = [_label(r.feature, r.code, r.name) for r in rows if grid.looks_swapped(r.shape.bounds)]
    if swapped:
        report.stop(
            "swapped", f"{_some(swapped)} has latitude before longitude: turn them round and send it again."
        )
    abroad = [
        _label(r.feature, r.code, r.name)
        for r in rows
        if not grid.within_kingdom(r.shape.bounds) and not grid.looks_swapped(r.shape.bounds)
    ]
    if abroad:
        report.stop("abroad", f"{_some(abroad)} lies outside the United Kingdom.")
    return [r for r in rows if grid.within_kingdom(r.shape.bounds)]


def _is_finite(shape: BaseGeometry) -> bool:
    return all(abs(bound) < 1e9 for bound in shape.bounds)


def _sound(row: _Row, report: CheckReport) -> bool:
    """Is the outline sound, or can it be repaired without becoming another? Both are said."""
    if row.shape.is_valid:
        return True
    label, why = _label(row.feature, row.code, row.name), explain_validity(row.shape).split("[")[0].lower()
    repaired = _areas_of(shapely.make_valid(row.shape))
    # Parts that cross count against each other in an unsound outline, so a crossing of any size shows in its area.
    before, after = float(row.shape.area), float(repaired.area)
    if before > 0 and abs(after - before) / before <= LARGEST_REPAIR:
        report.say("repaired", f"{label} was not sound ({why}) and was repaired.")
        row.shape = repaired
        return True
    report.stop(
        "not sound", f"{label} is not sound ({why}) and cannot be repaired without changing its shape."
    )
    return False


def _areas_of(shape: BaseGeometry) -> BaseGeometry:
    """Only what is an area: a repair may leave lines and points behind."""
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    parts = [part for part in getattr(shape, "geoms", ()) if isinstance(part, Polygon | MultiPolygon)]
    return shapely.union_all(parts) if parts else MultiPolygon()


def _measure(rows: list[_Row], metres: list[BaseGeometry], report: CheckReport) -> None:
    """The sum of the areas against what they cover together, overlaps and gaps."""
    union = shapely.union_all(metres)
    report.sum_km2 = sum(shape.area for shape in metres) / 1e6
    report.union_km2 = union.area / 1e6
    report.overlap_km2 = max(report.sum_km2 - report.union_km2, 0.0)
    pairs = _overlaps(rows, metres) if report.overlap_km2 > OVERLAP_SQUARE_M / 1e6 else []
    if pairs:
        report.say(
            "overlap",
            f"{len(pairs):,} pairs of areas overlap, by {report.overlap_km2:.2f} km² in all: {_some(pairs)}.",
        )
    holes = [Polygon(ring) for part in _polygons(union) for ring in part.interiors]
    report.gap_km2 = sum(hole.area for hole in holes) / 1e6
    if holes:
        report.say("gap", f"{len(holes):,} gaps lie between the areas, {report.gap_km2:.2f} km² in all.")


def _overlaps(rows: list[_Row], metres: list[BaseGeometry]) -> list[str]:
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


def _find_parents(
    rows: list[_Row], fields: Fields, parents: Sequence[Parent], report: CheckReport, *, needed: bool
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
        words = f"No larger area holds {_some(without)}."
        report.stop("no parent", words) if needed else report.say("no parent", words)
    if outside:
        report.say("outside its parent", f"{_some(outside)} lies more than a tenth outside.")


def _holder(shape: BaseGeometry, tree: shapely.STRtree, parents: Sequence[Parent]) -> Parent | None:
    """The parent that holds most of the area, and at least half of it."""
    touching = [parents[i] for i in tree.query(shape, predicate="intersects")]
    shares = {p: _share_inside(shape, p.shape) for p in touching}
    best = max(touching, key=lambda p: shares[p], default=None)
    return best if best is not None and shares[best] >= MOST_OF else None


def _share_inside(shape: BaseGeometry, parent: BaseGeometry | None) -> float:
    return float(shapely.intersection(shape, parent).area / shape.area) if shape.area else 0.0


def _prepare(rows: list[_Row], metres: list[BaseGeometry], level: str) -> Iterator[Prepared]:
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


def _label(feature: Feature, code: str, name: str) -> str:
    return name or code or f"feature {feature.number}"


def _some(labels: Sequence[str]) -> str:
    """The first few, and how many more."""
    first = ", ".join(labels[:MOST_NAMED])
    rest = len(labels) - MOST_NAMED
    return f"{first} and {rest:,} more" if rest > 0 else first
