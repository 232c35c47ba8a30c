"""What are the rows of the visible sheets of an XLSX workbook?

Cells are streamed row by row, and what the file says about its own size is not believed. A row of the first sheet keeps
its own number as long as no long stretch of empty rows stands above it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from ..values import CannotRead
from .found import FoundLine, Lines, tidy_cell
from .limits import MAX_COLUMNS, MAX_LINES

_LONG_GAP = 50
Tidy = Callable[[str], str]
NumberedRow = tuple[int, list[tuple[str, bool]]]


def read_workbook(data: bytes, *, tidy: Tidy = tidy_cell) -> list[FoundLine]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = None
    if _holds_formulas(data):
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    lines = Lines()
    for sheet in sheets:
        rows = _rows(sheet, formulas[sheet.title] if formulas else None, tidy)
        _read_sheet(sheet, list(rows), data, lines, named=len(sheets) > 1)
    if not any(line.text and line.cells for line in lines.found):
        raise CannotRead("This workbook is empty: choose the one that holds the plan and try again.")
    return lines.found


def _holds_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    while piece := part.read(1 << 20):
                        if b"<f>" in piece or b"<f " in piece:
                            return True
    return False


def _read_sheet(sheet: Any, rows: list[NumberedRow], data: bytes, lines: Lines, *, named: bool) -> None:
    if not rows:
        return
    if named:
        lines.blank()
        lines.add(FoundLine(sheet.title, bold=False, heading=2))
    table = lines.next_table()
    merged = _Merged(data, sheet)
    before = 0
    for number, own in rows:
        gap = number - before - 1
        for _ in range(gap if gap <= _LONG_GAP else 1):
            lines.row([], table)
        before = number
        cells = merged.fill(number, [text for text, _ in own])
        words = [(text, bold) for text, bold in own if text]
        all_bold = all(bold for _, bold in words)
        strong = () if all_bold else tuple(text for text, bold in words if bold)
        lines.row(cells, table, own=[text for text, _ in own], bold=all_bold, strong=strong)


def _rows(sheet: Any, formulas: Any, tidy: Tidy) -> Iterator[NumberedRow]:
    """(row number, [(text, bold)]) for rows that hold something."""
    sheet.reset_dimensions()
    others: Iterator[Any] = iter(())
    if formulas is not None:
        formulas.reset_dimensions()
        others = formulas.iter_rows(max_row=MAX_LINES + 1)
    seen = 0
    for number, row in enumerate(sheet.iter_rows(max_row=MAX_LINES + 1), 1):
        if number > MAX_LINES:
            raise CannotRead(
                f"This workbook has more than {MAX_LINES:,} rows: split it into several files and try again."
            )
        other = next(others, ())
        cells = [
            _read_cell(cell, other[place] if place < len(other) else None, tidy)
            for place, cell in enumerate(row)
        ]
        while cells and not cells[-1][0]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise CannotRead(
                f"Row {number} of sheet “{sheet.title}” has more than {MAX_COLUMNS} columns: keep the columns of the plan, "
                "take out the rest and try again."
            )
        if cells:
            seen += 1
            yield number, cells


def _read_cell(cell: Any, formula: Any, tidy: Tidy) -> tuple[str, bool]:
    value = cell.value
    if value is None and formula is not None:
        value = formula.value  # A formula that no program has worked out yet: better its words than nothing.
    if value is None:
        return "", False
    try:
        bold = bool(cell.font and cell.font.bold)
        written = str(cell.number_format or "")
    except (AttributeError, IndexError, KeyError):
        bold, written = False, ""
    return tidy(_as_text(value, written)), bold


def _as_text(value: object, written: str) -> str:
    if isinstance(value, datetime):
        day = f"{value.day} {value:%B} {value.year}"
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B} {value.year}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, written)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _number(value: int | float, written: str) -> str:
    """A number as its cell shows it, as far as that matters to references ("7.10") and shares ("50%")."""
    shown = re.fullmatch(r"(0(?:\.(0+))?)(%?)", written)
    if shown:
        places = len(shown[2] or "")
        return f"{value * 100:.{places}f}%" if shown[3] else f"{value:.{places}f}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


class _Merged:
    """Cells that reach down over several rows, and what the uppermost of them says."""

    def __init__(self, data: bytes, sheet: Any) -> None:
        self._down: dict[int, list[tuple[int, int]]] = {}
        self._said: dict[int, tuple[str, int]] = {}
        for reference in _merged_ranges(data, sheet):
            self._add(reference)

    def _add(self, reference: str) -> None:
        found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", reference)
        if found and found[2] != found[4] and _column(found[1]) < MAX_COLUMNS:
            self._down.setdefault(int(found[2]), []).append((_column(found[1]), int(found[4])))

    def fill(self, number: int, own: list[str]) -> list[str]:
        cells = list(own)
        for column, (text, last) in self._said.items():
            if number <= last and text:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or text
        for column, last in self._down.get(number, []):
            self._said[column] = (own[column] if column < len(own) else "", last)
        return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _merged_ranges(data: bytes, sheet: Any) -> list[str]:
    # The streaming reader passes over merged cells, so they are looked up in the sheet's own part.
    name = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if name not in archive.namelist():
            return []
        text = archive.read(name)
    return [
        found.decode("ascii", "replace")
        for found in re.findall(rb'<mergeCell [^>]*?ref="([A-Z0-9:]{1,20})"', text)
    ]
