"""Who reads an agreement and what belongs to it: those who oversee or command, and the parties to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.ground.visibility.rules import Tier, Viewer

READ, PROBLEMS = "agreements.read", "agreements.problems"


def bodies_of(viewer: Viewer) -> list[int]:
    """The bodies whose own agreements the viewer may read."""
    return [body for permission, body in viewer.grants if permission == READ and body is not None]


def agreement_q(viewer: Viewer, path: str = "") -> Q:
    """path leads to the agreement, with its two underscores."""
    if viewer.may(READ):
        return Q()
    from commonweal.act.agreements.models.agreements import AgreementParty

    mine = AgreementParty.objects.filter(organisation__in=bodies_of(viewer))
    return Q(**{f"{path}pk__in": mine.values("agreement")})


def by() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def for_partners(*names: str) -> dict[str, Tier]:
    return dict.fromkeys(names, Tier.PARTNERSHIP)
