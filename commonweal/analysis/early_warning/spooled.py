"""How is one column after another read from a table with more columns than memory should hold?

A table has a row for each period and a column for each series, and a series is wanted whole. The rows go to a file of their
own as they are read, and columns come back from there a few at a time.
"""

from __future__ import annotations

import csv
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TextIO

import numpy as np

from commonweal.analysis.early_warning.values import NotPossible

LARGEST_FILE = 200_000_000
AT_A_TIME = 256


class Spooled:
    """Numbers of a table on disk; a column by its place. What is missing is not a number."""

    def __init__(self, width: int):
        self.width, self.length = width, 0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed with this object
        weakref.finalize(self, self._file.close)

    def add(self, row: list[float]) -> None:
        array("d", row).tofile(self._file)
        self.length += 1

    def columns(self, first: int, many: int) -> np.ndarray:
        """So many columns from this one on, one in each row of the answer."""
        many = min(many, self.width - first)
        found = np.empty((self.length, many))
        self._file.flush()
        for at in range(self.length):
            self._file.seek((at * self.width + first) * 8)
            found[at] = np.frombuffer(self._file.read(many * 8))
        return found.T

    def __iter__(self) -> Iterator[np.ndarray]:
        blocks = (self.columns(first, AT_A_TIME) for first in range(0, self.width, AT_A_TIME))
        return chain.from_iterable(blocks)


def rows_of(path: Path) -> Iterator[list[str]]:
    """The heading and then every row, each as long as the heading. Raises NotPossible with one sentence."""
    width = 0
    for at, row in enumerate(_rows(path)):
        width = width or len(row)
        if len(row) != width:
            raise NotPossible(f"{path} has {len(row)} values in row {at + 1} under {width} headings.")
        yield row
    if not width:
        raise NotPossible(_no_table(path))


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with opened(path) as file:
            yield from filter(None, csv.reader(file))
    except csv.Error:
        raise NotPossible(_no_table(path)) from None


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """A text file of a size that is taken; whatever keeps it from being read is said in one sentence."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotPossible(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as missing:
        raise NotPossible(f"{path} cannot be read ({missing.strerror}).") from None
    except UnicodeDecodeError:
        raise NotPossible(f"{path} is not a text file in UTF-8.") from None


def _no_table(path: Path) -> str:
    return f"{path} is not a table of comma-separated values with a heading."


def spool(
    rows: Iterator[list[str]], names: list[str], since: int, number: Callable[[str, str, int], float]
) -> Spooled:
    """Every row from its column `since` on as numbers; names are those of the columns, for what is said of a wrong one."""
    made = Spooled(len(names))
    for at, row in enumerate(rows):
        made.add([number(text, name, at) for text, name in zip(row[since:], names, strict=True)])
    return made
