"""Of what must the people of an action be reminded today: due soon at 21, 14 and 7 days, late, silent for two periods?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.act.plans.rules.facts import ActionFacts
from commonweal.act.plans.rules.states import AT_WORK

BEFORE = (7, 14, 21)
LATE = -1


@dataclass(frozen=True)
class Reminder:
    """days_before is the step that has been reached: 21, 14 or 7, or -1 once it is late. Each step is told once."""

    kind: str
    about_on: date
    days_before: int


def reminders_for(facts: ActionFacts) -> list[Reminder]:
    if facts.state not in AT_WORK or (facts.starts_on and facts.starts_on > facts.on):
        return []
    found = dict.fromkeys((*_about_update(facts), *_about_tasks(facts)))
    return list(found)


def _about_update(facts: ActionFacts) -> Iterator[Reminder]:
    due = facts.update_due_on()
    if due is None:
        return
    if facts.reports_missed() > 1:
        yield Reminder("stale", due, LATE)
    elif (step := _step(due, facts.on)) is not None:
        yield Reminder("update_late" if step == LATE else "due_soon", due, step)


def _about_tasks(facts: ActionFacts) -> Iterator[Reminder]:
    for task in facts.tasks:
        step = _step(task.due_on, facts.on) if task.due_on and not task.done_on else None
        if task.due_on and step is not None:
            yield Reminder("task_late" if step == LATE else "task_due_soon", task.due_on, step)


def _step(due: date, on: date) -> int | None:
    left = (due - on).days
    return LATE if left < 0 else next((step for step in BEFORE if left <= step), None)
