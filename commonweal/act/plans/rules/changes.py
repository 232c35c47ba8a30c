"""Which wishes does a file that came back hold, and how do they stand against the plan now?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonweal.act.plans.rules.exporting import (
    Row,
)

Tables = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Mistake:
    """Something that has to be mended in the file: where, and what to do."""

    place: str
    column: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    key: str
    heading: str
    now: str
    new: str


@dataclass(frozen=True)
class Change:
    """A row that differs or is new. seen is the version it was compared with; stale says that the file is older."""

    kind: str
    pk: int | None
    seen: int
    place: str
    name: str
    fields: tuple[FieldChange, ...]
    belongs_to: str = ""
    stale: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}" if self.pk else self.place

    @property
    def moves_a_date(self) -> bool:
        return self.pk is not None and any(f.key == "due_on" and f.now for f in self.fields)


@dataclass(frozen=True)
class Difference:
    changed: tuple[Change, ...] = ()
    new: tuple[Change, ...] = ()
    missing: tuple[Row, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    unchanged: int = 0

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.changed + self.new

    @property
    def stale(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changed if change.stale)

    @property
    def moves_a_date(self) -> bool:
        return any(change.moves_a_date for change in self.changed)


def is_same(before: str, value: str) -> bool:
    """Programs write the end of a line in different ways; that is no change."""
    return before == value or before.replace("\r\n", "\n") == value.replace("\r\n", "\n")


def as_it_is_now(changes: Iterable[Change], tables: Tables) -> tuple[Change, ...]:
    """The same wishes against the plan as it stands now; stale where somebody saved since the person looked."""
    rows = {row.code: row for table in tables.values() for row in table}
    return tuple(filter(None, (_again(change, rows.get(change.key)) for change in changes)))


def _again(change: Change, row: Row | None) -> Change | None:
    if change.pk is None:
        return change
    if row is None:
        return None
    fields = [replace(f, now=row.values.get(f.key, "")) for f in change.fields]
    left = tuple(f for f in fields if not is_same(f.now, f.new))
    stale = change.stale or row.version != change.seen
    return replace(change, fields=left, seen=row.version, stale=stale) if left else None


def to_plain(changes: Iterable[Change]) -> list[Any]:
    """As lists and texts, to travel signed through a form."""
    return [
        [
            c.kind,
            c.pk,
            c.seen,
            c.place,
            c.name,
            c.belongs_to,
            c.stale,
            [[f.key, f.heading, f.now, f.new] for f in c.fields],
        ]
        for c in changes
    ]


def from_plain(said: Iterable[Any]) -> tuple[Change, ...]:
    return tuple(
        Change(kind, pk, seen, place, name, tuple(FieldChange(*f) for f in fields), belongs, stale)
        for kind, pk, seen, place, name, belongs, stale, fields in said
    )
