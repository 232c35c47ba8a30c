"""How is a question that every request asks put into SQL only once?

The framework writes the SQL of a query anew each time, which takes several times as long as the database needs to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stand for what differs while the SQL is written; nothing in a query is ever equal to one of these by accident.
STANDS_FOR: dict[type, Any] = {
    int: -7_319_402_856,
    str: "in the place of words that somebody asks for",
    date: date(1066, 10, 14),
    datetime: datetime(1066, 10, 14, 9, 0, 7, 319402, tzinfo=UTC),
}


class KeptQuestion:
    """A question of which only the named values differ from one time to the next, each of a kind that something stands for."""

    def __init__(self, put: Callable[..., QuerySet[Any, tuple[Any, ...]]], **kinds: type):
        """`put` gives the rows for such values, as a list of their values."""
        self._put, self._kinds = put, kinds
        self._kept: dict[str, _InSql] = {}

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        """The same rows, with the same values, as of the query itself."""
        kept = self._in_sql()
        # A name among what is given has its value now; all else is the same each time.
        now = [_as_bound(values[one.name]) if isinstance(one, _Named) else one for one in kept.given]
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, now)
            return [kept.as_values(row) for row in cursor.fetchall()]

    def _in_sql(self) -> _InSql:
        if connection.vendor not in self._kept:
            stand_ins = {name: STANDS_FOR[kind] for name, kind in self._kinds.items()}
            names = {_as_bound(stand_in): _Named(name) for name, stand_in in stand_ins.items()}
            compiler = self._put(**stand_ins).query.get_compiler(connection=connection)
            sql, given = compiler.as_sql()
            found = [names.get(one, one) for one in given]
            if not set(names.values()) <= set(found):
                raise ValueError(
                    "The query does not ask for every value that is named: none of them may be left out."
                )
            converters = compiler.get_converters([column for column, *_ in compiler.select])
            self._kept[connection.vendor] = _InSql(sql, found, list(converters.items()))
        return self._kept[connection.vendor]


@dataclass(frozen=True)
class _InSql:
    """A question as one kind of database is asked it, and what makes values of ours of what its driver gives."""

    sql: str
    given: list[Any]
    converters: list[tuple[int, tuple[list[Callable[..., Any]], Any]]]

    def as_values(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self.converters:
            return row
        values = list(row)
        for position, (makes, column) in self.converters:
            for make in makes:
                values[position] = make(values[position], column, connection)
        return tuple(values)


class _Named:
    """The place of a value that differs."""

    def __init__(self, name: str):
        self.name = name


def _as_bound(value: Any) -> Any:
    if isinstance(value, datetime):  # which is a date besides
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
