"""How the promise of an answer was kept is counted once, when the month is over."""

from __future__ import annotations

from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Viewer
from commonweal.listen.tension.models import PromiseMonth
from commonweal.listen.tension.reads.receipts import promise_kept
from commonweal.listen.tension.rules.answering import FEWEST_PUBLISHED

NO_PERSON_MAY = "tension.publish_promise"  # no role holds it: only the program itself counts


@write("counted how the promise of an answer was kept", permission=NO_PERSON_MAY)
def count_promises(*, month: date, by: Viewer, at: datetime) -> PromiseMonth:
    """Over every return of the month, whoever oversees it. Raises NotPossible where it was counted before."""
    if PromiseMonth.objects.filter(from_on=month).exists():
        raise NotPossible("This month has been counted.")
    kept = promise_kept(SYSTEM, at=at, month=month)
    if kept.owed < FEWEST_PUBLISHED:
        return PromiseMonth.objects.create(from_on=month, counted_at=at)
    return PromiseMonth.objects.create(from_on=month, owed=kept.owed, in_time=kept.in_time, counted_at=at)
