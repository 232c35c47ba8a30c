"""How is a plan put together? Private parts that the writes of a person and of an import share; no audit of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.act.plans.models import (
    ActionPartner,
    KeyTask,
    Objective,
    Outcome,
    PlannedAction,
    Resource,
    ServiceArea,
    Strategy,
)  # fmt: skip
from commonweal.ground.partners.models import Organisation
from commonweal.ground.scales.reads import UnknownScale, scale_in_force
from commonweal.ground.visibility.rules import NotPossible

STATUS_SCALE = "plan_status"


def _check_text(value: str, sentence: str) -> None:
    if not value.strip():
        raise NotPossible(sentence)


def _scale_on(on: date) -> str:
    try:
        return scale_in_force(STATUS_SCALE, on=on).key
    except UnknownScale:
        return ""


def _make_strategy(*, title: str, **values: Any) -> Strategy:
    _check_text(title, "A plan needs a title.")
    reference = values.get("reference", "")
    if reference and Strategy.objects.filter(reference=reference).exists():
        raise NotPossible(f"There is already a plan with the reference {reference}.")
    return Strategy.objects.create(title=title, **values)


def _make_service_area(*, strategy: Strategy, title: str, **values: Any) -> ServiceArea:
    _check_text(title, "A service area needs a title.")
    if strategy.service_areas.filter(title=title).exists():
        raise NotPossible(f"This plan already has a service area called {title}.")
    values.setdefault("order", strategy.service_areas.count() + 1)
    return ServiceArea.objects.create(strategy=strategy, title=title, **values)


def _make_objective(*, service_area: ServiceArea, text: str, **values: Any) -> Objective:
    _check_text(text, "An objective needs its words.")
    values.setdefault("order", service_area.objectives.count() + 1)
    return Objective.objects.create(service_area=service_area, text=text, **values)


def _make_action(
    *, objective: Objective, reference: str, title: str, entered_on: date, **values: Any
) -> PlannedAction:
    _check_text(reference, "An action needs a reference.")
    _check_text(title, "An action needs a title.")
    strategy = objective.service_area.strategy
    if strategy.actions.filter(reference=reference).exists():
        raise NotPossible(f"This plan already has an action {reference}.")
    _check_dates(values.get("starts_on"), values.get("due_on"))
    values.setdefault("order", strategy.actions.count() + 1)
    values.setdefault("scale", _scale_on(entered_on))
    return PlannedAction.objects.create(
        strategy=strategy,
        objective=objective,
        reference=reference,
        title=title,
        entered_on=entered_on,
        **values,
    )


def _check_dates(starts_on: date | None, due_on: date | None) -> None:
    if starts_on and due_on and due_on < starts_on:
        raise NotPossible("An action cannot be due before it starts.")


def _make_task(*, action: PlannedAction, text: str, parent: KeyTask | None = None, **values: Any) -> KeyTask:
    _check_text(text, "A task needs its words.")
    if parent is not None and parent.action_id != action.pk:
        raise NotPossible("A sub-task belongs to a task of the same action.")
    siblings = action.tasks.filter(parent=parent)
    if "number" not in values:
        values["number"] = _next_number(siblings, action)
    values.setdefault("first_due_on", values.get("due_on"))
    if siblings.filter(number=values["number"]).exists():
        raise NotPossible(f"There is already a task {values['number']} here.")
    return KeyTask.objects.create(action=action, text=text, parent=parent, **values)


def _next_number(rows: Any, action: PlannedAction) -> int:
    """Two who add a part at the same moment queue at the action, so that each gets a number of its own."""
    PlannedAction.objects.select_for_update(no_key=True).order_by().filter(pk=action.pk).first()
    return max(rows.values_list("number", flat=True), default=0) + 1


def _make_outcome(*, action: PlannedAction, text: str, **values: Any) -> Outcome:
    _check_text(text, "An outcome needs its words.")
    if "number" not in values:
        values["number"] = _next_number(action.outcomes, action)
    if action.outcomes.filter(number=values["number"]).exists():
        raise NotPossible(f"There is already an outcome {values['number']}.")
    return Outcome.objects.create(action=action, text=text, **values)


def _make_partner(
    *,
    action: PlannedAction,
    organisation: Organisation,
    role: str = ActionPartner.Role.PARTNER,
    **values: Any,
) -> ActionPartner:
    if action.partners.filter(organisation=organisation, role=role).exists():
        raise NotPossible(f"{organisation} already takes part in this action in that role.")
    if role == ActionPartner.Role.LEAD and (lead := action.partners.filter(role=role).first()):
        raise NotPossible(f"{lead.organisation} already leads this action. An action has one lead.")
    values.setdefault("order", action.partners.count() + 1)
    return ActionPartner.objects.create(action=action, organisation=organisation, role=role, **values)


def _make_resource(*, action: PlannedAction, kind: str, text: str, **values: Any) -> Resource:
    _check_text(text, "Say what the resource is.")
    if values.get("state") == "conditional" and not values.get("condition", "").strip():
        raise NotPossible("Write down the condition on which the resource depends.")
    values.setdefault("order", action.resources.count() + 1)
    return Resource.objects.create(action=action, kind=kind, text=text, **values)
