"""What do officers expect to happen soon?"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import ForwardEvent, ReturnRound
from commonweal.listen.tension.rules.states import LOOKED_AT

AHEAD = timedelta(days=28)
MOST_SHOWN = 50


def forward_look(viewer: Viewer, chosen: ReturnRound, *, since: date) -> QuerySet[ForwardEvent]:
    """The first fifty things in the four weeks from this day on, from returns that a second person looked at."""
    rows = ForwardEvent.objects.visible_to(viewer).filter(
        of__round=chosen, of__state__in=LOOKED_AT, happens_on__gte=since, happens_on__lt=since + AHEAD
    )
    shown = rows.select_related("of__area").defer("of__area__boundary", "of__area__outline")
    return shown.order_by("happens_on", "pk")[:MOST_SHOWN]
