"""What did the check of a file find, and what may be stored of it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from commonweal.ground.places.rules.files import Feature

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
class Row:
    """One feature on its way to an area."""

    feature: Feature
    code: str
    name: str
    shape: BaseGeometry
    parent_key: int | None = None


def label(feature: Feature, code: str, name: str) -> str:
    return name or code or f"feature {feature.number}"


def some(labels: Sequence[str]) -> str:
    """The first few, and how many more."""
    first = ", ".join(labels[:MOST_NAMED])
    rest = len(labels) - MOST_NAMED
    return f"{first} and {rest:,} more" if rest > 0 else first
