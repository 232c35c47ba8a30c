"""Pages on the tasks and outcomes of an action."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.act.plans import forms
from commonweal.act.plans.reads import rows
from commonweal.act.plans.views.answering import GET_OR_POST
from commonweal.act.plans.views.editing import action_page, add, edit, find_action
from commonweal.act.plans.writes import work
from commonweal.ground.audit.answering import values_of
from commonweal.ground.visibility.requests import Request


@GET_OR_POST
def add_task(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(action, "Add a task", "Add it", "The task is added.")
    return add(request, forms.NewTaskForm, work.add_task, page, owners=action.link_body_ids(), action=action)


@GET_OR_POST
def add_subtask(request: Request, pk: int) -> HttpResponse:
    parent = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    action = parent.action
    page = action_page(action, "Add a part", "Add it", "The part is added.", parent.text)
    owners = action.link_body_ids()
    return add(request, forms.NewTaskForm, work.add_task, page, owners=owners, action=action, parent=parent)


@GET_OR_POST
def edit_task(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = action_page(task.action, "Change the task", "Save", "The task is changed.")
    return edit(
        request, task, forms.TaskForm, work.edit_task, page, name="task",
        values=values_of("text", "responsible_organisation", "responsible_post"), owners=task.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def move_task(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = action_page(task.action, "Move the task’s date", "Move it", "The date is moved.", task.text)
    return edit(
        request, task, forms.MoveForm, work.move_task_date, page, name="task", values=values_of("due_on"),
        owners=task.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def forecast_task(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = action_page(
        task.action, "Say when the task will be done", "Save", "Your forecast is kept.", task.text
    )
    return edit(
        request, task, forms.ForecastForm, work.forecast_task, page, name="task", values=values_of("forecast_on"),
        owners=task.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


@GET_OR_POST
def task_done(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = action_page(
        task.action, "Mark the task done", "It is done", "The task is marked as done.", task.text
    )
    return edit(
        request, task, forms.DoneForm, work.mark_task_done, page, name="task", values=values_of("done_on"),
        owners=task.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


@GET_OR_POST
def task_undone(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = action_page(
        task.action, "The task is not done after all", "Save", "The task counts as not done.", task.text
    )
    return edit(
        request, task, forms.ReasonForm, work.mark_task_undone, page, name="task", values=lambda record: {},
        owners=task.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


@GET_OR_POST
def add_outcome(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(action, "Add an outcome", "Add it", "The outcome is added.")
    return add(
        request, forms.NewOutcomeForm, work.add_outcome, page, owners=action.link_body_ids(),
        initial={"kind": "outcome", "demonstrate_days": 0}, action=action,
    )  # fmt: skip


@GET_OR_POST
def edit_outcome(request: Request, pk: int) -> HttpResponse:
    outcome = get_object_or_404(rows.outcomes(request.viewer), pk=pk)
    page = action_page(outcome.action, "Change the outcome", "Save", "The outcome is changed.")
    names = ("text", "kind", "measure", "baseline", "target", "demonstrate_days")
    return edit(
        request, outcome, forms.OutcomeForm, work.edit_outcome, page, name="outcome", values=values_of(*names),
        owners=outcome.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def record_measure(request: Request, pk: int) -> HttpResponse:
    outcome = get_object_or_404(rows.outcomes(request.viewer), pk=pk)
    page = action_page(
        outcome.action, "Record the latest figure", "Save", "The figure is kept.", outcome.text
    )
    return edit(
        request, outcome, forms.MeasureForm, work.record_measure, page, name="outcome", values=values_of("latest"),
        owners=outcome.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip
