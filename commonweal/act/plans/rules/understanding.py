"""What is meant by one cell of a plan that comes back?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from commonweal.act.plans.rules.cells import Formula
from commonweal.act.plans.rules.exporting import Column
from commonweal.reading.formulas import restore
from commonweal.reading.words.dates import whole_date

MOST_NUMBER, MOST_MONEY = 30_000, Decimal("9999999999.99")


class Misread(Exception):
    """A cell cannot be understood; the message says what to do."""


def understood(cell: Any, column: Column, bodies: Mapping[str, str]) -> str:
    """The cell in the one form in which values are compared. Raises Misread."""
    if isinstance(cell, Formula):
        raise Misread("A formula stands here. Put its value in its place, as text.")
    value = _as(cell, column, bodies)
    if column.required and not value.strip():
        raise Misread(f"Fill in {column.heading}: it cannot be empty.")
    if column.limit and len(value) > column.limit:
        raise Misread(f"Shorten this to {column.limit:,} characters; it has {len(value):,}.")
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise Misread("A character stands here that cannot be kept. Type the text again.")
    return value


def _as(cell: Any, column: Column, bodies: Mapping[str, str]) -> str:
    text = as_written(cell)
    if column.kind == "text":
        return restore(text) if isinstance(cell, str) else text
    said = restore(text).strip()
    if not said:
        return ""
    if column.kind == "date":
        return _day(cell, said)
    if column.kind == "number":
        return _number(said)
    if column.kind == "money":
        return _money(said)
    if column.kind == "choice":
        return _choice(said, column)
    return _body(restore(text), bodies)


def as_written(cell: Any) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _day(cell: Any, said: str) -> str:
    day = cell if isinstance(cell, date) else whole_date(said.partition("T")[0].removesuffix(" 00:00:00"))
    if day is None:
        raise Misread(f"“{said[:40]}” is no date. Write it like 22 July 2010 or 2010-07-22.")
    return day.isoformat()


def _number(said: str) -> str:
    plain = said.replace(",", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdecimal()) or int(plain) > MOST_NUMBER:
        raise Misread(f"“{said[:40]}” is no whole number. Write figures only, like 91.")
    return str(int(plain))


def _money(said: str) -> str:
    try:
        amount = Decimal(said.replace(",", "").replace("£", "").replace(" ", ""))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= MOST_MONEY:
        raise Misread(f"“{said[:40]}” is no amount. Write pounds, like 1200 or 1200.50.")
    return f"{amount:.2f}"


def _choice(said: str, column: Column) -> str:
    for key, label in column.choices.items():
        if said.casefold() in (key, label.casefold()):
            return label
    raise Misread(
        f"“{said[:40]}” is none of the choices. Write one of: {', '.join(column.choices.values())}."
    )


def _body(said: str, bodies: Mapping[str, str]) -> str:
    found = bodies.get(" ".join(said.split()).casefold())
    if found is None:
        raise Misread(
            f"No organisation is called “{said.strip()[:80]}”. Add it under organisations first, or mend the name."
        )
    return found
