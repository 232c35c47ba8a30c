"""Which watches have new figures, so that somebody has to look through them? A step of the flow."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.assess.surveillance.reads.sources import mark_of
from commonweal.assess.surveillance.writes import look_through
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


def raise_alerts(*, now: datetime) -> int:
    """Look through every watch whose figures changed. Returns how many alerts were raised."""
    raised = 0
    for watch in Watch.objects.filter(stopped_at=None).order_by("pk"):
        if mark_of(watch, now=now) == watch.mark:
            continue
        with suppress(NotPossible):  # another worker was first
            before = Alert.objects.filter(watch=watch).count()
            look_through(watch=watch, by=SYSTEM, at=now)
            raised += Alert.objects.filter(watch=watch).count() - before
    return raised
