"""Pages on which a plan is put together and changed: areas, objectives, actions, tasks, outcomes, partners, money."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commonweal.act.plans import forms
from commonweal.act.plans.reads import rows
from commonweal.act.plans.views.answering import (
    GET_OR_POST,
    FormPage,
    answer,
    check_may,
    columns,
    new_key,
    to,
    today,
)  # fmt: skip
from commonweal.act.plans.views.one import find
from commonweal.act.plans.views.progress import trail_to
from commonweal.act.plans.writes import partners, resources, structure, work
from commonweal.ground.visibility.requests import Request


def _edit(
    request: Request,
    record: Any,
    form_class: type[forms.PlanForm],
    write: Callable[..., Any],
    page: FormPage,
    *,
    name: str,
    values: Callable[[Any], dict[str, Any]],
    owners: Iterable[int | None] = (),
    permission: str = "plans.edit",
    **form_options: Any,
) -> HttpResponse:
    """An edit form on one record, saved against the version that the person saw."""
    check_may(request, permission, owners)
    form = form_class(
        request.POST or None,
        on=today(request),
        initial=values(record),
        version=record.version,
        **form_options,
    )

    def save(**given: Any) -> None:
        write(**{name: record}, version=form.version, by=request.viewer, at=request.at, **given)

    return answer(request, form, save, page, current=values)


def _add(
    request: Request,
    form_class: type[forms.NewForm],
    write: Callable[..., Any],
    page: FormPage,
    *,
    owners: Iterable[int | None] = (),
    initial: dict[str, Any] | None = None,
    **given: Any,
) -> HttpResponse:
    check_may(request, "plans.edit", owners)
    form = form_class(request.POST or None, on=today(request), initial=new_key() | (initial or {}))

    def save(**values: Any) -> None:
        write(by=request.viewer, at=request.at, **given, **values)

    return answer(request, form, save, page)


# The plan, its service areas and objectives


@GET_OR_POST
def add_plan(request: Request) -> HttpResponse:
    page = FormPage("Begin a plan", "Begin it", to("list"), "The plan is begun. Add its service areas next.",
                    (("Plans", to("list")), ("Begin a plan", "")))  # fmt: skip
    initial = {"report_every_days": 91, "tier": "partnership"}
    return _add(request, forms.NewStrategyForm, structure.add_strategy, page, initial=initial)


@GET_OR_POST
def edit_plan(request: Request, pk: int) -> HttpResponse:
    plan = get_object_or_404(rows.plans(request.viewer), pk=pk)
    page = FormPage(
        "Change the plan", "Save", to("structure", pk), "The plan is changed.", _plan_trail(plan, "Change")
    )
    return _edit(
        request, plan, forms.StrategyForm, structure.edit_strategy, page, name="strategy",
        values=columns(*structure.STRATEGY_COLUMNS),
    )  # fmt: skip


def _plan_trail(plan: Any, last: str) -> tuple[tuple[str, str], ...]:
    return (("Plans", to("list")), (str(plan), to("plan", plan.pk)), (last, ""))


@require_safe
def structure_page(request: Request, pk: int) -> HttpResponse:
    """Service areas and objectives, each with what may be changed and added."""
    plan = get_object_or_404(rows.plans(request.viewer), pk=pk)
    areas = list(rows.service_areas(request.viewer).filter(strategy=plan))
    objectives = list(rows.objectives(request.viewer).filter(service_area__strategy=plan))
    grouped = [(area, [o for o in objectives if o.service_area_id == area.pk]) for area in areas]
    context = {"plan": plan, "areas": grouped, "may_edit": request.viewer.may("plans.edit")}
    return render(request, "plans/structure.jinja", context)


@GET_OR_POST
def add_service_area(request: Request, pk: int) -> HttpResponse:
    plan = get_object_or_404(rows.plans(request.viewer), pk=pk)
    page = FormPage("Add a service area", "Add it", to("structure", pk), "The service area is added.",
                    _plan_trail(plan, "Add a service area"))  # fmt: skip
    return _add(request, forms.NewServiceAreaForm, structure.add_service_area, page, strategy=plan)


@GET_OR_POST
def edit_service_area(request: Request, pk: int) -> HttpResponse:
    area = get_object_or_404(rows.service_areas(request.viewer), pk=pk)
    page = FormPage("Change the service area", "Save", to("structure", area.strategy_id), "The service area is changed.",
                    _plan_trail(area.strategy, "Change the service area"))  # fmt: skip
    return _edit(
        request, area, forms.ServiceAreaForm, structure.edit_service_area, page, name="area",
        values=columns("title", "link_body"),
    )  # fmt: skip


@GET_OR_POST
def add_objective(request: Request, pk: int) -> HttpResponse:
    area = get_object_or_404(rows.service_areas(request.viewer), pk=pk)
    page = FormPage("Add an objective", "Add it", to("structure", area.strategy_id), "The objective is added.",
                    _plan_trail(area.strategy, "Add an objective"))  # fmt: skip
    owners = [area.link_body_id]
    return _add(
        request, forms.NewObjectiveForm, structure.add_objective, page, owners=owners, service_area=area
    )


@GET_OR_POST
def edit_objective(request: Request, pk: int) -> HttpResponse:
    objective = get_object_or_404(rows.objectives(request.viewer), pk=pk)
    plan = objective.service_area.strategy
    page = FormPage("Change the objective", "Save", to("structure", plan.pk), "The objective is changed.",
                    _plan_trail(plan, "Change the objective"))  # fmt: skip
    return _edit(
        request, objective, forms.ObjectiveForm, structure.edit_objective, page, name="objective",
        values=columns("text", "responsible_organisation", "responsible_post"),
        owners=[objective.service_area.link_body_id],
    )  # fmt: skip


@GET_OR_POST
def add_action(request: Request, pk: int) -> HttpResponse:
    objective = get_object_or_404(rows.objectives(request.viewer), pk=pk)
    plan = objective.service_area.strategy
    page = FormPage("Add an action", "Add it", to("structure", plan.pk), "The action is added. State its lead next.",
                    _plan_trail(plan, "Add an action"), intro=objective.text)  # fmt: skip
    owners = [objective.service_area.link_body_id]
    return _add(request, forms.NewActionForm, structure.add_action, page, owners=owners, objective=objective)


# The action


def _action(request: Request, pk: int) -> Any:
    return get_object_or_404(rows.actions(request.viewer), pk=pk)


def _action_page(action: Any, title: str, button: str, words: str, intro: str = "") -> FormPage:
    return FormPage(
        f"{title}: {action.reference}", button, to("action", action.pk), words, trail_to(action, title), intro
    )


@GET_OR_POST
def edit_action(request: Request, pk: int) -> HttpResponse:
    action = _action(request, pk)
    page = _action_page(action, "Change the action", "Save", "The action is changed.")
    names = ("reference", "title", "text", "starts_on", "responsible_organisation", "responsible_post")
    return _edit(
        request, action, forms.ActionForm, structure.edit_action, page, name="action", values=columns(*names),
        owners=action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def move_action(request: Request, pk: int) -> HttpResponse:
    action = _action(request, pk)
    page = _action_page(action, "Move the date", "Move it", "The date is moved.")
    return _edit(
        request, action, forms.MoveForm, structure.move_action_date, page, name="action",
        values=columns("due_on"), owners=action.link_body_ids(),
    )  # fmt: skip


# Tasks


@GET_OR_POST
def add_task(request: Request, pk: int) -> HttpResponse:
    action = _action(request, pk)
    page = _action_page(action, "Add a task", "Add it", "The task is added.")
    return _add(request, forms.NewTaskForm, work.add_task, page, owners=action.link_body_ids(), action=action)


@GET_OR_POST
def add_subtask(request: Request, pk: int) -> HttpResponse:
    parent = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    action = parent.action
    page = _action_page(action, "Add a part", "Add it", "The part is added.", parent.text)
    owners = action.link_body_ids()
    return _add(request, forms.NewTaskForm, work.add_task, page, owners=owners, action=action, parent=parent)


@GET_OR_POST
def edit_task(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = _action_page(task.action, "Change the task", "Save", "The task is changed.")
    return _edit(
        request, task, forms.TaskForm, work.edit_task, page, name="task",
        values=columns("text", "responsible_organisation", "responsible_post"), owners=task.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def move_task(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = _action_page(task.action, "Move the task’s date", "Move it", "The date is moved.", task.text)
    return _edit(
        request, task, forms.MoveForm, work.move_task_date, page, name="task", values=columns("due_on"),
        owners=task.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def forecast_task(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = _action_page(
        task.action, "Say when the task will be done", "Save", "Your forecast is kept.", task.text
    )
    return _edit(
        request, task, forms.ForecastForm, work.forecast_task, page, name="task", values=columns("forecast_on"),
        owners=task.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


@GET_OR_POST
def task_done(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = _action_page(
        task.action, "Mark the task done", "It is done", "The task is marked as done.", task.text
    )
    return _edit(
        request, task, forms.DoneForm, work.mark_task_done, page, name="task", values=columns("done_on"),
        owners=task.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


@GET_OR_POST
def task_undone(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(rows.tasks(request.viewer), pk=pk)
    page = _action_page(
        task.action, "The task is not done after all", "Save", "The task counts as not done.", task.text
    )
    return _edit(
        request, task, forms.ReasonForm, work.mark_task_undone, page, name="task", values=lambda record: {},
        owners=task.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


# Outcomes


@GET_OR_POST
def add_outcome(request: Request, pk: int) -> HttpResponse:
    action = _action(request, pk)
    page = _action_page(action, "Add an outcome", "Add it", "The outcome is added.")
    return _add(
        request, forms.NewOutcomeForm, work.add_outcome, page, owners=action.link_body_ids(),
        initial={"kind": "outcome", "demonstrate_days": 0}, action=action,
    )  # fmt: skip


@GET_OR_POST
def edit_outcome(request: Request, pk: int) -> HttpResponse:
    outcome = get_object_or_404(rows.outcomes(request.viewer), pk=pk)
    page = _action_page(outcome.action, "Change the outcome", "Save", "The outcome is changed.")
    names = ("text", "kind", "measure", "baseline", "target", "demonstrate_days")
    return _edit(
        request, outcome, forms.OutcomeForm, work.edit_outcome, page, name="outcome", values=columns(*names),
        owners=outcome.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def record_measure(request: Request, pk: int) -> HttpResponse:
    outcome = get_object_or_404(rows.outcomes(request.viewer), pk=pk)
    page = _action_page(
        outcome.action, "Record the latest figure", "Save", "The figure is kept.", outcome.text
    )
    return _edit(
        request, outcome, forms.MeasureForm, work.record_measure, page, name="outcome", values=columns("latest"),
        owners=outcome.action.reporting_ids(), permission="plans.report",
    )  # fmt: skip


# Partners


@GET_OR_POST
def partners_page(request: Request, pk: int) -> HttpResponse:
    """Who leads, who takes part, whom one asks; the form on it states the lead."""
    picture = find(request, pk)
    action, lead = picture.action, picture.lead
    owners = picture.link_body_ids
    check_may(request, "plans.assign_contact", owners | picture.reporting_ids)
    if request.method == "POST":
        check_may(request, "plans.edit", owners)
    form = forms.LeadForm(
        request.POST or None, on=today(request), initial=_lead_values(action), version=action.version
    )

    def save(**values: Any) -> None:
        partners.set_lead(action=action, version=form.version, by=request.viewer, at=request.at, **values)

    page = FormPage(
        title=f"Who answers for {action.reference}",
        button="Save the lead",
        back=to("partners", pk),
        done="The lead is stated." if request.POST.get("organisation") else "The lead is now not stated.",
        trail=trail_to(action, "Partners"),
        template="plans/partners.jinja",
        more={
            "picture": picture,
            "action": action,
            "lead": lead,
            "may_edit": request.viewer.may("plans.edit", owners),
            "may_name": {
                p.pk: request.viewer.may("plans.assign_contact", owners | {p.organisation_id})
                for p in picture.partners
            },
        },
    )
    return answer(request, form, save, page, current=_lead_values)


def _lead_values(action: Any) -> dict[str, Any]:
    row = action.lead_row
    return {"organisation": row.organisation_id, "contact_post": row.contact_post} if row else {}


@GET_OR_POST
def add_partner(request: Request, pk: int) -> HttpResponse:
    action = _action(request, pk)
    page = FormPage(
        "Add a partner",
        "Add it",
        to("partners", pk),
        "The partner is added.",
        trail_to(action, "Add a partner"),
    )
    return _edit(
        request, action, forms.PartnerForm, partners.add_partner, page, name="action",
        values=lambda record: {"role": "partner"}, owners=action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def partner_contact(request: Request, pk: int) -> HttpResponse:
    partner = get_object_or_404(rows.partners(request.viewer), pk=pk)
    action = partner.action
    page = FormPage(f"Contact at {partner.organisation}", "Save", to("partners", action.pk), "The contact is named.",
                    trail_to(action, "Contact"))  # fmt: skip

    def write(**given: Any) -> None:
        partners.assign_contact(partner=partner, **given)

    def values(record: Any) -> dict[str, Any]:
        row = next((p for p in record.partners.all() if p.pk == partner.pk), partner)
        return {"contact_post": row.contact_post}

    return _edit(
        request, action, forms.ContactForm, write, page, name="action", values=values,
        owners=action.link_body_ids() | {partner.organisation_id}, permission="plans.assign_contact",
    )  # fmt: skip


@GET_OR_POST
def remove_partner(request: Request, pk: int) -> HttpResponse:
    partner = get_object_or_404(rows.partners(request.viewer), pk=pk)
    action = partner.action
    page = FormPage(f"Take {partner.organisation} off the action", "Take it off", to("partners", action.pk),
                    "The organisation no longer takes part.", trail_to(action, "Take off"))  # fmt: skip

    def write(**given: Any) -> None:
        partners.remove_partner(partner=partner, **given)

    return _edit(
        request, action, forms.ReasonForm, write, page, name="action", values=lambda record: {},
        owners=action.link_body_ids(),
    )  # fmt: skip


# Resources


@GET_OR_POST
def add_resource(request: Request, pk: int) -> HttpResponse:
    action = _action(request, pk)
    page = _action_page(action, "Add a resource", "Add it", "The resource is added.")
    return _add(
        request, forms.NewResourceForm, resources.add_resource, page, owners=action.link_body_ids(),
        initial={"kind": "staff_time", "state": "secured"}, action=action,
    )  # fmt: skip


@GET_OR_POST
def edit_resource(request: Request, pk: int) -> HttpResponse:
    resource = get_object_or_404(rows.resources(request.viewer), pk=pk)
    page = _action_page(resource.action, "Change the resource", "Save", "The resource is changed.")
    return _edit(
        request, resource, forms.ResourceForm, resources.edit_resource, page, name="resource",
        values=columns("kind", "text", "provider", "amount", "condition"), owners=resource.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def move_resource(request: Request, pk: int) -> HttpResponse:
    resource = get_object_or_404(rows.resources(request.viewer), pk=pk)
    page = _action_page(resource.action, "What became of the resource", "Save", "The resource’s state is kept.",
                        f"{resource.text}: {resource.get_state_display().lower()}.")  # fmt: skip
    return _edit(
        request, resource, forms.ResourceStateForm, resources.move_resource, page, name="resource",
        values=columns("condition"), owners=resource.action.link_body_ids(), state=resource.state,
    )  # fmt: skip
