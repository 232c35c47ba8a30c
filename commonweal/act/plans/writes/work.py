"""How do tasks and outcomes come to be, move, and get done?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.act.plans.models import KeyTask, Outcome, PlannedAction
from commonweal.act.plans.reads.gathering import task_names
from commonweal.act.plans.writes.building import _check_text, _make_outcome, _make_task
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.act.plans.writes.structure import _check_at_work, _set
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _new_part_overseers(given: Any) -> frozenset[int]:
    return given["action"].link_body_ids()


def _part_overseers(part: KeyTask | Outcome) -> frozenset[int]:
    return part.action.link_body_ids()


def _part_reporters(part: KeyTask | Outcome) -> frozenset[int]:
    return part.action.reporting_ids()


@write("added a task", permission="plans.edit", owners=_new_part_overseers)
def add_task(
    *,
    action: PlannedAction,
    text: str,
    by: Viewer,
    at: datetime,
    parent: KeyTask | None = None,
    **values: Any,
) -> KeyTask:
    _check_at_work(action)
    task = _make_task(action=action, text=text, parent=parent, **values)
    _refresh(action, at)
    return task


@write("edited the task", permission="plans.edit", locks="task", owners=_part_overseers)
def edit_task(*, task: KeyTask, by: Viewer, at: datetime, **values: Any) -> KeyTask:
    _check_at_work(task.action)
    _set(task, ("text", "responsible_organisation", "responsible_post"), values)
    _check_text(task.text, "A task needs its words.")
    task.save()
    return task


@write("moved the task's date", permission="plans.edit", locks="task", owners=_part_overseers)
def move_task_date(*, task: KeyTask, due_on: date | None, reason: str, by: Viewer, at: datetime) -> KeyTask:
    """The first date that is set is no move; every later change is counted, and says why."""
    _check_at_work(task.action)
    if task.due_on and task.due_on != due_on:
        _check_text(reason, "Say why the date moves.")
        task.moved_count += 1
    task.due_on = due_on
    task.first_due_on = task.first_due_on or due_on
    task.save()
    _refresh(task.action, at)
    return task


@write("said when the task will be done", permission="plans.report", locks="task", owners=_part_reporters)
def forecast_task(*, task: KeyTask, forecast_on: date | None, by: Viewer, at: datetime) -> KeyTask:
    _check_at_work(task.action)
    task.forecast_on = forecast_on
    task.save()
    _refresh(task.action, at)
    return task


@write("marked the task done", permission="plans.report", locks="task", owners=_part_reporters)
def mark_task_done(*, task: KeyTask, by: Viewer, at: datetime, done_on: date | None = None) -> KeyTask:
    _check_at_work(task.action)
    if task.done_on:
        raise NotPossible("This task is already marked as done.")
    _check_parts_done(task)
    task.done_on = done_on or timezone.localdate(at)
    if task.done_on > timezone.localdate(at):
        raise NotPossible("A task cannot have been done on a day that has not come yet.")
    task.done_by_id = by.account_id
    task.save()
    _refresh(task.action, at)
    return task


def _check_parts_done(task: KeyTask) -> None:
    names = task_names(task.action.tasks.all())
    undone = [names[part.pk] for part in task.subtasks.filter(done_on__isnull=True)]
    if undone:
        raise NotPossible(f"{names[task.pk].capitalize()} has parts that are not done: {', '.join(undone)}.")


@write("marked the task not done", permission="plans.report", locks="task", owners=_part_reporters)
def mark_task_undone(*, task: KeyTask, reason: str, by: Viewer, at: datetime) -> KeyTask:
    _check_at_work(task.action)
    _check_text(reason, "Say why this task is not done after all.")
    if not task.done_on:
        raise NotPossible("This task is not marked as done.")
    task.done_on = task.done_by = None
    task.save()
    _refresh(task.action, at)
    return task


@write("added an outcome", permission="plans.edit", owners=_new_part_overseers)
def add_outcome(*, action: PlannedAction, text: str, by: Viewer, at: datetime, **values: Any) -> Outcome:
    _check_at_work(action)
    outcome = _make_outcome(action=action, text=text, **values)
    _refresh(action, at)
    return outcome


@write("edited the outcome", permission="plans.edit", locks="outcome", owners=_part_overseers)
def edit_outcome(*, outcome: Outcome, by: Viewer, at: datetime, **values: Any) -> Outcome:
    _check_at_work(outcome.action)
    allowed = (
        "text", "kind", "measure", "baseline", "target", "demonstrate_days", "responsible_organisation",
        "responsible_post",
    )  # fmt: skip
    _set(outcome, allowed, values)
    _check_text(outcome.text, "An outcome needs its words.")
    outcome.save()
    _refresh(outcome.action, at)
    return outcome


@write("recorded the outcome's measure", permission="plans.report", locks="outcome", owners=_part_reporters)
def record_measure(*, outcome: Outcome, latest: str, by: Viewer, at: datetime) -> Outcome:
    _check_at_work(outcome.action)
    _check_text(latest, "Enter the latest figure.")
    outcome.latest, outcome.latest_on = latest.strip(), timezone.localdate(at)
    outcome.save()
    return outcome
