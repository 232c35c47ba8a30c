"""What goes on by itself: a relationship whose keeper has gone is laid before those who may name another."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.exchange import reads, writes


def notice_missing_keepers(*, now: datetime) -> int:
    """How many were put on the list or taken off it."""
    on, found = timezone.localdate(now), 0
    for relationship in reads.newly_without_keeper(on):
        with suppress(NotPossible):  # another process was first
            writes.note_vacancy(relationship=relationship, by=SYSTEM, at=now)
            found += 1
    for vacancy in reads.kept_again(on):
        with suppress(NotPossible):
            writes.close_vacancy(vacancy=vacancy, by=SYSTEM, at=now)
            found += 1
    return found
