"""Which facts does a fetched action state, as it stood on a day?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from commonweal.act.plans.models import KeyTask, Outcome, PlannedAction, ProgressUpdate
from commonweal.act.plans.rules.exceptions import Concern, exceptions_of
from commonweal.act.plans.rules.facts import (
    ActionFacts,
    Code,
    EvidenceFacts,
    OutcomeFacts,
    ResourceFacts,
    TaskFacts,
)  # fmt: skip
from commonweal.act.plans.rules.standing import Judgement, Shown, shown_status
from commonweal.act.plans.rules.states import REPORTED
from commonweal.act.plans.rules.status import status_of


def local_day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def facts_of(action: PlannedAction, on: date) -> ActionFacts:
    """What had happened by the day; later events are left out, so that an earlier day can be asked about too."""
    reported = latest_report(action, on)
    lead = action.lead_row
    return ActionFacts(
        on=on,
        starts_on=action.starts_on,
        due_on=action.due_on,
        forecast_on=reported.forecast_on if reported else None,
        updates_from_on=max(filter(None, (action.starts_on or action.strategy.launched_on, action.entered_on))),
        every_days=action.strategy.report_every_days,
        last_update_on=local_day(reported.sent_at) if reported else None,
        issue=reported.issue if reported else "",
        recovery=reported.recovery_plan if reported else "",
        lead=str(lead.organisation) if lead else "",
        contact=(lead.contact_post if lead else "") or action.responsible_post,
        tasks=tuple(_tasks(action.tasks.all(), on)),
        outcomes=tuple(_outcome(outcome, on) for outcome in action.outcomes.all()),
        resources=tuple(ResourceFacts(r.text, r.state, r.condition) for r in action.resources.all()),
        state=action.state,
        closed_on=local_day(action.closed_at) if action.state in ("closed", "challenged") else None,
        decision=action.decision_reference,
        challenged_on=_challenged_on(action, on),
    )  # fmt: skip


def latest_report(action: PlannedAction, on: date) -> ProgressUpdate | None:
    """The newest update that was sent and not sent back; a draft is not a report."""
    reports = [(u.sent_at, u) for u in action.updates.all() if u.state in REPORTED and u.sent_at]
    by_then = [(at, u) for at, u in reports if timezone.localdate(at) <= on]
    return max(by_then, key=lambda pair: pair[0])[1] if by_then else None


def task_names(tasks: Iterable[KeyTask]) -> dict[int, str]:
    """Each task's name by its key: "task 2", "task 2.1"."""
    by_key = {task.pk: task for task in tasks}
    return {key: f"task {_number(task, by_key)}" for key, task in by_key.items()}


def _number(task: KeyTask, by_key: dict[int, KeyTask]) -> str:
    parent = by_key.get(task.parent_id) if task.parent_id else None
    return f"{_number(parent, by_key)}.{task.number}" if parent else str(task.number)


def _tasks(tasks: Iterable[KeyTask], on: date) -> Iterable[TaskFacts]:
    """A task with parts is done when it was marked so or all its parts are."""
    rows = list(tasks)
    names = task_names(rows)
    for task in rows:
        yield TaskFacts(names[task.pk], task.due_on, task.forecast_on, _done_on(task, rows, on))


def _done_on(task: KeyTask, rows: list[KeyTask], on: date) -> date | None:
    if task.done_on:
        return task.done_on if task.done_on <= on else None
    parts = [_done_on(part, rows, on) for part in rows if part.parent_id == task.pk]
    return max(filter(None, parts)) if parts and all(parts) else None


def _outcome(outcome: Outcome, on: date) -> OutcomeFacts:
    offered = [e for e in outcome.evidence.all() if (local_day(e.offered_at) or on) <= on]
    evidence = tuple(
        EvidenceFacts(
            state=e.state if not e.judged_at or (local_day(e.judged_at) or on) <= on else "offered",
            offered_by=e.offered_by_id,
            judged_by=e.judged_by_id,
            judged_on=local_day(e.judged_at),
            shown_from_on=e.shown_from_on,
        )
        for e in offered
    )
    return OutcomeFacts(f"outcome {outcome.number}", evidence, outcome.demonstrate_days)


def _challenged_on(action: PlannedAction, on: date) -> date | None:
    raised = [local_day(c.raised_at) for c in action.challenges.all() if c.state == "open"]
    return next((day for day in raised if day and day <= on), None)


def judgement_of(action: PlannedAction, on: date) -> Judgement | None:
    day = local_day(action.override_at)
    if not action.override_status or not day or day > on:
        return None
    by = action.override_by.name if action.override_by else "somebody"
    return Judgement(Code(action.override_status), action.override_reason, by, day)


def shown_of(action: PlannedAction, on: date) -> Shown:
    """The status that counts on the day, with the computed one and the judgement beside it."""
    return shown_status(status_of(facts_of(action, on)), judgement_of(action, on))


def moves_of(action: PlannedAction) -> dict[str, int]:
    names = task_names(action.tasks.all())
    moved = {names[task.pk]: task.moved_count for task in action.tasks.all()}
    return {"the action": action.moved_count} | moved


def concerns_of(
    action: PlannedAction, shown: Shown, facts: ActionFacts, since_on: date | None
) -> list[Concern]:
    return exceptions_of(facts, shown, since_on, moves_of(action))
