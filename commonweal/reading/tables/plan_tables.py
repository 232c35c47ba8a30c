"""What plan do the tables of this document hold, if any of them is a plan?"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from commonweal.reading.tables import headers as heads
from commonweal.reading.tables.cells import names_in
from commonweal.reading.tables.doubts import doubts_about
from commonweal.reading.tables.headers import Header, header_of, two_rows
from commonweal.reading.tables.plan import DraftPlan
from commonweal.reading.tables.rows import RowReader
from commonweal.reading.values import Document, Line, Reading

_DULL_TITLE = re.compile(r"(?:sheet|table|tabelle|feuil)\s*\d*", re.IGNORECASE)


def read_table_plan(document: Document) -> Reading | None:
    """The plan in the tables of a document: work areas as objectives, rows as actions. None where no table is a plan.

    A table is a plan when one of its rows heads a column of actions and at least one that answers for them (by whom, by
    when, partners, progress, outcome, resources, tasks). Every line that is not blank is given a place in the plan or
    among the lines not understood; no word of a cell is dropped.
    """
    return _Tables(document).reading()


class _Tables:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.plan = DraftPlan()
        self.reader: RowReader | None = None
        self.title: Line | None = None
        self.furniture: list[str] = []
        self.between = False
        """Whether words stand between the last plan table and here."""

    def reading(self) -> Reading | None:
        for table, group in groupby(
            self.document.lines, key=lambda line: line.table if line.cells or line.table else 0
        ):
            lines = [line for line in group if line.text.strip() or any(cell.strip() for cell in line.cells)]
            if table:
                self._table(lines)
            else:
                self._prose(lines)
        if not any(objective.actions for objective in self.plan.objectives):
            return None
        doubts_about(self.plan)
        self.plan.doubts.sort(key=lambda doubt: doubt.line)
        left = sorted(self.plan.not_understood, key=lambda left: left.line)
        doubts, places = tuple(self.plan.doubts), dict(sorted(self.plan.places.items()))
        return Reading(None, self.plan.finished(), doubts, tuple(left), places, tuple(self.furniture))

    def _prose(self, lines: list[Line]) -> None:
        for line in lines:
            if line.heading and _DULL_TITLE.fullmatch(line.text.strip()):
                self.plan.places[line.number] = f"/furniture/{len(self.furniture)}"
                self.furniture.append(line.text)
                continue
            self.plan.leave(line.number, line.text)
            self.title = line if line.heading else None
            self.between = True

    def _table(self, lines: list[Line]) -> None:
        first = next((place for place, line in enumerate(lines) if header_of(line.cells)), None)
        if first is None and not self._continued(lines):
            for line in lines:
                self.plan.leave(line.number, line.text)
            self.between = True
            return
        self._above(lines[:first] if first else [])
        place = first or 0
        while place < len(lines):
            header = header_of(lines[place].cells)
            if header is not None:
                place += self._begin(header, lines, place)
                continue
            if self.reader is not None:
                self.reader.read(lines[place])
            place += 1
        self.title, self.between = None, False

    def _above(self, lines: list[Line]) -> None:
        """Rows above the heads of a table: the first that says one thing only is the title of the plan."""
        for line in lines:
            if not self.plan.title and len([cell for cell in line.cells if cell.strip()]) == 1:
                self.plan.title = line.text
                self.plan.places[line.number] = "/plan/title"
            else:
                self.plan.leave(line.number, line.text)

    def _continued(self, lines: list[Line]) -> bool:
        """Whether this table goes on with the plan before it, without heads of its own."""
        if self.reader is None or self.between or not lines or any(header_of(line.cells) for line in lines):
            return False
        if max(len(line.cells) for line in lines) != len(self.reader.header.fields):
            return False
        self.plan.doubt(
            lines[0].number,
            "table_without_heads",
            "This table has no heads and as many columns as the plan before it; it was read as going on with that plan.",
            "Check that its columns are the same, or give it heads of its own.",
        )
        return True

    def _begin(self, header: Header, lines: list[Line], place: int) -> int:
        """Starts reading under a row of heads; how many rows the heads take."""
        line = lines[place]
        below = lines[place + 1] if place + 1 < len(lines) else None
        both = two_rows(line.cells, below.cells) if below is not None else None
        again = self.reader is not None and self.reader.header == (both or header)
        used = lines[place : place + (2 if both else 1)]
        for head in used:
            self.plan.places[head.number] = "/plan"
        if again and (place > 0 or self.title is None):
            return len(used)
        if self.reader is not None and not self.between and place > 0:
            self.plan.doubt(
                line.number,
                "several_headers",
                "The columns change their heads in the middle of the table; the rows below were read under the new heads.",
                "Check the rows below this line.",
            )
        header = both or header
        _doubt_columns(self.plan, header, line)
        known = _known_names(lines, header)
        self.reader = RowReader(self.plan, header, self._area(header), known)
        return len(used)

    def _area(self, header: Header) -> str:
        """A heading right above a table is the work area of its rows, where the table has no column for it."""
        if self.title is None or header.columns(heads.AREA):
            return ""
        title = self.title
        objective = self.plan.objective(title.text, "")
        objective.lines.append(title.number)
        self.plan.places[title.number] = objective.place
        self.plan.not_understood = [left for left in self.plan.not_understood if left.line != title.number]
        return title.text


def _doubt_columns(plan: DraftPlan, header: Header, line: Line) -> None:
    for label, field in zip(header.labels, header.fields, strict=True):
        if field is None and label:
            plan.doubt(
                line.number,
                "unknown_column",
                f"The column “{label}” was not recognised; what it says was kept under progress, with the column's name.",
                "Rename the column if it is one of those a plan has.",
            )
    for field, times in Counter(field for field in header.fields if field).items():
        if times > 1:
            named = " and ".join(f"“{header.labels[column]}”" for column in header.columns(field))
            plan.doubt(
                line.number,
                "several_headers",
                f"The columns {named} seem to say the same kind of thing, and were joined.",
                "Rename one of them if they are different things.",
            )


def _known_names(lines: list[Line], header: Header) -> frozenset[str]:
    """Names that fill a cell, or a place in a list, by themselves: they tell where to divide "X and Y"."""
    columns = [*header.columns(heads.PARTNERS), *header.columns(heads.LEAD), *header.columns(heads.BY_WHOM)]
    cells = [line.cells[column] for line in lines for column in columns if column < len(line.cells)]
    return frozenset(name.lower() for cell in cells for name in names_in(cell).names if " and " not in name)
