"""Who has not sent their return, and is reminded before the deadline and after it; and who above them hears a day later?

A step of the flow: idempotent, because a reminder is kept, and each is its own transaction.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils import timezone

from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.tension.reads.silence import silent_askings
from commonweal.listen.tension.reads.weeks import rounds_on
from commonweal.listen.tension.rules.deadlines import week_of
from commonweal.listen.tension.writes.arranging import remind


def remind_the_missing(*, now: datetime) -> int:
    """Those of this week and of the two before it whose hour has come. Returns how many were reminded."""
    reminded = 0
    today = timezone.localdate(now)
    for chosen in rounds_on(today):
        for weeks_ago in (0, 1, 2):
            week = week_of(today) - timedelta(weeks=weeks_ago)
            for asking, kind in silent_askings(chosen, week, at=now):
                with suppress(NotPossible, IntegrityError):  # another worker was first
                    remind(asking=asking, week_starting=week, kind=kind, by=SYSTEM, at=now)
                    reminded += 1
    return reminded
