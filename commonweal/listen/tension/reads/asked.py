"""What is this person asked, this week and last?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import Asking, ReturnRound
from commonweal.listen.tension.reads.returns import AskedOfMe, asked_of
from commonweal.listen.tension.rules.deadlines import week_at


def askings(viewer: Viewer) -> QuerySet[Asking]:
    return Asking.objects.visible_to(viewer).select_related("round", "area", "organisation", "overseer")


def this_and_last_week(viewer: Viewer, rounds: Sequence[ReturnRound], *, at: datetime) -> list[AskedOfMe]:
    """This week first; of last week only what is still owed."""
    if not rounds:
        return []
    week = week_at(at, rounds[0].zone)
    found = asked_of(viewer, rounds, (week, week - timedelta(days=7)), at=at)
    return [
        each
        for each in found
        if each.week == week or each.sent is None or each.sent.state in ("draft", "returned")
    ]
