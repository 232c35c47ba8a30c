"""What goes on by itself: consent that has run out is erased, and promises that were open for too long become public."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.engagement.models import Contact
from commonweal.listen.engagement.reads.engagements import overdue_and_hidden
from commonweal.listen.engagement.writes.contacts import end_contact
from commonweal.listen.engagement.writes.engagements import show_overdue


def erase_expired_contacts(*, now: datetime) -> int:
    """Nobody sees them since the day their consent ran out; now nothing about them is kept either."""
    on, erased = timezone.localdate(now), 0
    for contact in Contact.objects.visible_to(SYSTEM).filter(ended_on__isnull=True, expires_on__lte=on):
        with suppress(NotPossible):  # another process was first
            end_contact(contact=contact, because="expired", by=SYSTEM, at=now, on=on)
            erased += 1
    return erased


def show_overdue_commitments(*, now: datetime) -> int:
    on, shown = timezone.localdate(now), 0
    for commitment in overdue_and_hidden(on):
        with suppress(NotPossible):
            show_overdue(commitment=commitment, by=SYSTEM, at=now, on=on)
            shown += 1
    return shown
