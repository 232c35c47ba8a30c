"""May these bytes be read, and who reads them?"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from ..values import CannotRead, Document
from .child import EXACT
from .kinds import kind_of
from .limits import MAX_BYTES, MIB

_NO_TABLE = "This is no table: save it as CSV or XLSX and try again."
_NO_PAPER = "This is a table in Parquet and no paper: bring it in where counts are loaded, or save it as CSV."
TABLES = frozenset({"csv", "xlsx", "parquet"})
Row = tuple[int, tuple[str, ...]]
"""A row's number as a spreadsheet shows it, and its cells."""


def open_document(data: bytes, *, name: str) -> Document:
    """The lines of a file that was uploaded or pasted. Raises CannotRead; leaves nothing behind."""
    _check_size(len(data))
    kind = kind_of(data, name)
    if kind == "text":
        from .plain_text import read_plain_text

        return read_plain_text(data, name)
    if kind == "parquet":
        raise CannotRead(_NO_PAPER)
    from .isolated import read_in_child

    found, lines = read_in_child(data, kind)
    return Document(kind=found, lines=lines, name=name)


def open_table(data: bytes, *, name: str) -> list[Row]:
    """The rows of the one table in a CSV file, an XLSX workbook or a Parquet file, without the blank ones. Raises CannotRead."""
    _check_size(len(data))
    kind = kind_of(data, name)
    if kind not in ("csv", "package", "parquet"):
        raise CannotRead(_NO_TABLE)
    from .isolated import read_in_child

    kind, found = read_in_child(data, f"{kind}{EXACT}")
    if kind not in TABLES:
        raise CannotRead(_NO_TABLE)
    tables = sorted({line.table for line in found if any(line.cells)})
    if len(tables) > 1:
        # A second sheet that nobody reads would be a silence that nobody sees.
        raise CannotRead("More than one sheet of this workbook holds something: keep the one that is meant.")
    lines = [line for line in found if tables and line.table == tables[0]]
    return [(number, line.cells) for number, line in enumerate(lines, 1) if any(line.cells)]


def open_path(path: str | os.PathLike[str]) -> Document:
    """The lines of a file on disk; one that is too large is refused before any of it is read."""
    name = Path(path).name
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise CannotRead(f"{_called(name)} is not a file: give the name of a document.")
            _check_size(found.st_size)
            return open_stream(stream, name=name)
    except FileNotFoundError:
        raise CannotRead(
            f"There is no file called {_called(name)} there: check the name and try again."
        ) from None
    except IsADirectoryError:
        raise CannotRead(f"{_called(name)} is a folder: give the name of one document inside it.") from None
    except PermissionError:
        raise CannotRead(f"You are not allowed to open {_called(name)}: ask its owner for a copy.") from None
    except (OSError, ValueError):
        raise CannotRead(f"{_called(name)} could not be opened: check the name and try again.") from None


def open_stream(stream: BinaryIO, *, name: str) -> Document:
    """The lines of whatever an open stream still holds, of which at most one byte too many is taken in."""
    return open_document(stream.read(MAX_BYTES + 1), name=name)


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise CannotRead(
            f"This file is larger than {MAX_BYTES // MIB} MB: remove its pictures or split it, and try again."
        )


def _without_waiting(path: str, flags: int) -> int:
    # A named pipe with nobody at its other end would otherwise wait for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _called(name: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in name)[:80]
    return f"“{shown}”" if shown else "That"
