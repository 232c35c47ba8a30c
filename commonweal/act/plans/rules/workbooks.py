"""How is a plan written into a CSV file or a workbook so that the very same text can be read out of it again?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commonweal.act.plans.rules.exporting import (
    FIXED,
    HOW_TO_USE,
    KINDS,
    SIGNPOSTS,
    TYPE,
    Column,
    Kind,
    Row,
    csv_headings,
)  # fmt: skip
from commonweal.reading.formulas import protect

CELL_HOLDS = 32_767
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")
Tables = Mapping[str, Iterable[Row]]


class TooLong(Exception):
    """A text does not fit into one cell of a workbook."""


def escape(text: str) -> str:
    """Characters that XML cannot hold, in the spelling that spreadsheet programs use for them."""
    return _UNFIT.sub(
        lambda m: "_x005F_x" if len(m.group()) == 2 else f"_x{ord(m.group()):04X}_",
        text,
    )


def unescape(text: str) -> str:
    return _WRITTEN.sub(lambda m: chr(int(m.group(1), 16)), text)


def to_csv(tables: Tables) -> bytes:
    """One line for each row of the plan; the first column says of which type it is."""
    headings = csv_headings()
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    for kind in KINDS:
        for row in tables.get(kind.word, ()):
            cells = {TYPE: kind.word, **_fixed(row), **{c.heading: _csv_cell(c, row) for c in kind.columns}}
            writer.writerow([cells.get(heading, "") for heading in headings])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _fixed(row: Row) -> dict[str, str]:
    return dict(zip(FIXED, (row.code, str(row.version), row.belongs_to), strict=True))


def _csv_cell(column: Column, row: Row) -> str:
    value = row.values.get(column.key, "")
    if column.kind in ("date", "number", "money"):
        return value
    return protect(value, rewritten=column.key not in SIGNPOSTS)


def to_workbook(tables: Tables) -> bytes:
    """One sheet for each kind of row, and one that says how to use them. Raises TooLong."""
    from openpyxl import Workbook

    book = Workbook()
    _explain(book.active)
    for kind in KINDS:
        _fill(book.create_sheet(kind.sheet), kind, tables.get(kind.word, ()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = "How to use this"
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False
    for number, text in enumerate(HOW_TO_USE, 1):
        cell = sheet.cell(number, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1, size=16 if number == 1 else 12)


def _fill(sheet: Any, kind: Kind, rows: Iterable[Row]) -> None:
    _head(sheet, kind)
    number = 1
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(_fixed(row).values(), 1):
            sheet.cell(number, place, int(value) if value.isdecimal() else value)
        for place, column in enumerate(kind.columns, len(FIXED) + 1):
            _write(sheet.cell(number, place), column, row)
    sheet.freeze_panes = sheet.cell(2, len(FIXED) + 1)
    sheet.auto_filter.ref = (
        f"A1:{sheet.cell(1, len(FIXED) + len(kind.columns)).column_letter}{max(number, 2)}"
    )


def _head(sheet: Any, kind: Kind) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    heads = [(heading, width, False) for heading, width in zip(FIXED, (14, 9, 16), strict=True)]
    heads += [(c.heading, c.width, c.editable) for c in kind.columns]
    for place, (heading, width, editable) in enumerate(heads, 1):
        cell = sheet.cell(1, place, heading)
        cell.font = Font(bold=True, color="FFFFFF" if editable else "505A5F")
        cell.fill = PatternFill("solid", start_color="1F4E5F" if editable else "DDE2E5")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width


def _write(cell: Any, column: Column, row: Row) -> None:
    from openpyxl.styles import Alignment

    value = row.values.get(column.key, "")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if not value:
        return
    if column.kind == "date":
        cell.value, cell.number_format = date.fromisoformat(value), "d mmmm yyyy"
    elif column.kind in ("number", "money"):
        cell.value = int(value) if column.kind == "number" else float(value)
        cell.number_format = "0" if column.kind == "number" else "#,##0.00"
    else:
        _write_text(cell, escape(protect(value)), row, column)


def _write_text(cell: Any, text: str, row: Row, column: Column) -> None:
    if len(text.encode("utf-16-le")) > 2 * CELL_HOLDS:
        raise TooLong(
            f"{column.heading} of {row.name or row.code} is longer than the {CELL_HOLDS:,} characters that one cell of a "
            "workbook holds. Take the plan out as CSV instead."
        )
    cell.value, cell.data_type, cell.number_format = text, "s", "@"
