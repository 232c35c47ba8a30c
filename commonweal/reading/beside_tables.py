"""Does the document hold a plan in the form of a table, and what stands around it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commonweal.reading.doubts import find_doubts
from commonweal.reading.lines.rows import rows_of
from commonweal.reading.tables.plan_tables import read_table_plan
from commonweal.reading.values import CannotRead, Document, Doubt, NotUnderstood, Paper, Plan, Reading

_FEWEST_COLUMNS = 2
_FOUND_BY_TABLES = frozenset({"lead_unmarked", "person_among_organisations", "reference_repeated"})


def read_with_table(document: Document, read_text: Callable[[Document], Reading]) -> Reading | None:
    """The reading of a document with a plan in a table, together with the paper around it; None where there is none."""
    if not any(len(line.cells) >= _FEWEST_COLUMNS for line in document.lines):
        return None
    table = read_table_plan(document)
    if table is None or table.plan is None:
        return None
    table = _with_doubts(table, document)
    rest = _outside(document, table)
    if not any(line.text.strip() or any(line.cells) for line in rest.lines):
        return table
    try:
        around = read_text(rest)
    except CannotRead:
        return table
    return _joined(table, around)


def _with_doubts(table: Reading, document: Document) -> Reading:
    """The table's reading with the doubts that any plan is searched for."""
    more = [
        doubt
        for doubt in find_doubts(replace(table, doubts=()), [], list(rows_of(document)))
        if doubt.kind not in _FOUND_BY_TABLES and doubt.place.startswith("/plan")
    ]
    return replace(table, doubts=_in_order([*table.doubts, *more]))


def _in_order(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(doubts, key=lambda doubt: (doubt.line, doubt.kind)))


def _outside(document: Document, table: Reading) -> Document:
    """The lines that are no part of a table in which the plan was found."""
    plan_tables = {line.table for line in document.lines if line.cells and line.number in table.places}
    lines = tuple(
        line
        for line in document.lines
        if line.number not in table.places and not (line.cells and line.table in plan_tables)
    )
    return replace(document, lines=lines)


def _joined(table: Reading, around: Reading) -> Reading:
    """One reading of both; where the text holds a plan too, the table's objectives come after its own."""

    def moved(pointer: str) -> str:
        return _moved(pointer, around)

    plan = table.plan or Plan()
    if around.plan:
        plan = replace(around.plan, objectives=around.plan.objectives + plan.objectives)
    places = {line: moved(pointer) for line, pointer in table.places.items()}
    lost = {one.line: one for one in table.not_understood if one.line not in around.places}
    if around.plan:
        # A second title has no place of its own beside the first.
        titles = [line for line, pointer in places.items() if pointer == "/plan/title"]
        lost.update({line: NotUnderstood(line, table.plan.title if table.plan else "") for line in titles})
        places = {line: pointer for line, pointer in places.items() if line not in titles}
    lost.update({one.line: one for one in around.not_understood})
    doubts = [replace(doubt, place=moved(doubt.place)) for doubt in table.doubts]
    return replace(
        around,
        paper=_paper_holding(around, min(table.places)),
        plan=plan,
        doubts=_in_order([*around.doubts, *doubts]),
        not_understood=tuple(lost[line] for line in sorted(lost)),
        places=dict(sorted({**around.places, **places}.items())),
        furniture=around.furniture + table.furniture,
    )


def _moved(pointer: str, around: Reading) -> str:
    """The pointer of something in the table's reading, once it stands behind what the text held."""
    objectives = len(around.plan.objectives) if around.plan else 0
    for start, by in (("/plan/objectives/", objectives), ("/furniture/", len(around.furniture))):
        if pointer.startswith(start):
            number, stroke, rest = pointer.removeprefix(start).partition("/")
            return f"{start}{int(number) + by}{stroke}{rest}"
    return pointer


def _paper_holding(around: Reading, first: int) -> Paper | None:
    """The paper, with the appendix marked in which the table that begins on line first stands."""
    before = [line for line in around.places if line < first]
    steps = around.places[max(before)].split("/") if before else []
    if around.paper is None or steps[1:3] != ["paper", "appendices"]:
        return around.paper
    appendices = list(around.paper.appendices)
    appendices[int(steps[3])] = replace(appendices[int(steps[3])], holds_plan=True)
    return replace(around.paper, appendices=tuple(appendices))
