"""What would somebody in this role see? Row by row and column by column, without showing the asker more than they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst

from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import enforces_immigration
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.models import ALWAYS_PUBLIC, VisibleModel
from commonweal.ground.visibility.rules import TIER_CHOICES, Holding, Viewer

ROWS_SHOWN = 50
TIER_WORDS = {**dict(TIER_CHOICES), "personal": "Facts about a person"}


@dataclass(frozen=True)
class SeenColumn:
    """One column: for whom it is, whether the role sees it, and its value where the asker may see it too."""

    label: str
    tier: str
    is_seen: bool
    value: str | None


@dataclass(frozen=True)
class SeenRow:
    pk: Any
    words: str
    is_seen: bool


@dataclass(frozen=True)
class Seen:
    """How much of a table the role sees, the first rows, and one row in full where one was asked for."""

    kind: str
    visible: int
    total: int
    rows: list[SeenRow]
    columns: list[SeenColumn]
    row: SeenRow | None


def record_kinds() -> list[tuple[str, str]]:
    """Every table that hides rows or columns: (label, name in words)."""
    kinds = [m for m in apps.get_models() if issubclass(m, VisibleModel)]
    named = [(m._meta.label_lower, capfirst(str(m._meta.verbose_name))) for m in kinds]
    return sorted(named, key=lambda kind: kind[1])


def viewer_in(role: str, organisation: Organisation | None) -> Viewer:
    """Somebody who holds this one role there; no role is a member of the public."""
    if not role:
        return Viewer()
    held = Holding(role)
    if organisation is not None:
        held = Holding(role, organisation.pk, organisation.name, enforces_immigration(organisation))
    return as_viewer([held], name="Somebody in this role")


def see_as(kind: str, them: Viewer, *, asker: Viewer, pk: str = "") -> Seen:
    model: Any = apps.get_model(kind)
    theirs = model.objects.visible_to(them)
    ours = model.objects.visible_to(asker)
    total = model.objects.count()
    row = _row(model, theirs, ours, pk)
    return Seen(
        kind=capfirst(str(model._meta.verbose_name)),
        visible=theirs.count(),
        total=total,
        rows=[] if pk else _rows(model, theirs, ours),
        columns=_columns(model, them, ours, pk) if not pk or row else [],
        row=row,
    )


def _rows(model: Any, theirs: Any, ours: Any) -> list[SeenRow]:
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True)[:ROWS_SHOWN])
    seen = set(theirs.filter(pk__in=keys).values_list("pk", flat=True))
    known = {row.pk: row for row in ours.filter(pk__in=keys)}
    return [SeenRow(key, _words(known.get(key), key), key in seen) for key in keys]


def _row(model: Any, theirs: Any, ours: Any, pk: str) -> SeenRow | None:
    try:
        if not pk or not model.objects.filter(pk=pk).exists():
            return None
        return SeenRow(pk, _words(ours.filter(pk=pk).first(), pk), theirs.filter(pk=pk).exists())
    except (ValueError, OverflowError):
        return None


def _words(row: Any, key: Any) -> str:
    """The row's own name where the asker sees it, else its number alone."""
    try:
        return str(row) if row is not None else f"number {key}"
    except AttributeError:  # its name stands in a column that the asker does not see
        return f"number {key}"


def _columns(model: Any, them: Viewer, ours: Any, pk: str) -> list[SeenColumn]:
    hidden = model.hidden_columns(them)
    known = ours.filter(pk=pk).first() if pk else None
    return [
        SeenColumn(
            label=capfirst(str(field.verbose_name)),
            tier=TIER_WORDS.get(str(model.privacy.get(field.name, "")), "Nobody: no tier is declared"),
            is_seen=field.name not in hidden,
            value=_value(known, field) if field.name not in hidden else None,
        )
        for field in model._meta.concrete_fields
        if field.name not in ALWAYS_PUBLIC
    ]


def _value(row: Any, field: Any) -> str | None:
    if row is None or not row.shows(field.name):
        return None
    value = field.value_from_object(row)
    return "" if value is None else str(value)
