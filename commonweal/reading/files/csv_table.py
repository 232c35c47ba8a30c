"""What are the rows of a CSV file, whichever separator and encoding its program chose?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from ..values import CannotRead
from .decoding import decode
from .found import FoundLine, Lines, tidy_cell, with_one_line_end
from .limits import MAX_CELL_LENGTH, MAX_COLUMNS
from .separators import separator_of


def read_csv(data: bytes, *, tidy: Callable[[str], str] = tidy_cell) -> list[FoundLine]:
    text = decode(data)
    said = re.match(r'"?sep=(.)"?\r?\n', text)  # What Excel writes, and reads, as a first line.
    if said:
        text = text[said.end() :]
    lines = Lines()
    csv.field_size_limit(MAX_CELL_LENGTH)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=said[1] if said else separator_of(text))
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                raise CannotRead(
                    f"Row {number} has more than {MAX_COLUMNS} columns: keep the columns of the plan, take out the rest "
                    "and try again."
                )
            lines.row([tidy(with_one_line_end(cell)) for cell in row[:MAX_COLUMNS]], 1)
    except csv.Error:
        raise CannotRead(
            f"Row {number + 1} cannot be read: it holds a cell of more than {MAX_CELL_LENGTH:,} characters, often because "
            "a quotation mark was never closed; mend it and try again."
        ) from None
    if not any(line.text for line in lines.found):
        raise CannotRead("This table is empty: choose the file that holds the plan and try again.")
    return lines.found
