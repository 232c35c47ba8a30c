"""Which plans are there, and which parts of one may be filtered by?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonweal.act.plans.models import (
    ActionPartner,
    Challenge,
    Evidence,
    KeyTask,
    Objective,
    Outcome,
    PlannedAction,
    ProgressUpdate,
    ReadingDoubt,
    Resource,
    ServiceArea,
    Strategy,
)  # fmt: skip
from commonweal.ground.visibility.rules import Tier, Viewer


def list_plans(viewer: Viewer) -> QuerySet[Any]:
    """Every plan, with how many actions it has and how many of them need attention."""
    worrying = Q(actions__snapshots__is_current=True, actions__snapshots__concerns_count__gt=0)
    return plans(viewer).annotate(
        action_count=Count("actions", distinct=True),
        concern_count=Count("actions", filter=worrying, distinct=True),
    )


def _seen(model: Any, viewer: Viewer, *related: str) -> QuerySet[Any]:
    """A viewer outside the partnership sees no live plan, so there is nothing to join."""
    rows = model.objects.visible_to(viewer)
    return rows.select_related(*related) if viewer.sees(Tier.PARTNERSHIP) else rows.none()


def plans(viewer: Viewer) -> QuerySet[Any]:
    return _seen(Strategy, viewer, "owner_organisation")


def service_areas(viewer: Viewer) -> QuerySet[Any]:
    return _seen(ServiceArea, viewer, "strategy__owner_organisation", "link_body")


def objectives(viewer: Viewer) -> QuerySet[Any]:
    return _seen(Objective, viewer, "service_area__strategy")


def actions(viewer: Viewer) -> QuerySet[Any]:
    return _seen(PlannedAction, viewer, "strategy", "objective__service_area__link_body")


def actions_by_objective(viewer: Viewer, strategy: Strategy) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for action in (
        _seen(PlannedAction, viewer).filter(strategy=strategy).only("reference", "title", "objective")
    ):
        found[action.objective_id].append(action)
    return dict(found)


def tasks(viewer: Viewer) -> QuerySet[Any]:
    return _seen(KeyTask, viewer, "action__strategy", "parent")


def outcomes(viewer: Viewer) -> QuerySet[Any]:
    return _seen(Outcome, viewer, "action__strategy")


def updates(viewer: Viewer) -> QuerySet[Any]:
    people = ("drafted_by", "reported_by", "confirmed_by", "sent_back_by")
    return _seen(ProgressUpdate, viewer, "action__strategy", "organisation", *people)


def evidence(viewer: Viewer) -> QuerySet[Any]:
    return _seen(Evidence, viewer, "outcome__action__strategy", "offered_by", "judged_by", "organisation")


def resources(viewer: Viewer) -> QuerySet[Any]:
    return _seen(Resource, viewer, "action__strategy")


def challenges(viewer: Viewer) -> QuerySet[Any]:
    return _seen(Challenge, viewer, "action__strategy", "raised_by", "answered_by")


def doubts(viewer: Viewer) -> QuerySet[Any]:
    return _seen(ReadingDoubt, viewer, "strategy", "action__strategy", "settled_by")


def partners(viewer: Viewer) -> QuerySet[Any]:
    return _seen(ActionPartner, viewer, "action__strategy", "organisation")
