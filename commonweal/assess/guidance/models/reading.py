"""Whose is it, and who reads it: by tier, as its owner, or because a community was asked?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.assess.guidance.rules.kinds import TIERS
from commonweal.assess.guidance.rules.states import APPROVE, REVIEW, WRITE
from commonweal.ground.visibility.rules import Tier, Viewer

NOTHING = Q(pk__in=())


def person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def own_q(viewer: Viewer, path: str, *permissions: str) -> Q:
    """What belongs to an organisation for which the viewer may do one of these."""
    owners = {owner for permission, owner in viewer.grants if permission in permissions}
    return Q() if None in owners else Q(**{f"{path}__in": owners}) if owners else NOTHING


def tier_q(viewer: Viewer, path: str = "") -> Q:
    """Those who enforce immigration law read what everybody reads."""
    seen = [Tier.PUBLIC] if viewer.enforces_immigration else [t for t in viewer.tiers if t.value in TIERS]
    return Q(**{f"{path}tier__in": [t.value for t in seen]})


def own_work_q(viewer: Viewer, path: str) -> Q:
    return NOTHING if viewer.enforces_immigration else own_q(viewer, path, WRITE, APPROVE)


def asked_of(viewer: Viewer) -> Q:
    """The reviews for which this viewer's community organisation is asked, or was."""
    if viewer.enforces_immigration:
        return NOTHING
    return own_q(viewer, "group", REVIEW) & ~Q(state="taken_back")
