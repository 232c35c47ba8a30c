"""How does every table grow at once, so that each list on each page becomes longer?

Each row is copied several times under the same parents. What a constraint keeps unique is varied; what then still cannot
stand twice is left as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, models, transaction
from django.db.models import F, UniqueConstraint

from tests.guarantees.columns import MEANT, name_of

# The chain of the audit is continued by writes alone, and its head is one row.
LEFT_ALONE = {"audit.auditentry", "audit.audithead"}
ROWS, COPIES = 12, 3


def copy_everything() -> dict[str, int]:
    """How many rows each table gained."""
    return {model._meta.label: gained for model in _tables() if (gained := _copy_rows(model))}


def _tables() -> Iterator[Any]:
    for config in apps.get_app_configs():
        if config.name in settings.ROOMS:
            for model in config.get_models(include_auto_created=True):
                if model._meta.label_lower not in LEFT_ALONE:
                    yield model


def _copy_rows(model: Any) -> int:
    rows = list(model._base_manager.order_by("pk")[:ROWS])
    return sum(bool(copy_row(row, number)) for row in rows for number in range(1, COPIES + 1))


def copy_row(row: Any, number: int) -> Any:
    """The new row; None where the database wants no second one."""
    kept = _kept_unique(type(row))
    for plain, links in ((True, False), (False, True), (True, True)):
        copy = type(row)(
            **{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
        )
        for field in kept:
            if links if field.is_relation else plain:
                setattr(copy, field.attname, _other(field, getattr(row, field.attname), number))
        try:
            with transaction.atomic():
                copy.save_base(raw=True, force_insert=True)
        except (Error, ValueError):
            continue
        return copy
    return None


def _kept_unique(model: Any) -> list[Any]:
    """The columns that some constraint keeps unique, alone or together."""
    names = {f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            names |= set(constraint.fields)
            names |= {f.name for e in constraint.expressions for f in _inside(e) if isinstance(f, F)}
    names |= {name for together in model._meta.unique_together for name in together}
    return [model._meta.get_field(name) for name in sorted(names)]


def _inside(expression: Any) -> tuple[Any, ...]:
    return (expression, *getattr(expression, "get_source_expressions", tuple)())


def _other(field: Any, value: Any, number: int) -> Any:
    if field.is_relation:
        others = (
            field.related_model._base_manager.exclude(pk=value).order_by("-pk").values_list("pk", flat=True)
        )
        return next(iter(others[number * 3 : number * 3 + 1]), value)
    if field.choices:
        words = [word for word, _ in field.flatchoices]
        return words[(words.index(value) + number) % len(words)] if value in words else value
    if isinstance(value, bool) or value is None or "of a scale" in MEANT.get(name_of(field), ""):
        return value
    if isinstance(value, int):
        return value + 300 * number
    if isinstance(value, datetime | date):
        return value + timedelta(days=number)
    if isinstance(field, models.CharField | models.TextField):
        return f"{uuid.uuid4().hex[:8]}{value}"[: field.max_length]
    return value
