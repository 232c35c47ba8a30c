"""Does the document hold a plan in the form of a table, and what stands around it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commonweal.reading.values import CannotRead, Document, Line, NotUnderstood, Reading

_FEWEST_COLUMNS = 3


def read_with_table(document: Document, read_text: Callable[[Document], Reading]) -> Reading | None:
    """The reading of a document with a plan in a table, together with the paper around it; None where there is none."""
    columns = {line.table: max(1, len(line.cells)) for line in document.lines if line.cells}
    if not any(count >= _FEWEST_COLUMNS for count in columns.values()):
        return None
    whole = document.kind in ("csv", "xlsx")
    inside, outside = _divided(document, whole)
    table = _read_table(replace(document, lines=inside))
    if table is None or table.plan is None:
        return None
    return _joined(table, replace(document, lines=outside), read_text)


def _divided(document: Document, whole: bool) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    if whole:
        return document.lines, ()
    wide = {line.table for line in document.lines if len(line.cells) >= _FEWEST_COLUMNS}
    inside = tuple(line for line in document.lines if line.cells and line.table in wide)
    return inside, tuple(line for line in document.lines if not (line.cells and line.table in wide))


def _read_table(document: Document) -> Reading | None:
    try:
        from commonweal.reading.tables import read_table_plan
    except ModuleNotFoundError as missing:
        if missing.name != "commonweal.reading.tables":
            raise
        return None
    return read_table_plan(document)


def _joined(table: Reading, rest: Document, read_text: Callable[[Document], Reading]) -> Reading:
    """The paper around the table with the table's plan; a plan found in both places is kept where the table is."""
    spoken = [line for line in rest.lines if line.text.strip()]
    if not spoken:
        return table
    try:
        around = read_text(rest)
    except CannotRead:
        around = None
    if around is None or around.plan is not None:
        lost = tuple(NotUnderstood(line.number, line.text.strip()) for line in spoken)
        return replace(table, not_understood=tuple(sorted(table.not_understood + lost, key=lambda one: one.line)))
    return replace(
        around,
        plan=table.plan,
        doubts=tuple(sorted(around.doubts + table.doubts, key=lambda doubt: doubt.line)),
        not_understood=tuple(sorted(around.not_understood + table.not_understood, key=lambda one: one.line)),
        places=dict(sorted({**around.places, **table.places}.items())),
    )
