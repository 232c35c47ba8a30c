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
    ProgressUpdate,
    Resource,
    StatusSnapshot,
)  # fmt: skip
from commonweal.ground.visibility.rules import Viewer


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
