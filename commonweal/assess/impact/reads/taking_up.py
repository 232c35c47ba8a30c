"""Which recommendations may a later stage take up into what it plans? It asks here; this room knows nothing of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from commonweal.assess.impact.models import Operation, Recommendation
from commonweal.ground.visibility.rules import Viewer


def seen(viewer: Viewer) -> QuerySet[Any]:
    """In any state, as far as the viewer may see them. is_secret is whether only those who were told know of the operation.

    Of a press line a plan takes up that it is to be given, and until when; its words stay here, for the police, until its
    hour.
    """
    covert = Operation.objects.filter(assessments=OuterRef("assessment"), is_covert=True)
    rows: QuerySet[Any] = Recommendation.objects.visible_to(viewer)
    return rows.annotate(is_secret=Exists(covert)).select_related("owner_body")


def accepted(viewer: Viewer) -> QuerySet[Any]:
    """Accepted and not settled, by the day on which they are due, and none of a covert operation.

    Whoever was told of one sees its recommendations; those who read what is planned were not told.
    """
    return seen(viewer).filter(state="accepted", is_secret=False)
