"""Which meetings does a body have, and what stands on each agenda?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.answer.meetings.rules import ACCESS_WORDS, STATE_WORDS, Access, State
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier, Viewer


class Meeting(Record):
    """One sitting of one body on one day."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=20, blank=True)
    meeting_on = models.DateField(db_index=True)
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    access = models.CharField(max_length=12, choices=[(a.value, w) for a, w in ACCESS_WORDS.items()],
                              default=Access.OPEN.value)  # fmt: skip
    exempt_reason = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, w) for s, w in STATE_WORDS.items()],
                             default=State.PLANNED.value)  # fmt: skip
    published_on = models.DateField(null=True, blank=True)
    urgency_reason = models.TextField(blank=True)
    cancelled_reason = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    tier = tier_field(Tier.PARTNERSHIP)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            ["body", "title", "number", "meeting_on", "starts_at", "place", "access", "state"], Tier.PUBLIC
        ),
        **dict.fromkeys(
            ["exempt_reason", "published_on", "urgency_reason", "cancelled_reason", "tier"], Tier.PUBLIC
        ),
        "created_by": Tier.PARTNERSHIP,
    }

    class Meta:
        ordering: ClassVar = ["-meeting_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "meeting_on", "number"], name="meeting_once_a_day_and_number"
            ),
            models.CheckConstraint(
                name="meeting_private_says_why",
                condition=Q(access=Access.OPEN.value) | ~Q(exempt_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_says_why",
                condition=~Q(state=State.CANCELLED.value) | ~Q(cancelled_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_called_has_date",
                condition=~Q(state__in=[State.CALLED.value, State.HELD.value])
                | Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_state_known", condition=Q(state__in=[s.value for s in State])
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.body)

    def digest_parts(self) -> Iterable[Record]:
        return self.items.all()


class AgendaItem(Record):
    """One line of an agenda. A paper, where there is one, names the item that it is written for."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    report_number = models.CharField(max_length=20, blank=True)
    is_exempt = models.BooleanField(default=False)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["meeting", "position", "title", "report_number", "is_exempt"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["meeting", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        open_tiers = [t.value for t in viewer.tiers if t is not Tier.NAMED]
        return Q(meeting__tier__in=open_tiers)
