"""What do the state tables look like? The drawing is made from the tables, so it cannot say anything else."""

from __future__ import annotations

from commonweal.act.plans.rules.states import TABLES
from commonweal.ground.visibility.tables import StateTable


def diagram(table: StateTable) -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {table.start}"]
    lines += [f"    {state} : {words}" for state, words in table.states.items()]
    lines += [f"    {origin} --> {target} : {event}" for (origin, event), target in table.moves.items()]
    return "\n".join(lines)


def page() -> str:
    """All tables as one page of the documentation."""
    parts = [
        "# How things in a plan move",
        "Made from `commonweal/act/plans/rules/states.py`; a test compares the two. To renew it:\n"
        "`python3 run manage draw_plan_states`.",
    ]
    for name, table in TABLES.items():
        parts.append(f"## {name.capitalize()}\n\n```mermaid\n{diagram(table)}\n```\n\n{_rights(table)}")
    return "\n\n".join(parts) + "\n"


def _rights(table: StateTable) -> str:
    rows = ["| event | permission | never by | reason needed |", "|---|---|---|---|"]
    rows += [
        f"| {name} | {event.permission} | {', '.join(event.never_by)} | {'yes' if event.needs_reason else ''} |"
        for name, event in table.events.items()
    ]
    return "\n".join(rows)
