"""What is carried on by itself once a day: how every action stands, and who must be reminded?

Both steps are safe from two workers at once: the day's row of a plan is made once, and its reminders are raised under
its lock. Run again, they find nothing to do.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from commonweal.act.plans.models import PlanDay, Strategy
from commonweal.act.plans.writes.notices import raise_reminders
from commonweal.act.plans.writes.statuses import record_statuses
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


def snapshot_statuses(*, now: datetime) -> int:
    """Look at every plan that nobody has looked at today. Returns how many plans were looked at."""
    on = timezone.localdate(now)
    waiting = list(Strategy.objects.exclude(days__looked_on=on).order_by("pk"))
    for strategy in waiting:
        record_statuses(strategy=strategy, on=on, by=SYSTEM, at=now, once=f"plan-day-{strategy.pk}-{on}")
    return len(waiting)


def raise_due_notices(*, now: datetime) -> int:
    """After the statuses were kept. Returns how many reminders were raised."""
    raised = 0
    for day in PlanDay.objects.filter(looked_on=timezone.localdate(now), noticed_at=None).order_by("pk"):
        with suppress(NotPossible):  # another worker raised them first
            raised += raise_reminders(day=day, by=SYSTEM, at=now).notices
    return raised
