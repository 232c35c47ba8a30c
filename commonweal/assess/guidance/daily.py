"""Who has to be reminded today, because guidance is due for review or a community has not answered? A step of the flow."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from commonweal.assess.guidance.reads.due import reviews_late, to_remind
from commonweal.assess.guidance.writes.documents import remind_owner
from commonweal.assess.guidance.writes.reviews import remind_of_review
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


def remind_of_guidance(*, now: datetime) -> int:
    """Each once at each stage. Returns how many documents and reviews somebody was reminded of."""
    on, reminded = timezone.localdate(now), 0
    for document in to_remind(on):
        with suppress(NotPossible):  # another worker was first
            remind_owner(document=document, by=SYSTEM, at=now)
            reminded += 1
    for review in reviews_late(on):
        with suppress(NotPossible):
            remind_of_review(review=review, by=SYSTEM, at=now)
            reminded += 1
    return reminded
