"""How are resources entered, secured and lost?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonweal.act.plans.models import PlannedAction, Resource
from commonweal.act.plans.rules.states import RESOURCE
from commonweal.act.plans.writes.building import _check_text, _make_resource
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.act.plans.writes.structure import _check_at_work, _set
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _overseers(resource: Resource) -> frozenset[int]:
    return resource.action.link_body_ids()


@write("added a resource", permission="plans.edit", owners=lambda given: given["action"].link_body_ids())
def add_resource(
    *, action: PlannedAction, kind: str, text: str, by: Viewer, at: datetime, **values: Any
) -> Resource:
    _check_at_work(action)
    resource = _make_resource(action=action, kind=kind, text=text, **values)
    _refresh(action, at)
    return resource


@write("edited the resource", permission="plans.edit", locks="resource", owners=_overseers)
def edit_resource(*, resource: Resource, by: Viewer, at: datetime, **values: Any) -> Resource:
    _set(resource, ("kind", "text", "provider", "amount", "condition"), values)
    _check_text(resource.text, "Say what the resource is.")
    if resource.state == "conditional":
        _check_text(resource.condition, "Write down the condition on which the resource depends.")
    resource.save()
    _refresh(resource.action, at)
    return resource


@write("changed the state of the resource", permission="plans.edit", locks="resource", owners=_overseers)
def move_resource(
    *, resource: Resource, event: str, by: Viewer, at: datetime, reason: str = "", condition: str = ""
) -> Resource:
    if event not in RESOURCE.events:
        raise NotPossible("Choose what became of the resource.")
    return _move(resource, event, reason=reason, condition=condition, by=by, at=at)


@write("decided the resource's condition", permission="plans.edit", locks="resource", owners=_overseers)
def decide_condition(*, resource: Resource, met: bool, reason: str, by: Viewer, at: datetime) -> Resource:
    """The action's status follows: a condition that was not met puts it off track, and its sentence says so."""
    return _move(
        resource, "meet_condition" if met else "fail_condition", reason=reason, condition="", by=by, at=at
    )


def _move(
    resource: Resource, event: str, *, reason: str, condition: str, by: Viewer, at: datetime
) -> Resource:
    resource.state = RESOURCE.follow(resource.state, event)
    RESOURCE.check_reason(event, reason)
    resource.condition = condition.strip() or resource.condition
    if resource.state == "conditional":
        _check_text(resource.condition, "Write down the condition on which the resource depends.")
    resource.decided_by_id, resource.decided_at = by.account_id, at
    resource.decision_reason = reason.strip()
    resource.save()
    _refresh(resource.action, at)
    return resource
