"""What do the tests of plans in tables share: rows that a reader gets, and what it makes of them?"""

from __future__ import annotations

from commonweal.reading.tables.plan_tables import read_table_plan
from commonweal.reading.values import Action, Document, Line, Plan, Reading


def table(
    *rows: list[str], number: int = 1, at: int = 1, bold: dict[int, tuple[str, ...]] | None = None
) -> list[Line]:
    return [
        Line(
            line,
            " | ".join(filter(None, cells)),
            cells=tuple(cells),
            table=number,
            strong=(bold or {}).get(line, ()),
        )
        for line, cells in enumerate(rows, at)
    ]


def read(*rows: list[str], **marks) -> Reading:
    reading = read_table_plan(Document("csv", tuple(table(*rows, **marks))))
    assert reading is not None
    return reading


def actions(reading: Reading) -> list[Action]:
    assert isinstance(reading.plan, Plan)
    return [action for objective in reading.plan.objectives for action in objective.actions]


def kinds(reading: Reading) -> list[str]:
    return [doubt.kind for doubt in reading.doubts]


HEADS = ["Work area", "Actions", "Progress updates", "By whom", "By when", "Partners", "Expected outcome"]
