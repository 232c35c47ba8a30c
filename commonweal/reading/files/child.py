"""What lines does the file on standard input hold? (The program that the child process runs; see isolated.py.)"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from ..values import CannotRead
from .found import FoundLine
from .limits import (
    CHILD_CPU_SECONDS,
    CHILD_MEMORY,
    MAX_BYTES,
    PARQUET_CPU_SECONDS,
    PARQUET_MEMORY,
    TABLE_CPU_SECONDS,
)

Reader = Callable[[bytes], list[FoundLine]]
EXACT = "+exact"
"""Behind csv or package: cells keep their own spaces and empty lines, because somebody stores what they say."""

_DAMAGED = {
    "html": "This web page is damaged: save it again from the browser and try again.",
    "pdf": "This PDF is damaged or incomplete: open it where it was made, save a new copy and try again.",
    "csv": "This table is damaged: save it again as CSV and try again.",
    "docx": "This Word document is damaged or incomplete: open it in Word, save a new copy and try again.",
    "parquet": "This Parquet table is damaged or incomplete: fetch it again, or save it as CSV, and try again.",
    "xlsx": "This workbook is damaged or incomplete: open it in Excel, save a new copy and try again.",
    "package": "This file is damaged or incomplete: open it where it was made, save a new copy and try again.",
}
_TOO_MUCH = "This file is too complicated to be read safely: save a simpler copy, or split it, and try again."


def main(kind: str) -> None:
    if kind.startswith("parquet"):
        limit_ourselves(PARQUET_CPU_SECONDS, memory=PARQUET_MEMORY, file_bytes=MAX_BYTES)
    else:
        limit_ourselves(TABLE_CPU_SECONDS if kind.endswith(EXACT) else CHILD_CPU_SECONDS)
    answer = sys.stdout.buffer
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    answer.write(json.dumps(answer_for(data, kind)).encode("ascii"))
    answer.flush()


def answer_for(data: bytes, kind: str) -> dict[str, object]:
    """Either the kind and the lines, as plain values, or the sentence with which the file is refused."""
    kind, exact, _ = kind.partition(EXACT)
    try:
        if kind == "package":
            from .package import kind_of_package

            kind = kind_of_package(data)
        lines = read_exactly(data, kind) if exact else reader_for(kind)(data)
        return {"kind": kind, "lines": [found.as_row(number) for number, found in enumerate(lines, 1)]}
    except CannotRead as refusal:
        return {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        return {"refused": _TOO_MUCH}
    except Exception:  # noqa: BLE001 — a parser may fail on a damaged file in any way it likes
        return {"refused": _DAMAGED[kind]}


def reader_for(kind: str) -> Reader:
    # Each is imported only when it is needed: starting the child is most of the time that a short file takes.
    if kind == "html":
        from .web_page import read_web_page as reader
    elif kind == "docx":
        from .word import read_word as reader
    elif kind == "pdf":
        from .pdf import read_pdf as reader
    elif kind == "csv":
        from .csv_table import read_csv as reader
    elif kind == "parquet":
        from .parquet_table import read_parquet as reader
    else:
        from .workbook import read_workbook as reader
    return reader


def read_exactly(data: bytes, kind: str) -> list[FoundLine]:
    from .csv_table import read_csv
    from .workbook import read_workbook

    if kind == "csv":
        return read_csv(data, tidy=str.strip)
    return read_workbook(data, tidy=str.strip) if kind == "xlsx" else reader_for(kind)(data)


def limit_ourselves(
    seconds: int = CHILD_CPU_SECONDS, *, memory: int = CHILD_MEMORY, file_bytes: int = 0
) -> None:
    """From here on this process cannot take more than its share, open many files, write any, or start another.

    file_bytes: the size of what it may hold in memory as a file, for a parser that reads nothing else.
    """
    try:
        import resource
    except ImportError:  # Not a Unix: the wall clock of the parent is then the only limit.
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # Already lower, or not for us to set.


if __name__ == "__main__":
    # Parsers load these if they are there; a reader of words needs neither, and they take long to load.
    for unwanted in ("numpy", "PIL", "pandas"):
        sys.modules[unwanted] = None  # type: ignore[assignment]
    main(sys.argv[1])
