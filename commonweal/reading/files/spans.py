"""Which cells does a row of a table have, when some of its cells reach down or across?"""

from __future__ import annotations

from ..values import CannotRead
from .limits import MAX_CELL_LENGTH, MAX_COLUMNS


class Grid:
    """Lays out rows one after the other.

    What reaches down is repeated in the rows below it, because it holds for each of them; what reaches across stands in
    its first column only, because the other columns are about something else.
    """

    def __init__(self) -> None:
        self._reaching: dict[int, tuple[str, int]] = {}
        self._cells: dict[int, str] = {}
        self._own: dict[int, str] = {}
        self._next: dict[int, tuple[str, int]] = {}
        self._column = 0
        self._row = 1

    def put(self, text: str, *, across: int = 1, down: int = 1) -> None:
        """The next cell of the row that has not ended."""
        if len(text) > MAX_CELL_LENGTH:
            raise CannotRead(
                f"A cell in row {self._row} of a table holds more than {MAX_CELL_LENGTH:,} characters: "
                "shorten it and try again."
            )
        self._take_reaching()
        for offset in range(max(across, 1)):
            here = text if offset == 0 else ""
            self._cells[self._column] = self._own[self._column] = here
            if down > 1:
                self._next[self._column] = (here, down - 1)
            self._column += 1
        self._check_width()

    def end_row(self) -> tuple[list[str], list[str]]:
        """The cells of the row with what reaches down into it, and without."""
        for column, (text, left) in self._reaching.items():
            if column not in self._cells:
                self._carry(column, text, left)
        width = max(self._cells, default=-1) + 1
        row = [self._cells.get(column, "") for column in range(width)]
        own = [self._own.get(column, "") for column in range(width)]
        self._reaching, self._next = self._next, {}
        self._cells, self._own, self._column = {}, {}, 0
        self._row += 1
        return row, own

    def _take_reaching(self) -> None:
        while self._column in self._reaching:
            self._carry(self._column, *self._reaching[self._column])
            self._column += 1

    def _carry(self, column: int, text: str, left: int) -> None:
        self._cells[column] = text
        if left > 1:
            self._next[column] = (text, left - 1)

    def _check_width(self) -> None:
        if self._column > MAX_COLUMNS:
            raise CannotRead(
                f"Row {self._row} of a table has more than {MAX_COLUMNS} columns: keep the columns of the plan, "
                "take out the rest and try again."
            )
