"""What has been laid before whom, was it read, and did the e-mail go out?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.messages.rules import kind_choices
from commonweal.ground.people.models import Outgoing
from commonweal.ground.visibility.rules import Tier, Viewer


class Sending(Record):
    """One notice sent by hand: by whom, about which page, and to how many."""

    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    address = models.CharField(max_length=300)
    people = models.PositiveIntegerField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["sent_by", "sent_at", "address", "people"], Tier.PARTNERSHIP
    )

    def __str__(self) -> str:
        return f"A notice to {self.people} people"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere("people.invite") else Q(sent_by_id=viewer.account_id)


class Message(Outgoing, Record):
    """One line on one person's list: that something awaits them, and where."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=kind_choices)
    address = models.CharField(max_length=300, default="/")
    record_type = models.CharField(max_length=100, blank=True)
    record_id = models.PositiveBigIntegerField(null=True, blank=True)
    sending = models.ForeignKey(
        Sending, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    # Only the person themselves ever sees the row (visible_q), whatever tiers their roles open.
    privacy: ClassVar[dict[str, Tier]] = Outgoing.outgoing_privacy | dict.fromkeys(
        ["account", "kind", "address", "record_type", "record_id", "sending", "created_at", "read_at"],
        Tier.PUBLIC,
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["account", "read_at"], name="message_unread")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q(pk__in=()) if viewer.account_id is None else Q(account_id=viewer.account_id)
