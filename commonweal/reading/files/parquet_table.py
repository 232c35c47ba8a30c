"""What do the rows of a table in Parquet say, cell by cell, as text?

Large published series come in this form. DuckDB reads it: in the child process that every foreign file is read in, out of
memory, without a second thread, and with everything that could reach beyond the file switched off.
"""

from __future__ import annotations

import os

import duckdb

from ..values import CannotRead
from .found import FoundLine
from .limits import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_TABLE_CHARACTERS, MAX_TABLE_ROWS

_PIECE = 2000
_LOCKED = (
    "SET temp_directory = ''",
    "SET allowed_paths = ['{path}']",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


def read_parquet(data: bytes) -> list[FoundLine]:
    """The names of the columns as the first line, then every row. Raises CannotRead where there is too much of it."""
    if not hasattr(os, "memfd_create"):
        raise CannotRead("Parquet cannot be read on this machine: save the table as CSV and try again.")
    held = os.memfd_create("table")
    try:
        with os.fdopen(os.dup(held), "wb") as file:
            file.write(data)
        return _lines_of(f"/proc/self/fd/{held}")
    finally:
        os.close(held)


def _lines_of(path: str) -> list[FoundLine]:
    with duckdb.connect(
        config={"threads": 1, "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    ) as base:
        for setting in _LOCKED:
            base.execute(setting.format(path=path))
        found = base.execute("SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)", [path])
        names = [str(column[0]) for column in found.description or ()]
        if len(names) > MAX_COLUMNS:
            raise CannotRead(
                f"This table has more than {MAX_COLUMNS} columns: keep those that are needed and try again."
            )
        lines, size = [_line(names)], 0
        while piece := found.fetchmany(_PIECE):
            rows = [_line(["" if cell is None else cell for cell in row]) for row in piece]
            size += sum(len(cell) for row in rows for cell in row.cells)
            lines += rows
            if len(lines) > MAX_TABLE_ROWS + 1 or size > MAX_TABLE_CHARACTERS:
                raise CannotRead(
                    f"This table has more than {MAX_TABLE_ROWS:,} rows, or very long ones: split it and try again."
                )
        return lines


def _line(cells: list[str]) -> FoundLine:
    if any(len(cell) > MAX_CELL_LENGTH for cell in cells):
        raise CannotRead(f"A cell holds more than {MAX_CELL_LENGTH:,} characters: shorten it and try again.")
    return FoundLine(text="", cells=tuple(cells), table=1)
