"""Everything about one action: what was promised, what is done, what is proven, and who owes what by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from commonweal.act.plans.models import (
    ActionPartner,
    Challenge,
    KeyTask,
    Outcome,
    PlannedAction,
    ProgressUpdate,
    ServiceArea,
    StatusSnapshot,
    Strategy,
)  # fmt: skip
from commonweal.act.plans.reads.gathering import concerns_of, facts_of, shown_of, task_names
from commonweal.act.plans.reads.loading import whole_actions, with_parts
from commonweal.act.plans.rules.closing import missing_for_closing
from commonweal.act.plans.rules.exceptions import Concern
from commonweal.act.plans.rules.facts import ActionFacts, Code
from commonweal.act.plans.rules.standing import Shown, Trend, trend_of
from commonweal.act.plans.rules.states import AT_WORK, WAITING_FOR_CONFIRMATION
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM, Viewer


@dataclass(frozen=True)
class Owed:
    """Who owes what by when."""

    who: str
    what: str
    by_on: date | None
    late: bool


@dataclass(frozen=True)
class TaskLine:
    task: KeyTask
    name: str
    depth: int
    done_on: date | None
    late_days: int


@dataclass(frozen=True)
class ActionPicture:
    """An action with all its parts, fetched and judged for one day."""

    action: PlannedAction
    facts: ActionFacts
    shown: Shown
    trend: Trend
    runs: tuple[StatusSnapshot, ...]
    tasks: tuple[TaskLine, ...]
    outcomes: tuple[Outcome, ...]
    partners: tuple[ActionPartner, ...]
    updates: tuple[ProgressUpdate, ...]
    challenges: tuple[Challenge, ...]
    resources: tuple[Any, ...]
    owed: tuple[Owed, ...]
    concerns: tuple[Concern, ...]
    missing: tuple[str, ...]
    areas: tuple[Area, ...]
    listed_in: tuple[ServiceArea, ...]
    link_body_ids: frozenset[int]
    reporting_ids: frozenset[int]

    @property
    def lead(self) -> ActionPartner | None:
        return self.action.lead_row

    @property
    def open_challenge(self) -> Challenge | None:
        return next((c for c in self.challenges if c.state == "open"), None)

    @property
    def tasks_done(self) -> int:
        return sum(1 for task in self.facts.tasks if task.done_on)

    @property
    def outcomes_proven(self) -> int:
        return sum(1 for outcome in self.facts.outcomes if outcome.proven)


def get_action(viewer: Viewer, pk: int, on: date) -> ActionPicture | None:
    """None where there is no such action or the viewer may not see it. Two queries."""
    found = whole_actions(viewer, only_current=True, pk=pk)
    return picture_of(found[0], on) if found else None


def list_pictures(viewer: Viewer, strategy: Strategy, on: date) -> list[ActionPicture]:
    """Every action of a plan in full, in two queries; for figures and papers, not for a page of thousands."""
    return [picture_of(action, on) for action in whole_actions(viewer, strategy=strategy)]


def picture_of(action: PlannedAction, on: date) -> ActionPicture:
    facts, shown = facts_of(action, on), shown_of(action, on)
    runs = tuple(action.snapshots.all())
    current = next((run for run in runs if run.is_current), None)
    since = current.from_on if current and current.code == shown.code else on
    return ActionPicture(
        action=action, facts=facts, shown=shown, trend=_trend(runs, shown, on), runs=runs,
        tasks=tuple(_task_lines(action, facts)), outcomes=tuple(action.outcomes.all()),
        partners=tuple(sorted(action.partners.all(), key=lambda p: p.role != "lead")), updates=tuple(action.updates.all()),
        challenges=tuple(action.challenges.all()), resources=tuple(action.resources.all()),
        owed=tuple(_owed(action, facts)), concerns=tuple(concerns_of(action, shown, facts, since)),
        missing=tuple(missing_for_closing(facts)), areas=tuple(action.areas.all()),
        listed_in=tuple(action.cross_listed.all()), link_body_ids=action.link_body_ids(),
        reporting_ids=action.reporting_ids(),
    )  # fmt: skip


def _trend(runs: tuple[StatusSnapshot, ...], shown: Shown, on: date) -> Trend:
    """As kept; where today's status has not been kept yet, the change is today's."""
    current = next((run for run in runs if run.is_current), None)
    if current is None:
        return trend_of(on, shown.code, None)
    if current.code != shown.code:
        return trend_of(on, shown.code, Code(current.code))
    return trend_of(current.from_on, shown.code, Code(current.before_code) if current.before_code else None)


def _task_lines(action: PlannedAction, facts: ActionFacts) -> Iterator[TaskLine]:
    """Each task followed by its parts."""
    rows = list(action.tasks.all())
    names = task_names(rows)
    done = {task.name: task.done_on for task in facts.tasks}

    def below(parent: int | None, depth: int) -> Iterator[TaskLine]:
        for task in rows:
            if task.parent_id == parent:
                name = names[task.pk]
                late = (facts.on - task.due_on).days if task.due_on and not done[name] else 0
                yield TaskLine(task, name, depth, done[name], max(0, late))
                yield from below(task.pk, depth + 1)

    return below(None, 0)


def _owed(action: PlannedAction, facts: ActionFacts) -> Iterator[Owed]:
    if action.state in AT_WORK:
        yield from _owed_by_lead(facts)
    for update in action.updates.all():
        if update.state == "sent_back":
            yield Owed(str(update.organisation), "a better update, because it was sent back", None, False)
    yield from _owed_by_overseer(action, facts)


def _owed_by_lead(facts: ActionFacts) -> Iterator[Owed]:
    lead = facts.lead or "Nobody (lead not stated)"
    if due := facts.update_due_on():
        yield Owed(lead, "an update", due, due < facts.on)
    for task in facts.tasks:
        if not task.done_on and task.due_on:
            yield Owed(lead, task.name, task.due_on, task.due_on < facts.on)


def _owed_by_overseer(action: PlannedAction, facts: ActionFacts) -> Iterator[Owed]:
    overseer = str(action.objective.service_area.link_body or "The plan’s owner")
    for update in action.updates.all():
        if update.state in WAITING_FOR_CONFIRMATION and update.sent_at:
            by = update.sent_at.date() + timedelta(days=5)
            yield Owed(overseer, f"an answer to {update.organisation}’s update", by, by < facts.on)
    for outcome in facts.outcomes:
        if outcome.waiting:
            yield Owed(overseer, f"a judgement on the evidence for {outcome.name}", None, False)
    if facts.challenged_on:
        yield Owed(overseer, "an answer to the challenge", None, False)
    if action.state == "proposed":
        yield Owed(overseer, "a decision on closing, by a second person", None, False)


def facts_for_system(pk: int, on: date) -> ActionFacts:
    """For a write that has to judge the action as it stands inside its own transaction."""
    return facts_of(with_parts(PlannedAction.objects.filter(pk=pk), SYSTEM).get(), on)


def list_runs(viewer: Viewer, action: PlannedAction) -> QuerySet[Any]:
    """How the action stood, run by run, newest first."""
    return StatusSnapshot.objects.visible_to(viewer).filter(action=action).order_by("-from_on", "-pk")
