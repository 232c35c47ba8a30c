"""Which plan would be made from a reading, with each doubt beside the action that it is about?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commonweal.act.plans.rules.naming import looks_like_a_person
from commonweal.ground.visibility.rules import NotPossible
from commonweal.reading.words.dates import whole_date
from commonweal.reading.words.names import office_held

TITLE, SHORT = 300, 200
_CONDITION = re.compile(
    r"\b(?:subject to|dependent (?:up)?on|depend(?:s|ing) on|conditional|pending|provided that|if (?:successful|approved|"
    r"funded|funding|available|awarded)|to be (?:confirmed|agreed|identified|secured)|tb[ca])\b.*",
    re.IGNORECASE | re.DOTALL,
)
_FUNDING = re.compile(r"fund|grant|budget|£|\bcapital\b|sponsor|\bmoney\b", re.IGNORECASE)
_STAFF = re.compile(r"\bstaff|\bofficer|\btime\b|\bpost\b|\bfte\b", re.IGNORECASE)


@dataclass(frozen=True)
class Doubt:
    line: int
    kind: str
    text: str
    place: str = ""


@dataclass(frozen=True)
class TaskToMake:
    text: str
    printed_number: str = ""
    due_on: date | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResourceToMake:
    kind: str
    text: str
    condition: str = ""


@dataclass(frozen=True)
class ActionToMake:
    reference: str
    title: str
    text: str
    line: int
    lead: str = ""
    due_on: date | None = None
    post: str = ""
    partners: tuple[str, ...] = ()
    tasks: tuple[TaskToMake, ...] = ()
    outcomes: tuple[str, ...] = ()
    resources: tuple[ResourceToMake, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reference_given: bool = False


@dataclass(frozen=True)
class ObjectiveToMake:
    text: str
    actions: tuple[ActionToMake, ...]


@dataclass(frozen=True)
class AreaToMake:
    title: str
    objectives: tuple[ObjectiveToMake, ...]

    @property
    def actions(self) -> tuple[ActionToMake, ...]:
        return tuple(action for objective in self.objectives for action in objective.actions)


@dataclass(frozen=True)
class PlanToMake:
    title: str
    body: str
    source: str
    areas: tuple[AreaToMake, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def actions(self) -> tuple[ActionToMake, ...]:
        return tuple(action for area in self.areas for action in area.actions)

    def names(self) -> dict[str, list[str]]:
        """Every name that stands for somebody, once, with the references of the actions it stands in."""
        found: dict[str, list[str]] = {}
        for action in self.actions:
            for name in dict.fromkeys([action.lead, *action.partners]):
                if name:
                    found.setdefault(name, []).append(action.reference)
        return found


@dataclass
class _Reading:
    settled: Mapping[str, Any]
    lines: dict[str, int] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def plan_from(settled: Mapping[str, Any], doubts: Iterable[Doubt], *, reading: int, title: str) -> PlanToMake:
    """doubts are those that nobody settled. Raises NotPossible where the reading holds no plan."""
    plan, paper = settled["plan"], settled["paper"] or {}
    if not plan or not any(objective["actions"] for objective in plan["objectives"]):
        raise NotPossible("This reading holds no plan: there is no action in it.")
    first = {place: int(line) for line, place in sorted(settled["lines"].items(), key=lambda p: -int(p[0]))}
    work = _Reading(settled, first, tuple(doubts))
    grouped: dict[str, list[ObjectiveToMake]] = {}
    references: set[str] = set()
    for at, objective in enumerate(plan["objectives"]):
        area = _short(objective["service_area"] or plan["title"] or "All actions", TITLE)
        actions = tuple(_actions(objective["actions"], f"/plan/objectives/{at}/actions", references, work))
        text = objective["text"] or "Not stated"
        grouped.setdefault(area, []).append(ObjectiveToMake(text, actions))
    areas = tuple(AreaToMake(name, tuple(objectives)) for name, objectives in grouped.items())
    known = {d for area in areas for action in area.actions for d in action.doubts}
    name = plan["title"] or paper.get("title") or title
    return PlanToMake(
        title=_short(name, TITLE), body=paper.get("body") or "", source=source_of(reading, title), areas=areas,
        doubts=tuple(doubt for doubt in work.doubts if doubt not in known),
    )  # fmt: skip


def source_of(reading: int, title: str) -> str:
    """Begins with the reading's number, by which a second import of it is noticed."""
    return _short(f"{source_mark(reading)}{title}", 500)


def source_mark(reading: int) -> str:
    return f"Reading {reading}: "


def _actions(
    actions: list[dict[str, Any]], pointer: str, references: set[str], work: _Reading
) -> Iterator[ActionToMake]:
    for at, action in enumerate(actions):
        reference = _free_reference(action["reference"], references)
        references.add(reference)
        yield _action(action, f"{pointer}/{at}", reference, work)


def _free_reference(printed: str, taken: set[str]) -> str:
    """The printed one; where there is none, or it was given before, the next that is free."""
    base = _short(printed.strip(), 50)
    if base and base not in taken:
        return base
    numbers = (f"{base} ({n})" if base else f"A{n}" for n in range(2 if base else 1, 100_000))
    return next(number for number in numbers if number not in taken)


def _action(action: Mapping[str, Any], pointer: str, reference: str, work: _Reading) -> ActionToMake:
    whole = action["text"].strip() or "Not stated"
    due_on, post = whole_date(action["by_when"]), " ".join(action["by_whom"].split())
    texts = [whole] if len(whole) > TITLE else []
    texts += [f"Progress, as printed: {action['progress']}"] if action["progress"] else []
    texts += [f"By when, as printed: {action['by_when']}"] if action["by_when"] and not due_on else []
    texts += [f"By whom, as printed: {post}"] if len(post) > SHORT else []
    resources = tuple(_resource(text) for text in action["resources"])
    texts += [f"Resource, as printed: {text}" for text in action["resources"] if len(text) > TITLE]
    return ActionToMake(
        reference=reference,
        title=_short(whole, TITLE),
        text="\n\n".join(texts),
        line=_line_of(pointer, work),
        lead=(action["lead"] or "").strip(),
        due_on=due_on,
        post=post if len(post) <= SHORT and not _is_lead(post, action) else "",
        partners=tuple(dict.fromkeys(" ".join(name.split()) for name in action["partners"] if name.strip())),
        tasks=tuple(_task(task) for task in action["tasks"]),
        outcomes=tuple(text for text in action["outcomes"] if text.strip()),
        resources=resources,
        doubts=tuple(d for d in work.doubts if d.place == pointer or d.place.startswith(f"{pointer}/")),
        reference_given=reference == action["reference"].strip(),
    )


def _is_lead(post: str, action: Mapping[str, Any]) -> bool:
    return post.casefold() == (action["lead"] or "").strip().casefold()


def _line_of(pointer: str, work: _Reading) -> int:
    lines = [
        line for place, line in work.lines.items() if place == pointer or place.startswith(f"{pointer}/")
    ]
    return min(lines, default=0)


def _task(task: Mapping[str, Any]) -> TaskToMake:
    due_on = whole_date(task["due"]) if task["due"] else None
    text = task["text"] if due_on or not task["due"] else f"{task['text']} (due, as printed: {task['due']})"
    parts = tuple(part for part in task["subtasks"] if part.strip())
    return TaskToMake(text or "Not stated", task["number"][:20], due_on, parts)


def _resource(text: str) -> ResourceToMake:
    kind = (
        "staff_time"
        if _STAFF.search(text) and not _FUNDING.search(text)
        else "funding"
        if _FUNDING.search(text)
        else "in_kind"
    )
    found = _CONDITION.search(text)
    condition = found.group().strip(" ().;,") if found else ""
    return ResourceToMake(kind, _short(text, TITLE), _short(condition, TITLE))


def _short(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"


def note_of(action: ActionToMake, source: str, left_out: Iterable[str]) -> str:
    """Where the action stands in the source, and whom it names there that was not taken."""
    said = (
        f"{source.partition(': ')[0]}, line {action.line}."
        if action.line
        else f"{source.partition(': ')[0]}."
    )
    left = [name for name in left_out if name in action.partners or name == action.lead]
    said += f" Named there but not taken as a partner: {'; '.join(left)}." if left else ""
    return said


def post_of(action: ActionToMake, *, leads: bool) -> str:
    """The post that answers for it: as printed, or the office that was printed where a leading body should stand."""
    if action.post or leads or not action.lead:
        return action.post
    return _short(
        office_held(action.lead) or ("" if looks_like_a_person(action.lead) else action.lead), SHORT
    )
