"""What goes on by itself: relationships whose keeper has gone, whose agreement has run out, and answers that are late."""

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


def end_what_has_run_out(*, now: datetime) -> int:
    """Nobody is shown who it is since the day until which they agreed; now nothing about them is kept either."""
    ended = 0
    for relationship in reads.list_run_out(timezone.localdate(now)):
        with suppress(NotPossible):  # another process was first
            writes.end_run_out(relationship=relationship, by=SYSTEM, at=now)
            ended += 1
    return ended


def remind_of_late_answers(*, now: datetime) -> int:
    """The day after an answer was owed to those who told us something. Returns how many answers are waited for."""
    reminded = 0
    for exchange in reads.list_to_remind(timezone.localdate(now)):
        with suppress(NotPossible):  # another process was first
            writes.remind_keepers(exchange=exchange, by=SYSTEM, at=now)
            reminded += 1
    return reminded
