"""Which periods share a day with another?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def overlapping(since_on: date, until_on: date | None = None) -> Q:
    """The condition that a half-open period shares a day with this one."""
    still = Q(until_on__isnull=True) | Q(until_on__gt=since_on)
    return still & Q(since_on__lt=until_on) if until_on else still
