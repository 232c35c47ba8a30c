"""Which columns does a table show, and in what order may a reader put its rows?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict


@dataclass(frozen=True)
class Column:
    """`key` names the value in a row; `sort_url` and `sorted` are filled in by `sort_columns`."""

    key: str
    label: str
    numeric: bool = False
    sortable: bool = False
    sort_url: str = ""
    sorted: str = ""  # "", "ascending" or "descending"


def sort_order(query: QueryDict, columns: Sequence[Column], default: str) -> str:
    """The key to sort by, with a minus in front when descending; anything that is no column falls to the default."""
    asked = query.get("sort", "")
    allowed = {column.key for column in columns if column.sortable}
    return asked if asked.removeprefix("-") in allowed else default


def sort_columns(columns: Sequence[Column], query: QueryDict, default: str = "") -> list[Column]:
    """The same columns, each sortable one with the address that sorts by it and the order it has now."""
    order = sort_order(query, columns, default)
    return [_with_link(column, query, order) if column.sortable else column for column in columns]


def _with_link(column: Column, query: QueryDict, order: str) -> Column:
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(order, "")
    address = query.copy()
    address["sort"] = f"-{column.key}" if now == "ascending" else column.key
    address.pop("page", None)
    return replace(column, sorted=now, sort_url=f"?{address.urlencode()}")
