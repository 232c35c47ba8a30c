"""Who was asked about a week and has said nothing, and has not been reminded of it yet?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from commonweal.listen.tension.models import Asking, ReturnReminder, ReturnRound, TensionReturn
from commonweal.listen.tension.rules.deadlines import effective_due, reminders_due
from commonweal.listen.tension.rules.states import ARRIVED


def silent_askings(chosen: ReturnRound, week: date, *, at: datetime) -> list[tuple[Asking, str]]:
    """(asking, which reminder is due). Contributors owe nothing: only officers and partners are reminded.

    Whoever was given longer is late only after that, and nobody above them hears of it before.
    """
    clockwork = chosen.clockwork
    sent = ReturnReminder.objects.filter(asking__round=chosen, week_starting=week)
    reminded = set(sent.values_list("asking", "kind"))
    due_at, remind_at = clockwork.due_at(week), clockwork.remind_at(week)
    return [
        (asking, kind)
        for asking in _silent(chosen, week)
        for kind in reminders_due(at, remind_at=remind_at, due_at=effective_due(due_at, asking.longer_until))
        if (asking.pk, kind) not in reminded
    ]


def _silent(chosen: ReturnRound, week: date) -> QuerySet[Any]:
    """Each with until when it was given longer, if it was."""
    came = TensionReturn.objects.filter(
        round=chosen, week_starting=week, state__in=ARRIVED, asking__isnull=False
    )
    asked = Asking.objects.filter(Asking.asked_q(week), round=chosen).exclude(variant="contributor")
    longer = Max("exceptions__until_at", filter=Q(exceptions__week_starting=week))
    silent = asked.exclude(pk__in=came.values("asking")).annotate(longer_until=longer)
    return silent.select_related("round").order_by("pk")
