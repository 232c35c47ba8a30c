"""How does a table keep rows and columns from those who may not see them?

A column above a viewer's tier is never fetched from the database; touching it raises HiddenColumn, so a page that forgets
to ask fails closed instead of leaking.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from commonweal.ground.visibility.rules import TIER_CHOICES, Tier, Viewer

ALWAYS_PUBLIC = frozenset({"id", "version"})


class HiddenColumn(AttributeError):
    """Code asked for a column that the viewer of this record may not see."""


class VisibleQuerySet(models.QuerySet[Any]):
    _hidden: frozenset[str] = frozenset()
    _seen_by_somebody = False

    def visible_to(self, viewer: Viewer) -> Self:
        """The rows that the viewer may see, each without the columns that the viewer may not see."""
        if viewer.is_system:
            return self._hiding(frozenset())
        hidden = self.model.hidden_columns(viewer)
        rows = self.filter(self.model.visible_q(viewer))
        rows = rows.defer(*hidden) if hidden else rows
        return rows._hiding(hidden)

    def _hiding(self, columns: frozenset[str]) -> Self:
        rows: Self = self._chain()  # type: ignore[attr-defined]
        rows._hidden = columns
        rows._seen_by_somebody = True
        if isinstance(rows.query.select_related, dict):
            kept = {k: v for k, v in rows.query.select_related.items() if k not in columns}
            rows.query.select_related = kept or False
        return rows

    def select_related(self, *fields: Any) -> Self:
        """As Django's, without the links that the viewer may not see."""
        kept = [f for f in fields if f is None or str(f).split("__")[0] not in self._hidden]
        return super().select_related(*kept) if kept or not fields else self.all()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._hidden = self._hidden
        clone._seen_by_somebody = self._seen_by_somebody
        return clone

    def _values(self, *fields: Any, **expressions: Any) -> Self:
        hidden = self._hidden
        asked = {str(f).split("__")[0].removesuffix("_id") for f in fields} or set(hidden)
        if hidden & asked:
            raise HiddenColumn(
                f"{self.model._meta.label}: {', '.join(sorted(hidden & asked))} is hidden from this viewer"
            )
        return super()._values(*fields, **expressions)  # type: ignore[misc]

    def iterator(self, chunk_size: int | None = None) -> Any:
        """A stream for whoever says how large its pieces are; otherwise one plain query.

        A field of choices asks without a size, and PostgreSQL would open, read and close a cursor for a dozen rows.
        """
        if chunk_size is None:
            yield from self.all()
            return
        hidden = self._hidden
        for row in super().iterator(chunk_size):
            if hidden and isinstance(row, VisibleModel):
                row._hidden_columns = hidden
            yield row

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        hidden = self._hidden
        if fresh and hidden:
            for row in self._result_cache or ():
                if isinstance(row, VisibleModel):
                    row._hidden_columns = hidden


class VisibleModel(models.Model):
    """A table whose every column declares its privacy and whose rows are reached through visible_to(viewer)."""

    privacy: ClassVar[dict[str, Tier]] = {}
    _hidden_columns: frozenset[str] = frozenset()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Which rows may the viewer see? By the row's tier where it has one; otherwise none until a model says which."""
        if not any(f.name == "tier" for f in cls._meta.concrete_fields):
            return Q(pk__in=())
        open_tiers = [t.value for t in viewer.tiers if t is not Tier.NAMED]
        named = viewer.named.get(cls._meta.label_lower, frozenset())
        return Q(tier__in=open_tiers) | Q(tier=Tier.NAMED.value, pk__in=named)

    @classmethod
    def hidden_columns(cls, viewer: Viewer) -> frozenset[str]:
        if viewer.is_system:
            return frozenset()
        return frozenset(
            f.name
            for f in cls._meta.concrete_fields
            if f.name not in ALWAYS_PUBLIC and not viewer.sees(cls.privacy.get(f.name, "undeclared"))
        )

    def shows(self, column: str) -> bool:
        """May the viewer that this row was fetched for see the column?"""
        return column not in self._hidden_columns

    def refresh_from_db(
        self, using: str | None = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        if fields is not None and self._hidden_columns.intersection(_field_names(self, fields)):
            raise HiddenColumn(f"{self._meta.label}: {', '.join(fields)} is hidden from this viewer")
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)


def _field_names(row: models.Model, fields: Any) -> set[str]:
    return {row._meta.get_field(name).name for name in fields}


def tier_field(default: Tier) -> models.CharField[str, str]:
    return models.CharField("who may see it", max_length=12, choices=TIER_CHOICES, default=default.value)
