"""Which month is over, so that everybody may read how our promise was kept in it?

A step of the flow: idempotent, because a month is counted once.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError

from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.tension.reads.receipts import uncounted_month
from commonweal.listen.tension.writes.promising import count_promises


def publish_promises(*, now: datetime) -> int:
    """One month at the most: the latest that is over. Returns how many were counted."""
    month = uncounted_month(at=now)
    if month is None:
        return 0
    with suppress(NotPossible, IntegrityError):  # another worker was first
        count_promises(month=month, by=SYSTEM, at=now)
        return 1
    return 0
