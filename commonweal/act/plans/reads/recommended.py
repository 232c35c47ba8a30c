"""Which accepted recommendations has no plan taken up yet, and where could this person put one?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from commonweal.act.plans.models import Objective, RecommendedAction
from commonweal.act.plans.reads import rows
from commonweal.assess.impact.reads.taking_up import accepted, seen
from commonweal.ground.visibility.rules import Viewer

SHOWN = 200
NOT_ACCEPTED = "This recommendation is not accepted, so no plan takes it up."
TAKEN_UP = "A plan has taken up this recommendation already."
TOLD_ALONE = (
    "Only those who were told know of this operation, and more people read a plan: what was recommended stays in the "
    "assessment."
)


def recommendations(viewer: Viewer) -> QuerySet[Any]:
    """Whether or not a plan may take them up: why_not says."""
    return seen(viewer)


def not_taken_up(viewer: Viewer) -> QuerySet[Any]:
    """By the day on which they are due."""
    return accepted(viewer).exclude(pk__in=RecommendedAction.objects.values("recommendation"))


def why_not(viewer: Viewer, key: int) -> str:
    """Why no plan takes up this recommendation, in a sentence; "" where one may."""
    found = seen(viewer).filter(pk=key).first()
    if found is None:
        return NOT_ACCEPTED
    if found.is_secret:
        return TOLD_ALONE
    if RecommendedAction.objects.filter(recommendation=key).exists():
        return TAKEN_UP
    return "" if found.state == "accepted" else NOT_ACCEPTED


def objectives_open_to(viewer: Viewer) -> QuerySet[Objective]:
    """The objectives under which this person may add an action."""
    found = rows.objectives(viewer)
    if viewer.may("plans.edit"):
        return found
    bodies = [body for permission, body in viewer.grants if permission == "plans.edit" and body is not None]
    return found.filter(service_area__link_body__in=bodies)
