"""Which accepted recommendations has no plan taken up yet, and where could this person put one?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from commonweal.act.plans.models import Objective, RecommendedAction
from commonweal.act.plans.reads import rows
from commonweal.assess.impact.reads.taking_up import accepted
from commonweal.ground.visibility.rules import Viewer

SHOWN = 200


def not_taken_up(viewer: Viewer) -> QuerySet[Any]:
    """By the day on which they are due."""
    return accepted(viewer).exclude(pk__in=RecommendedAction.objects.values("recommendation"))


def objectives_open_to(viewer: Viewer) -> QuerySet[Objective]:
    """The objectives under which this person may add an action."""
    found = rows.objectives(viewer)
    if viewer.may("plans.edit"):
        return found
    bodies = [body for permission, body in viewer.grants if permission == "plans.edit" and body is not None]
    return found.filter(service_area__link_body__in=bodies)
