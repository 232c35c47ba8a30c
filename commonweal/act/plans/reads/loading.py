"""How are actions fetched with everything that their status follows from, in the same few queries for one or for many?"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from commonweal.act.plans.models import (
    ActionPartner,
    Challenge,
    Evidence,
    KeyTask,
    Outcome,
    PlannedAction,
    ProgressUpdate,
    ReadingDoubt,
    Resource,
    ServiceArea,
    StatusSnapshot,
)  # fmt: skip
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.ground.visibility.together import fetch_together, keep_for_each, keep_related

JOINED = (
    "strategy__owner_organisation", "objective__service_area__link_body", "responsible_organisation", "override_by",
    "proposed_by", "closed_by",
)  # fmt: skip
BY_ACTION = ("partners", "tasks", "outcomes", "resources", "updates", "challenges", "snapshots", "doubts")


def whole_actions(viewer: Viewer, *, only_current: bool = False, **where: Any) -> list[PlannedAction]:
    """Actions with every part of theirs, in two queries; only_current leaves out how they stood before."""
    if not viewer.sees(Tier.PARTNERSHIP):
        return []
    actions = list(PlannedAction.objects.visible_to(viewer).filter(**where).select_related(*JOINED))
    if not actions:
        return []
    parts = fetch_together(
        **_parts(viewer, {f"action__{name}": value for name, value in where.items()}, only_current)
    )
    keep_for_each(parts["outcomes"], "evidence", parts["evidence"])
    for name in BY_ACTION:
        keep_for_each(actions, name, parts[name])
    _keep_linked(actions, "areas", Area, parts["areas"])
    _keep_linked(actions, "cross_listed", ServiceArea, parts["cross_listed"])
    return actions


def _parts(viewer: Viewer, within: dict[str, Any], only_current: bool) -> dict[str, QuerySet[Any]]:
    def seen(model: Any, *related: str) -> QuerySet[Any]:
        return model.objects.visible_to(viewer).filter(**within).select_related(*related)

    runs = seen(StatusSnapshot)
    linked = {name.replace("action__", "plannedaction__", 1): value for name, value in within.items()}
    areas = PlannedAction.areas.through.objects.filter(**linked).select_related("area").order_by("area__name")
    listed = PlannedAction.cross_listed.through.objects.filter(**linked)
    evidence = Evidence.objects.visible_to(viewer).filter(**{f"outcome__{k}": v for k, v in within.items()})
    return {
        "partners": seen(ActionPartner, "organisation"),
        "tasks": seen(KeyTask, "done_by"),
        "outcomes": seen(Outcome),
        "evidence": evidence.select_related("offered_by", "judged_by"),
        "resources": seen(Resource),
        "updates": seen(
            ProgressUpdate, "drafted_by", "reported_by", "confirmed_by", "sent_back_by", "organisation"
        ),
        "challenges": seen(Challenge, "raised_by", "answered_by"),
        "snapshots": runs.filter(is_current=True) if only_current else runs,
        "doubts": seen(ReadingDoubt, "settled_by"),
        "areas": areas.only("plannedaction", "area__name"),
        "cross_listed": listed.select_related("servicearea__link_body").order_by(
            "servicearea__order", "servicearea"
        ),
    }


def _keep_linked(actions: list[PlannedAction], name: str, model: type[Any], links: list[Any]) -> None:
    found: dict[int, list[Any]] = {action.pk: [] for action in actions}
    for link in links:
        if link.plannedaction_id in found:
            found[link.plannedaction_id].append(getattr(link, model._meta.model_name))
    for action in actions:
        keep_related(action, name, found[action.pk])


def with_parts(actions: QuerySet[Any], viewer: Viewer, *, history: bool = True) -> QuerySet[Any]:
    """Nine queries in all, however many actions."""
    evidence = Evidence.objects.visible_to(viewer)
    parts: list[Any] = [
        Prefetch("partners", ActionPartner.objects.visible_to(viewer).select_related("organisation")),
        Prefetch("tasks", KeyTask.objects.visible_to(viewer).order_by("number", "pk")),
        Prefetch("outcomes", Outcome.objects.visible_to(viewer)),
        Prefetch("outcomes__evidence", evidence),
        Prefetch("resources", Resource.objects.visible_to(viewer)),
        Prefetch("updates", ProgressUpdate.objects.visible_to(viewer)),
        Prefetch("challenges", Challenge.objects.visible_to(viewer)),
    ]
    if history:
        parts.append(Prefetch("snapshots", StatusSnapshot.objects.visible_to(viewer)))
    related = ("strategy", "objective__service_area", "override_by")
    return actions.select_related(*related).prefetch_related(*parts)
