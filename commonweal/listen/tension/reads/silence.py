"""Who was asked about a week and has said nothing, and has not been reminded of it yet?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.listen.tension.models import Asking, ReturnReminder, ReturnRound, TensionReturn
from commonweal.listen.tension.rules.states import ARRIVED


def silent_askings(chosen: ReturnRound, week: date, *, at: datetime) -> list[tuple[Asking, str]]:
    """(asking, which reminder is due). Contributors owe nothing: only officers and partners are reminded."""
    clockwork = chosen.clockwork
    kind = "after" if at > clockwork.due_at(week) else "before" if at >= clockwork.remind_at(week) else ""
    if not kind:
        return []
    came = TensionReturn.objects.filter(
        round=chosen, week_starting=week, state__in=ARRIVED, asking__isnull=False
    )
    reminded = ReturnReminder.objects.filter(asking__round=chosen, week_starting=week, kind=kind)
    asked = Asking.objects.filter(Asking.asked_q(week), round=chosen).exclude(variant="contributor")
    silent = asked.exclude(pk__in=came.values("asking")).exclude(pk__in=reminded.values("asking"))
    return [(asking, kind) for asking in silent.select_related("round").order_by("pk")]
