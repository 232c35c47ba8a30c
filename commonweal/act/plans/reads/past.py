"""What happened to an action and to everything in it: who, when, why?"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from commonweal.act.plans.models import Evidence, KeyTask, Outcome, PlannedAction, ProgressUpdate, Resource
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import Viewer

PARTS: tuple[tuple[Any, str], ...] = (
    (KeyTask, "action"),
    (Outcome, "action"),
    (Evidence, "outcome__action"),
    (ProgressUpdate, "action"),
    (Resource, "action"),
)


def list_action_history(viewer: Viewer, action: PlannedAction) -> QuerySet[AuditEntry]:
    """The sealed entries of the action and of its parts that the viewer may see, newest first."""
    wanted = Q(subject_type=PlannedAction._meta.label_lower, subject_id=str(action.pk))
    for model, path in PARTS:
        rows = model.objects.visible_to(viewer).filter(**{path: action}).order_by()
        keys = rows.annotate(key=Cast("pk", CharField())).values("key")
        wanted |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    done = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.DONE)
    return done.filter(wanted).order_by("-sequence")
