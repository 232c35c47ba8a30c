"""How do rows of many tables come in one query? Each as one JSON object, from which its record is put together again.

A page about something with a dozen kinds of parts would ask a dozen questions. This asks one: the querysets are joined end
to end, so that as many rows as there are come at once, in each queryset's own order and without its hidden columns.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.db.models import F, Func, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from commonweal.ground.visibility.models import VisibleModel

# Databases limit how many arguments a function takes; a key and its value are two.
KEYS_IN_AN_OBJECT = 40


def fetch_together(**wanted: QuerySet[Any]) -> dict[str, list[Any]]:
    """The records of every queryset by its name; joined records (select_related) come with them."""
    names = list(wanted)
    found: dict[str, list[Any]] = {name: [] for name in names}
    if not wanted:
        return found
    wanted = {name: _unsliced(rows) for name, rows in wanted.items()}
    first, *others = (_as_objects(number, wanted[name]) for number, name in enumerate(names))
    for number, _, objects in sorted(first.union(*others, all=True), key=lambda row: row[:2]):
        rows = wanted[names[number]]
        values = {path: value for one in objects for path, value in one.items()}
        record = _record(rows.model, values, "", _joins(rows))
        if isinstance(record, VisibleModel) and (hidden := getattr(rows, "_hidden", None)):
            record._hidden_columns = hidden
        found[names[number]].append(record)
    return found


def _unsliced(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows where only so many are wanted: a part of a union has no limit of its own."""
    if not rows.query.is_sliced:
        return rows
    whole = rows._chain()  # type: ignore[attr-defined]
    whole.query.clear_limits()
    return whole.filter(pk__in=rows.values("pk"))


class _Objects(Func):
    """The columns of a row and of the rows joined to it as an array of JSON objects.

    Written out here, because Django would look up each of some two hundred columns by its path, at every request. One
    column of each table is looked up, which says under which name the query knows that table.
    """

    output_field = models.JSONField()

    def __init__(self, *one_of_each: F, columns: list[dict[str, str]] | None = None):
        super().__init__(*one_of_each)
        self.columns = columns or []

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        table, quoted = compiler.quote_name_unless_alias, connection.ops.quote_name
        pairs = [
            f"'{path}', {table(found.alias)}.{quoted(column)}"
            for found, columns in zip(self.get_source_expressions(), self.columns, strict=True)
            for path, column in columns.items()
        ]
        make = "JSONB_BUILD_OBJECT" if connection.vendor == "postgresql" else "JSON_OBJECT"
        pieces = [
            ", ".join(pairs[at : at + KEYS_IN_AN_OBJECT]) for at in range(0, len(pairs), KEYS_IN_AN_OBJECT)
        ]
        array = "JSONB_BUILD_ARRAY" if connection.vendor == "postgresql" else "JSON_ARRAY"
        return f"{array}({', '.join(f'{make}({piece})' for piece in pieces)})", []


def _as_objects(number: int, rows: QuerySet[Any]) -> QuerySet[Any]:
    order = [str(name) for name in (rows.query.order_by or rows.model._meta.ordering or ["pk"])]
    tables = dict(_tables(rows, rows.model, "", _joins(rows)))
    objects = _Objects(*map(F, tables), columns=list(tables.values()))
    place = Window(RowNumber(), order_by=order)
    return rows.order_by().select_related(None).values_list(Value(number), place, objects)


def _joins(rows: QuerySet[Any]) -> dict[str, Any]:
    joined = rows.query.select_related
    return joined if isinstance(joined, dict) else {}


def _tables(
    rows: QuerySet[Any], model: Any, prefix: str, joins: dict[str, Any]
) -> Iterator[tuple[str, dict[str, str]]]:
    """For each table the path of a column that only that table has, and its columns by their paths."""
    chosen, left_out = rows.query.deferred_loading
    known = model._meta.concrete_fields
    own = next(field for field in known if not field.primary_key)
    yield (
        f"{prefix}{own.attname}",
        {
            f"{prefix}{field.attname}": field.column
            for field in known
            if field.primary_key or left_out == (f"{prefix}{field.name}" not in chosen)
        },
    )
    for name, below in joins.items():
        yield from _tables(rows, model._meta.get_field(name).related_model, f"{prefix}{name}__", below)


def _record(model: Any, values: dict[str, Any], prefix: str, joins: dict[str, Any]) -> Any:
    fields = [field for field in model._meta.concrete_fields if f"{prefix}{field.attname}" in values]
    if values.get(f"{prefix}{model._meta.pk.attname}") is None:
        return None
    known = [_value(field, values[f"{prefix}{field.attname}"]) for field in fields]
    record = model.from_db(connection.alias, [field.attname for field in fields], known)
    for name, below in joins.items():
        field = model._meta.get_field(name)
        field.set_cached_value(record, _record(field.related_model, values, f"{prefix}{name}__", below))
    return record


def _value(field: Any, value: Any) -> Any:
    """As the field itself would read it from the database."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.loads(value) if connection.vendor == "sqlite" else value
    if isinstance(field, models.DecimalField):
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-field.decimal_places))
    if isinstance(field, models.ForeignKey):
        return _value(field.target_field, value)
    clean = datetime.fromisoformat(value) if isinstance(field, models.DateTimeField) else value
    if isinstance(clean, datetime):
        return clean.replace(tzinfo=clean.tzinfo or UTC).astimezone(UTC)
    return field.to_python(clean)


def keep_related(record: Any, name: str, found: Iterable[Any]) -> None:
    """Put what was fetched where the relation's own manager finds it, and the record where each of them finds it."""
    kept, relation = list(found), record._meta.get_field(name)
    rows = getattr(record, name).model.objects.all()
    rows._result_cache, rows._prefetch_done = kept, True
    if not hasattr(record, "_prefetched_objects_cache"):
        record._prefetched_objects_cache = {}
    record._prefetched_objects_cache[name] = rows
    if relation.one_to_many:
        for row in kept:
            relation.field.set_cached_value(row, record)


def keep_for_each(records: Iterable[Any], name: str, found: Iterable[Any]) -> None:
    """As keep_related, for many records at once: each gets those that name it; those with none get an empty relation."""
    by_record: dict[int, list[Any]] = defaultdict(list)
    records = list(records)
    if records:
        key = records[0]._meta.get_field(name).field.attname
        for row in found:
            by_record[getattr(row, key)].append(row)
    for record in records:
        keep_related(record, name, by_record[record.pk])
