"""Which assessments are re-opened by what was heard since they were written? A step of the flow."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from commonweal.assess.impact.reads.reopening import news_for, waiting
from commonweal.assess.impact.writes.reopening import reopen_assessment
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


def reopen_for_news(*, now: datetime) -> int:
    """Returns how many assessments something new was laid before, each in its own transaction."""
    reopened = 0
    for assessment in waiting():
        if not news_for(assessment):
            continue
        with suppress(NotPossible):  # another worker was first
            reopen_assessment(assessment=assessment, by=SYSTEM, at=now)
            reopened += 1
    return reopened
