"""Pages on which a plan is put together: the plan itself, its service areas, objectives and actions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commonweal.act.plans import forms
from commonweal.act.plans.reads import rows
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage, to
from commonweal.act.plans.views.editing import action_page, add, edit, find_action, plan_trail
from commonweal.act.plans.writes import structure
from commonweal.ground.audit.answering import values_of
from commonweal.ground.visibility.requests import Request


@GET_OR_POST
def add_plan(request: Request) -> HttpResponse:
    page = FormPage("Begin a plan", "Begin it", to("list"), "The plan is begun. Add its service areas next.",
                    (("Plans", to("list")), ("Begin a plan", "")))  # fmt: skip
    initial = {"report_every_days": 91, "tier": "partnership"}
    return add(request, forms.NewStrategyForm, structure.add_strategy, page, initial=initial)


@GET_OR_POST
def edit_plan(request: Request, pk: int) -> HttpResponse:
    plan = get_object_or_404(rows.plans(request.viewer), pk=pk)
    page = FormPage(
        "Change the plan", "Save", to("structure", pk), "The plan is changed.", plan_trail(plan, "Change")
    )
    return edit(
        request, plan, forms.StrategyForm, structure.edit_strategy, page, name="strategy",
        values=values_of(*structure.STRATEGY_COLUMNS),
    )  # fmt: skip


@require_safe
def structure_page(request: Request, pk: int) -> HttpResponse:
    """Service areas and objectives, each with what may be changed and added."""
    plan = get_object_or_404(rows.plans(request.viewer), pk=pk)
    areas = list(rows.service_areas(request.viewer).filter(strategy=plan))
    objectives = list(rows.objectives(request.viewer).filter(service_area__strategy=plan))
    grouped = [(area, [o for o in objectives if o.service_area_id == area.pk]) for area in areas]
    context = {
        "plan": plan, "areas": grouped, "may_edit": request.viewer.may("plans.edit"),
        "by_objective": rows.actions_by_objective(request.viewer, plan),
        "open_doubts": list(rows.doubts(request.viewer).filter(strategy=plan, action=None)),
    }  # fmt: skip
    return render(request, "plans/structure.jinja", context)


@GET_OR_POST
def add_service_area(request: Request, pk: int) -> HttpResponse:
    plan = get_object_or_404(rows.plans(request.viewer), pk=pk)
    page = FormPage("Add a service area", "Add it", to("structure", pk), "The service area is added.",
                    plan_trail(plan, "Add a service area"))  # fmt: skip
    return add(request, forms.NewServiceAreaForm, structure.add_service_area, page, strategy=plan)


@GET_OR_POST
def edit_service_area(request: Request, pk: int) -> HttpResponse:
    area = get_object_or_404(rows.service_areas(request.viewer), pk=pk)
    page = FormPage("Change the service area", "Save", to("structure", area.strategy_id), "The service area is changed.",
                    plan_trail(area.strategy, "Change the service area"))  # fmt: skip
    return edit(
        request, area, forms.ServiceAreaForm, structure.edit_service_area, page, name="area",
        values=values_of("title", "link_body"), owners=[area.link_body_id],
    )  # fmt: skip


@GET_OR_POST
def add_objective(request: Request, pk: int) -> HttpResponse:
    area = get_object_or_404(rows.service_areas(request.viewer), pk=pk)
    page = FormPage("Add an objective", "Add it", to("structure", area.strategy_id), "The objective is added.",
                    plan_trail(area.strategy, "Add an objective"))  # fmt: skip
    owners = [area.link_body_id]
    return add(
        request, forms.NewObjectiveForm, structure.add_objective, page, owners=owners, service_area=area
    )


@GET_OR_POST
def edit_objective(request: Request, pk: int) -> HttpResponse:
    objective = get_object_or_404(rows.objectives(request.viewer), pk=pk)
    plan = objective.service_area.strategy
    page = FormPage("Change the objective", "Save", to("structure", plan.pk), "The objective is changed.",
                    plan_trail(plan, "Change the objective"))  # fmt: skip
    return edit(
        request, objective, forms.ObjectiveForm, structure.edit_objective, page, name="objective",
        values=values_of("text", "responsible_organisation", "responsible_post"),
        owners=[objective.service_area.link_body_id],
    )  # fmt: skip


@GET_OR_POST
def add_action(request: Request, pk: int) -> HttpResponse:
    objective = get_object_or_404(rows.objectives(request.viewer), pk=pk)
    plan = objective.service_area.strategy
    page = FormPage("Add an action", "Add it", to("structure", plan.pk), "The action is added. State its lead next.",
                    plan_trail(plan, "Add an action"), intro=objective.text)  # fmt: skip
    owners = [objective.service_area.link_body_id]
    return add(request, forms.NewActionForm, structure.add_action, page, owners=owners, objective=objective)


@GET_OR_POST
def edit_action(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(action, "Change the action", "Save", "The action is changed.")
    names = ("reference", "title", "text", "starts_on", "responsible_organisation", "responsible_post")
    return edit(
        request, action, forms.ActionForm, structure.edit_action, page, name="action", values=values_of(*names),
        owners=action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def move_action(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(action, "Move the date", "Move it", "The date is moved.")
    return edit(
        request, action, forms.MoveForm, structure.move_action_date, page, name="action",
        values=values_of("due_on"), owners=action.link_body_ids(),
    )  # fmt: skip
