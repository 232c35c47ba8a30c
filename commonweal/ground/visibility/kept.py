"""How is a question that every request asks put into SQL only once?

The framework writes the SQL of a query anew each time, which takes several times as long as the database needs to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stand for what differs while the SQL is written; nothing in a query is ever equal to one of these by accident.
STANDS_FOR: dict[type, Any] = {int: -7_319_402_856, date: date(1066, 10, 14)}


class KeptQuestion:
    """A question of which only the named values differ from one time to the next, each an int or a date."""

    def __init__(self, put: Callable[..., QuerySet[Any, tuple[Any, ...]]], **kinds: type):
        """`put` gives the rows for such values; what they hold comes as the database's driver gives it."""
        self._put, self._kinds = put, kinds
        self._kept: dict[str, tuple[str, list[Any]]] = {}

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        sql, given = self._in_sql()
        # A name among what is given has its value now; all else is the same each time.
        now = [_as_bound(values[one.name]) if isinstance(one, _Named) else one for one in given]
        with connection.cursor() as cursor:
            cursor.execute(sql, now)
            return list(cursor.fetchall())

    def _in_sql(self) -> tuple[str, list[Any]]:
        if connection.vendor not in self._kept:
            stand_ins = {name: STANDS_FOR[kind] for name, kind in self._kinds.items()}
            names = {_as_bound(stand_in): _Named(name) for name, stand_in in stand_ins.items()}
            sql, given = self._put(**stand_ins).query.sql_with_params()
            found = [names.get(one, one) for one in given]
            if not set(names.values()) <= set(found):
                raise ValueError(
                    "The query does not ask for every value that is named: none of them may be left out."
                )
            self._kept[connection.vendor] = (sql, found)
        return self._kept[connection.vendor]


class _Named:
    """The place of a value that differs."""

    def __init__(self, name: str):
        self.name = name


def _as_bound(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
