"""What does London Enriched promise? Its service areas, actions, tasks, outcomes, partners and resources, entered at its launch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import Objective, PlannedAction, ServiceArea
from commonweal.act.plans.writes.partners import add_partner, set_lead
from commonweal.act.plans.writes.resources import add_resource
from commonweal.act.plans.writes.structure import (
    add_action,
    add_objective,
    add_service_area,
    add_strategy,
    cross_list,
    set_areas,
)
from commonweal.act.plans.writes.work import add_outcome, add_task
from commonweal.config.demonstration.story import Step, World, moment, read, weekly
from commonweal.ground.places.reads import find_area

Given = dict[str, Any]


def steps(*, until: date) -> Iterator[Step]:
    plan = read("plan")
    launched = plan["strategy"]["launched"]
    entered = moment(launched, 14)
    yield Step(entered, partial(_strategy, plan))
    # The worker looks at every plan once a day; a look a week is enough to tell a year.
    for day in weekly(launched + timedelta(days=1), until):
        yield Step(moment(day, 7), lambda world, at: snapshot_statuses(now=at))


def _strategy(plan: Given, world: World, at: datetime) -> None:
    who = world.who(plan["strategy"]["entered_by"], at)
    row = plan["strategy"]
    world.strategy = add_strategy(
        title=row["title"], owner_organisation=world.organisations[row["owner"]], launched_on=row["launched"],
        is_statutory=row["statutory"], source=row["source"], **who,
    )  # fmt: skip
    areas: dict[str, ServiceArea] = {}
    for order, block in enumerate(plan["areas"], 1):
        areas[block["title"]] = _service_area(world, block, order, who)
    for block in plan["areas"]:
        for each in block.get("objectives", ()):
            objective = add_objective(service_area=areas[block["title"]], text=each["text"], **who)
            for action in each["actions"]:
                _action(world, objective, action, areas, who)


def _service_area(world: World, block: Given, order: int, who: Given) -> ServiceArea:
    return add_service_area(
        strategy=world.strategy, title=block["title"], order=order, link_body=world.organisations[block["link"]], **who
    )  # fmt: skip


def _action(
    world: World, objective: Objective, row: Given, areas: dict[str, ServiceArea], who: Given
) -> None:
    action = add_action(
        objective=objective, reference=row["reference"], title=row["title"], text=row["text"], starts_on=row["starts"],
        due_on=row["due"], source="report 5 of 22 July 2010", **who,
    )  # fmt: skip
    world.actions[row["reference"]] = action
    for task in row["tasks"]:
        made = add_task(action=action, text=task["text"], due_on=task["due"], **who)
        for part in task.get("subtasks", ()):
            add_task(action=action, parent=made, text=part, **who)
    for outcome in row["outcomes"]:
        add_outcome(action=action, text=outcome["text"], kind=outcome["kind"], **who)
    for name in row["partners"]:
        add_partner(action=action, organisation=world.organisations[name], role="partner", **who)
    for resource in row["resources"]:
        _resource(world, action, resource, who)
    _around(world, action, row, areas, who)


def _resource(world: World, action: PlannedAction, row: Given, who: Given) -> None:
    add_resource(
        action=action, kind=row["kind"], text=row["text"], provider=world.organisations[row["provider"]],
        state=row["state"], condition=row.get("condition", ""), **who,
    )  # fmt: skip


def _around(
    world: World, action: PlannedAction, row: Given, areas: dict[str, ServiceArea], who: Given
) -> None:
    """Who leads it, where it happens, and where else it is listed: each only where the plan says so."""
    if "lead" in row:
        lead = world.organisations[row["lead"]]
        set_lead(action=action, organisation=lead, contact_post=row["contact"], **who)
    if "boroughs" in row:
        places = [find_area(name, level="borough", on=who["at"].date()) for name in row["boroughs"]]
        set_areas(action=action, areas=places, **who)
    if "shared_with" in row:
        cross_list(action=action, service_areas=[areas[title] for title in row["shared_with"]], **who)
