"""What stands in the cells of a file that comes back, exactly as it stands there?

CSV is decoded here. A workbook is taken apart by a child process with little memory and little time: this module is also
the program which that child runs.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from commonweal.act.plans.rules.exporting import BY_SHEET, BY_WORD, TYPE
from commonweal.act.plans.rules.workbooks import unescape
from commonweal.reading.files import MAX_BYTES
from commonweal.reading.files.child import limit_ourselves
from commonweal.reading.values import CannotRead

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 1_000_000
FORMULA, DATE = "formula", "date"
_DAMAGED = "This workbook is damaged or incomplete: open it in Excel, save a new copy and try again."
_TOO_MUCH = "This file is too complicated to be read safely: save a simpler copy, or split it, and try again."
_TOO_MANY = f"This file has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns: it is no plan that was taken out here."
_NO_PLAN = (
    "This file is no plan that was taken out here: it has neither the sheets of such a plan (Actions, Tasks, …) nor a "
    "column Type. Take the plan out again and change that file."
)


@dataclass(frozen=True)
class FileRow:
    """One row of the file. A cell is text, a number, a day, or a Formula; headings that were empty are left out."""

    kind: str
    place: str
    cells: dict[str, Any]


@dataclass(frozen=True)
class Formula:
    text: str


@dataclass(frozen=True)
class Brought:
    rows: tuple[FileRow, ...]
    kinds: frozenset[str]
    headings: dict[str, list[str]] = field(default_factory=dict)
    strange: tuple[str, ...] = ()


def read_cells(data: bytes) -> Brought:
    """Raises CannotRead with one sentence for the person who brought the file."""
    if len(data) > MAX_BYTES:
        raise CannotRead(f"This file is larger than {MAX_BYTES // 2**20} MB: split it and try again.")
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise CannotRead("This file is empty: choose the file that holds the plan and try again.")
    if data.startswith(b"PK"):
        return _of_workbook(data)
    if b"\0" in data[:64] or data[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise CannotRead(
            "This is neither a CSV file nor a workbook (XLSX): save it as one of the two and try again."
        )
    return _of_csv(data)


# CSV


def _of_csv(data: bytes) -> Brought:
    rows = list(_csv_rows(_decoded(data)))
    if not rows or TYPE not in rows[0]:
        raise CannotRead(_NO_PLAN)
    headings = rows[0]
    found, strange = [], []
    for number, row in enumerate(rows[1:], 2):
        cells = {heading: cell for heading, cell in zip(headings, row, strict=False) if heading}
        word = str(cells.pop(TYPE, "")).strip().lower()
        if word in BY_WORD:
            found.append(FileRow(word, f"Row {number}", cells))
        elif any(cell.strip() for cell in row):
            strange.append(f"Row {number}: “{word}” is no type of row. Write one of: {', '.join(BY_WORD)}.")
    kinds = frozenset(row.kind for row in found)
    named = [heading for heading in headings if heading and heading != TYPE]
    return Brought(tuple(found), kinds, dict.fromkeys(sorted(kinds), named), tuple(strange))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv_rows(text: str) -> Iterator[list[str]]:
    said = re.match(r'"?sep=(.)"?\r?\n', text)
    text = text[said.end() :] if said else text
    first = text.partition("\n")[0]
    separator = said[1] if said else max(",;\t", key=first.count)
    csv.field_size_limit(MAX_CELL)
    number = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
        ):
            if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise CannotRead(_TOO_MANY)
            yield row
    except csv.Error:
        raise CannotRead(
            f"Row {number + 1} cannot be read: often a quotation mark was never closed. Mend it and try again."
        ) from None


# Workbooks


def _of_workbook(data: bytes) -> Brought:
    from commonweal.reading.files.isolated import ask_child

    sheets = ask_child(data, "xlsx", program="commonweal.act.plans.rules.cells")["sheets"]
    known = {title: BY_SHEET[title] for title in sheets if title in BY_SHEET}
    if not known:
        raise CannotRead(_NO_PLAN)
    found: list[FileRow] = []
    headings: dict[str, list[str]] = {}
    for title, kind in known.items():
        rows = sheets[title]
        names = [str(_cell(cell)).strip() for cell in rows[0]["cells"]] if rows else []
        headings[kind.word] = [name for name in names if name]
        for row in rows[1:]:
            cells = {n: _cell(c) for n, c in zip(names, row["cells"], strict=False) if n}
            found.append(FileRow(kind.word, f"{title}, row {row['number']}", cells))
    return Brought(tuple(found), frozenset(k.word for k in known.values()), headings)


def _cell(written: Any) -> Any:
    if isinstance(written, dict):
        return Formula(written[FORMULA]) if FORMULA in written else date.fromisoformat(written[DATE])
    return "" if written is None else written


def main() -> None:
    limit_ourselves()
    answer = _answer_for(sys.stdin.buffer.read(MAX_BYTES + 1))
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    sys.stdout.buffer.flush()


def _answer_for(data: bytes) -> dict[str, Any]:
    from commonweal.reading.files.package import kind_of_package

    try:
        if kind_of_package(data) == "xlsx":
            return {"sheets": _sheets(data)}
        return {"refused": "This is a Word document: bring back the workbook (XLSX) or the CSV file."}
    except CannotRead as refusal:
        return {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        return {"refused": _TOO_MUCH}
    except Exception:  # noqa: BLE001 — a parser may fail on a damaged file in any way it likes
        return {"refused": _DAMAGED}


def _sheets(data: bytes) -> dict[str, list[dict[str, Any]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    wanted = [sheet for sheet in book.worksheets if sheet.title in BY_SHEET]
    return {sheet.title: list(_rows(sheet.iter_rows(max_col=MAX_COLUMNS))) for sheet in wanted}


def _rows(rows: Iterable[Iterable[Any]]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise CannotRead(_TOO_MANY)
        cells = [_plain(cell.value, cell.data_type) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells or number == 1:
            yield {"number": number, "cells": cells}


def _plain(value: Any, data_type: str) -> Any:
    if data_type == "f":
        return {FORMULA: str(value)[:200]}
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return {DATE: day.isoformat()}
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value) if isinstance(value, time) else unescape(str(value))


if __name__ == "__main__":
    for unwanted in ("numpy", "PIL", "pandas"):
        sys.modules[unwanted] = None  # type: ignore[assignment]
    main()
