"""Which actions of a plan leave open who leads, name a person among bodies, or rest on a condition?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.values import Doubt
from commonweal.reading.words.names import is_person, office_held

_CONDITION = re.compile(
    r"\bsubject to\b|\bdependent (?:up)?on\b|\bdepend(?:s|ing) on\b|\bconditional\b|\bpending\b|\bif (?:successful|approved"
    r"|funded|funding|available|awarded)\b|\bto be (?:confirmed|agreed|identified|secured)\b|\btb[ca]\b|\bprovided that\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?::|\bto:?)$")


def actions_of(whole: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every action of a reading as JSON, with its pointer."""
    for at, objective in enumerate((whole["plan"] or {"objectives": []})["objectives"]):
        for place, action in enumerate(objective["actions"]):
            yield action, f"/plan/objectives/{at}/actions/{place}"


def find_plan_doubts(whole: dict[str, Any], index: LineIndex) -> Iterator[Doubt]:
    """Doubts about leads, persons, conditions and flattened lists."""
    for action, pointer in actions_of(whole):
        yield from _lead(action, pointer, index)
        yield from _persons(action, pointer, index)
        yield from _conditions(action, pointer, index)
        yield from _flattened(action, pointer, index)


def _lead(action: dict[str, Any], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    partners = action["partners"]
    if not partners or action["lead"] is not None:
        return
    name = f"action {action['reference']}" if action["reference"] else "this action"
    yield Doubt(
        index.of(pointer + "/partners"),
        "lead_unmarked",
        f"Nothing in the document shows which of the {len(partners)} partners leads {name}.",
        f"Take {partners[0]}, the first that is listed, only if you know that it leads: the order is no more than a "
        "guess. Otherwise leave the lead as not stated.",
        pointer + "/lead",
        partners[0],
    )


def _persons(action: dict[str, Any], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    for at, name in enumerate(action["partners"]):
        if not is_person(name):
            continue
        office = office_held(name)
        place = f"{pointer}/partners/{at}"
        suggestion = (
            f"List the office, “{office}”, as the partner and keep the person as its contact."
            if office
            else "List the body that this person speaks for, and keep the person as its contact."
        )
        text = f"“{name}” names a person among organisations."
        yield Doubt(index.of(place), "person_among_organisations", text, suggestion, place, office or None)


def _conditions(action: dict[str, Any], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    for at, resource in enumerate(action["resources"]):
        if found := _CONDITION.search(resource):
            place = f"{pointer}/resources/{at}"
            text = f"“{resource}” is not certain: it says “{found.group().lower()}”."
            suggestion = "Record it as conditional, and say what becomes of the action if it does not come."
            yield Doubt(index.of(place), "conditional_resource", text, suggestion, place, resource)


def _flattened(action: dict[str, Any], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    """A task that opens a list, where the points that should stand under it stand beside it."""
    tasks = action["tasks"]
    for at, task in enumerate(tasks[:-1]):
        if task["subtasks"] or not _OPEN_END.search(task["text"]):
            continue
        end = at + 1
        while end < len(tasks) and tasks[end]["text"][:1].islower():
            end += 1
        if end == at + 1:
            continue
        nested = {**task, "subtasks": [one["text"] for one in tasks[at + 1 : end]]}
        yield Doubt(
            index.of(f"{pointer}/tasks/{at}"),
            "nesting_flattened",
            f"“{task['text'][-60:]}” opens a list, but nothing stands under it: the levels of the list are lost.",
            f"Read the next {end - at - 1} as sub-tasks of this one.",
            pointer + "/tasks",
            [*tasks[:at], nested, *tasks[end:]],
        )
