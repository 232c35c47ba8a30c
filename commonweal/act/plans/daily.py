"""What is carried on by itself once a day: how every action stands, and who must be reminded?

Both steps go through a plan a piece at a time, each piece in its own transaction under the lock of the plan's day. So two
workers share the work and do none of it twice, and a worker that was stopped is carried on. Run again, they find nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from commonweal.act.plans.models import PlanDay, Strategy
from commonweal.act.plans.writes.notices import raise_reminders
from commonweal.act.plans.writes.statuses import begin_day, look_further
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


def snapshot_statuses(*, now: datetime) -> int:
    """Look at every plan that has not been looked through today. Returns how many plans were."""
    on = timezone.localdate(now)
    whole = PlanDay.objects.filter(looked_on=on, is_whole=True).values("strategy")
    waiting = list(Strategy.objects.exclude(pk__in=whole).order_by("pk"))
    for strategy in waiting:
        day = PlanDay.objects.filter(strategy=strategy, looked_on=on).first() or begin_day(
            strategy=strategy, on=on, by=SYSTEM, at=now, once=f"plan-day-{strategy.pk}-{on}"
        )
        with suppress(NotPossible):  # another worker came to the end first
            while not day.is_whole:
                day = look_further(day=day, by=SYSTEM, at=now)
    return len(waiting)


def raise_due_notices(*, now: datetime) -> int:
    """After the statuses were kept. Returns how many reminders were raised."""
    raised = 0
    today = PlanDay.objects.filter(looked_on=timezone.localdate(now), is_whole=True, noticed_at=None)
    for day in today.order_by("pk"):
        raised += _remind(day, now)
    return raised


def _remind(day: PlanDay, now: datetime) -> int:
    with suppress(NotPossible):  # another worker came to the end first
        while day.noticed_at is None:
            day = raise_reminders(day=day, by=SYSTEM, at=now)
    return day.notices
