"""How does a table leave the program: as CSV, as a workbook, or as JSON for a machine?

In CSV and in a workbook nothing calculates, and what is not known is an empty cell; in JSON it is null, and never 0.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from commonweal.reading.formulas import safe_cells

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def to_csv(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(safe_cells(row) for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def to_workbook(rows: Iterable[Iterable[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    page = book.create_sheet("Table")
    for row in rows:
        cells = []
        for value in safe_cells(row):
            cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767])
            cell.data_type = "s"  # a text, whatever it looks like
            cells.append(cell)
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_json(records: Iterable[Mapping[str, Any]]) -> bytes:
    return json.dumps(list(records), ensure_ascii=False, indent=1).encode()


def file_of_rows(rows: Iterable[Iterable[str]], kind: str) -> bytes:
    """Rows of text, the headings first, as CSV or as a workbook."""
    return to_csv(rows) if kind == "csv" else to_workbook(rows)


def file_of(records: Sequence[Mapping[str, Any]], columns: Sequence[str], kind: str) -> bytes:
    """Records with these columns in one of the forms; the columns stand there too where there is no record."""
    if kind == "json":
        return to_json({name: record[name] for name in columns} for record in records)
    rows = [list(columns), *([_cell(record[name]) for name in columns] for record in records)]
    return file_of_rows(rows, kind)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=FORMATS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
