"""Which figures may a paper state about a plan, and which rows stand behind each?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.act.plans.models import Strategy
from commonweal.act.plans.reads.one import ActionPicture, list_pictures
from commonweal.act.plans.rules.facts import LABELS, Code
from commonweal.act.plans.rules.words import long_day
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class RowReference:
    """One row behind a figure: which table, which row, in which version, called what."""

    label: str
    pk: int
    version: int
    words: str


@dataclass(frozen=True)
class Figure:
    """A number with its words; rows holds one reference for each thing that was counted."""

    key: str
    words: str
    value: int
    rows: tuple[RowReference, ...]


def figures(viewer: Viewer, strategy: Strategy, on: date) -> list[Figure]:
    """Computed for the day from live rows: what happened later is left out."""
    return figures_from(list_pictures(viewer, strategy, on), on)


def figures_from(pictures: list[ActionPicture], on: date) -> list[Figure]:
    """The same from pictures that are fetched already."""
    return [*_of_actions(pictures, on), *_of_statuses(pictures), *_of_parts(pictures, on)]


def reference_to(record: Record, words: str) -> RowReference:
    return RowReference(record._meta.label_lower, record.pk, record.version, words)


def _figure(key: str, words: str, rows: Iterable[RowReference]) -> Figure:
    found = tuple(rows)
    return Figure(key, words, len(found), found)


def _actions(
    pictures: Iterable[ActionPicture], which: Callable[[ActionPicture], bool]
) -> Iterator[RowReference]:
    return (reference_to(p.action, str(p.action)) for p in pictures if which(p))


def _of_actions(pictures: list[ActionPicture], on: date) -> Iterator[Figure]:
    quarter = on - timedelta(days=91)
    questions: tuple[tuple[str, str, Callable[[ActionPicture], bool]], ...] = (
        ("actions", "actions in the plan", lambda p: True),
        ("lead_stated", "actions with a stated lead", lambda p: bool(p.facts.lead)),
        ("lead_not_stated", "actions whose lead is not stated", lambda p: not p.facts.lead),
        ("no_contact", "actions for which nobody is named", lambda p: not (p.facts.lead and p.facts.contact)),
        ("closed", "actions closed with proof", lambda p: p.action.state in ("closed", "challenged")),
        ("challenged", "actions challenged and not yet answered", lambda p: bool(p.facts.challenged_on)),
        ("done_unproven", "actions with all tasks done and an outcome unproven", _done_unproven),
        (
            "went_back",
            f"actions that went back since {long_day(quarter)}",
            lambda p: p.trend.direction == "back" and bool(p.trend.on and p.trend.on > quarter),
        ),
        ("judged_otherwise", "actions whose status a person judged otherwise", lambda p: p.shown.is_judged),
    )
    for key, words, which in questions:
        yield _figure(key, words, _actions(pictures, which))


def _done_unproven(picture: ActionPicture) -> bool:
    facts = picture.facts
    return bool(facts.tasks) and facts.tasks_done and not facts.outcomes_proven


def _of_statuses(pictures: list[ActionPicture]) -> Iterator[Figure]:
    for code in Code:
        rows = _actions(pictures, lambda p, code=code: p.shown.code == code)  # type: ignore[misc]
        yield _figure(f"status_{code.value}", f"actions at “{LABELS[code]}”", rows)


def _of_parts(pictures: list[ActionPicture], on: date) -> Iterator[Figure]:
    tasks = [(line, f"{p.action.reference}, {line.name}") for p in pictures for line in p.tasks]
    yield _figure("tasks", "tasks", (reference_to(t.task, w) for t, w in tasks))
    yield _figure("tasks_done", "tasks done", (reference_to(t.task, w) for t, w in tasks if t.done_on))
    yield _figure("tasks_late", "tasks late", (reference_to(t.task, w) for t, w in tasks if t.late_days))
    outcomes = [
        (outcome, facts, f"{p.action.reference}, {facts.name}")
        for p in pictures
        for outcome, facts in zip(p.outcomes, p.facts.outcomes, strict=True)
    ]
    yield _figure("outcomes", "outcomes", (reference_to(o, w) for o, _, w in outcomes))
    yield _figure(
        "outcomes_proven", "outcomes proven", (reference_to(o, w) for o, f, w in outcomes if f.proven)
    )
    since = on - timedelta(days=91)
    reported = [
        u
        for p in pictures
        for u in p.updates
        if u.state == "confirmed" and u.sent_at and since < u.sent_at.date() <= on
    ]
    words = f"updates confirmed since {long_day(since)}"
    yield _figure("updates", words, (reference_to(u, str(u)) for u in reported))
    for state, words in (("conditional", "conditional"), ("at_risk", "at risk"), ("failed", "failed")):
        rows = (
            reference_to(r, f"{p.action.reference}, {r.text}")
            for p in pictures
            for r in p.resources
            if r.state == state
        )
        yield _figure(f"resources_{state}", f"resources {words}", rows)


def one_figure(viewer: Viewer, strategy: Strategy, on: date, key: str) -> Figure | None:
    return next((figure for figure in figures(viewer, strategy, on) if figure.key == key), None)
