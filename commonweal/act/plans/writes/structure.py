"""How are a strategy, its service areas, objectives and actions entered and edited?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.act.plans.models import Objective, PlannedAction, ServiceArea, Strategy
from commonweal.act.plans.rules.states import AT_WORK
from commonweal.act.plans.writes.building import (
    _check_dates,
    _check_text,
    _make_action,
    _make_objective,
    _make_service_area,
    _make_strategy,
)  # fmt: skip
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.ground.audit.writes import write
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _link_body_of_area(area: ServiceArea) -> Iterable[int | None]:
    return [area.link_body_id]


def _overseers(action: PlannedAction) -> Iterable[int | None]:
    return action.link_body_ids()


def _check_at_work(action: PlannedAction) -> None:
    if action.state not in AT_WORK:
        raise NotPossible("This action has been closed. Reopen it before you change it.")


def _set(record: Any, allowed: Iterable[str], values: dict[str, Any]) -> None:
    if unknown := set(values) - set(allowed):
        raise TypeError(f"these cannot be edited here: {', '.join(sorted(unknown))}")
    for column, value in values.items():
        setattr(record, column, value)


@write("entered the plan", permission="plans.edit")
def add_strategy(*, title: str, by: Viewer, at: datetime, **values: Any) -> Strategy:
    return _make_strategy(title=title, **values)


STRATEGY_COLUMNS = (
    "title", "reference", "owner_organisation", "launched_on", "is_statutory", "source", "report_every_days", "tier",
)  # fmt: skip


@write("edited the plan", permission="plans.edit", locks="strategy")
def edit_strategy(*, strategy: Strategy, by: Viewer, at: datetime, **values: Any) -> Strategy:
    _set(strategy, STRATEGY_COLUMNS, values)
    _check_text(strategy.title, "A plan needs a title.")
    strategy.save()
    return strategy


@write("added the service area", permission="plans.edit")
def add_service_area(
    *, strategy: Strategy, title: str, by: Viewer, at: datetime, **values: Any
) -> ServiceArea:
    return _make_service_area(strategy=strategy, title=title, **values)


@write("edited the service area", permission="plans.edit", locks="area", owners=_link_body_of_area)
def edit_service_area(*, area: ServiceArea, by: Viewer, at: datetime, **values: Any) -> ServiceArea:
    allowed = ("title", "order", "link_body", "responsible_organisation", "responsible_post")
    if not by.may("plans.edit") and "link_body" in values:
        raise NotPossible("Only the partnership manager changes the link body.")
    _set(area, allowed, values)
    _check_text(area.title, "A service area needs a title.")
    area.save()
    return area


@write(
    "added the objective", permission="plans.edit", owners=lambda given: [given["service_area"].link_body_id]
)
def add_objective(
    *, service_area: ServiceArea, text: str, by: Viewer, at: datetime, **values: Any
) -> Objective:
    return _make_objective(service_area=service_area, text=text, **values)


@write(
    "edited the objective",
    permission="plans.edit",
    locks="objective",
    owners=lambda objective: [objective.service_area.link_body_id],
)
def edit_objective(*, objective: Objective, by: Viewer, at: datetime, **values: Any) -> Objective:
    _set(objective, ("text", "order", "responsible_organisation", "responsible_post"), values)
    _check_text(objective.text, "An objective needs its words.")
    objective.save()
    return objective


@write(
    "added the action",
    permission="plans.edit",
    owners=lambda given: [given["objective"].service_area.link_body_id],
)
def add_action(
    *, objective: Objective, reference: str, title: str, by: Viewer, at: datetime, **values: Any
) -> PlannedAction:
    values.setdefault("entered_on", timezone.localdate(at))
    action = _make_action(objective=objective, reference=reference, title=title, **values)
    _refresh(action, at)
    return action


ACTION_COLUMNS = (
    "reference", "title", "text", "order", "starts_on", "source", "responsible_organisation", "responsible_post",
)  # fmt: skip


@write("edited the action", permission="plans.edit", locks="action", owners=_overseers)
def edit_action(*, action: PlannedAction, by: Viewer, at: datetime, **values: Any) -> PlannedAction:
    _set(action, ACTION_COLUMNS, values)
    _check_text(action.title, "An action needs a title.")
    _check_text(action.reference, "An action needs a reference.")
    twin = PlannedAction.objects.filter(strategy_id=action.strategy_id, reference=action.reference)
    if twin.exclude(pk=action.pk).exists():
        raise NotPossible(f"This plan already has an action {action.reference}.")
    _check_dates(action.starts_on, action.due_on)
    action.save()
    _refresh(action, at)
    return action


@write("moved the action's date", permission="plans.edit", locks="action", owners=_overseers)
def move_action_date(
    *, action: PlannedAction, due_on: date | None, reason: str, by: Viewer, at: datetime
) -> PlannedAction:
    """The first date that is set is no move; every later change is counted, and says why."""
    _check_at_work(action)
    _check_dates(action.starts_on, due_on)
    if action.due_on and action.due_on != due_on:
        _check_text(reason, "Say why the date moves.")
        action.moved_count += 1
    action.due_on = due_on
    action.save()
    _refresh(action, at)
    return action


@write("said where the action happens", permission="plans.edit", locks="action", owners=_overseers)
def set_areas(*, action: PlannedAction, areas: Iterable[Area], by: Viewer, at: datetime) -> PlannedAction:
    action.areas.set(areas)
    return action


@write("listed the action elsewhere too", permission="plans.edit", locks="action", owners=_overseers)
def cross_list(
    *, action: PlannedAction, service_areas: Iterable[ServiceArea], by: Viewer, at: datetime
) -> PlannedAction:
    areas = [area for area in service_areas if area.pk != action.objective.service_area_id]
    if any(area.strategy_id != action.strategy_id for area in areas):
        raise NotPossible("An action can be listed only in service areas of its own plan.")
    action.cross_listed.set(areas)
    return action
