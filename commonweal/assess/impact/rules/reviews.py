"""When is an assessment first owed, when is it looked at again, and when is it late?

A high rating is looked at every day, a medium one every three days, a low one every week (practice of 2010; our own default,
not a national standard).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from commonweal.assess.impact.rules.scores import Rating

INTERVALS = {
    Rating.HIGH: timedelta(hours=24),
    Rating.MEDIUM: timedelta(hours=72),
    Rating.LOW: timedelta(days=7),
}
INTERVAL_WORDS = {Rating.HIGH: "every 24 hours", Rating.MEDIUM: "every 72 hours", Rating.LOW: "every 7 days"}
DUTY = timedelta(hours=24)


def next_review(rating_after: str, *, at: datetime) -> datetime:
    return at + INTERVALS[Rating(rating_after)]


def is_overdue(next_review_at: datetime | None, *, now: datetime, is_over: bool = False) -> bool:
    """Late from the moment itself on; what is over is never late."""
    return not is_over and next_review_at is not None and next_review_at <= now


def duty_due(granted_at: datetime) -> datetime:
    """When the assessment is owed that an override went ahead of."""
    return granted_at + DUTY
