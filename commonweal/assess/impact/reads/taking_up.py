"""Which recommendations may a later stage take up into what it plans? It asks here; this room knows nothing of plans."""

from __future__ import annotations

from django.db.models import QuerySet

from commonweal.assess.impact.models import Recommendation
from commonweal.ground.visibility.rules import Viewer


def accepted(viewer: Viewer) -> QuerySet[Recommendation]:
    """Accepted and not settled, as far as the viewer may see them, by the day on which they are due."""
    return (
        Recommendation.objects.visible_to(viewer)
        .filter(state="accepted")
        .exclude(kind="press")
        .select_related("owner_body")
    )
