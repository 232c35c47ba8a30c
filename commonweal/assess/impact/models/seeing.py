"""Who sees an operation, and all that hangs on it?"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.assess.impact.rules.states import AUTHORISE, OVERSEE, READ
from commonweal.ground.visibility.rules import Tier, Viewer

NOTHING = Q(pk__in=())


def person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def operation_q(viewer: Viewer, path: str = "") -> Q:
    """The condition that a viewer sees the operation that this path leads to ("" for operations, "operation__" …).

    A covert operation is seen by whoever asked for it, by its commanders and by those who were told. What communities say
    is in every assessment: those who enforce immigration law see none of it.
    """
    if viewer.enforces_immigration or not viewer.sees(Tier.PARTNERSHIP):
        return NOTHING
    reads = _reach(viewer, READ, path)
    if viewer.may_somewhere(OVERSEE):
        reads = Q()
    if reads == NOTHING or viewer.is_system:
        return reads
    told = apps.get_model("impact.OperationTold").objects.filter(account_id=viewer.account_id or 0)
    named = Q(**{f"{path}pk__in": told.values("operation_id")})
    mine = Q(**{f"{path}asked_by_id": viewer.account_id})
    return reads & (Q(**{f"{path}is_covert": False}) | mine | named | _reach(viewer, AUTHORISE, path))


def _reach(viewer: Viewer, permission: str, path: str) -> Q:
    """The operations of the bodies for which the viewer holds the permission."""
    if viewer.may(permission):
        return Q()
    bodies = [body for granted, body in viewer.grants if granted == permission and body is not None]
    return Q(**{f"{path}owner_id__in": bodies}) if bodies else NOTHING
