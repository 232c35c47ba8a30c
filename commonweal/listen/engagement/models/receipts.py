"""What is kept of a receipt that was handed to somebody, of what was written for them, and of what they said to it?

A receipt leads from a hash to words that were written for whoever holds it. Who that is stands nowhere.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.models import VisibleModel
from commonweal.ground.visibility.rules import Tier
from commonweal.listen.engagement.models.desks import PoliceRecord, for_police
from commonweal.listen.engagement.models.engagements import Issue
from commonweal.listen.engagement.rules.receipts import IS_RIGHT


class HeldReceipt(VisibleModel):
    """The hash of a secret receipt. Nobody sees it, and nothing else leads from a receipt to what it opens."""

    kind: ClassVar[str]

    receipt_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "A receipt"


class Addition(Record):
    """What whoever holds a receipt said to what they were told: whether it is right, and more."""

    is_right = models.CharField(max_length=6, choices=list(IS_RIGHT.items()), blank=True)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["said_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(is_right=""), name="%(class)s_says_something"),
            models.CheckConstraint(condition=Q(is_right__in=list(IS_RIGHT)), name="%(class)s_right_or_not"),
        ]

    def __str__(self) -> str:
        return self.text[:80] or IS_RIGHT[self.is_right]


class IssueReceipt(HeldReceipt):
    """Handed to one of those who raised an issue; there may be several, and none knows of another."""

    kind = "issue"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="receipts")

    privacy: ClassVar[dict[str, Tier]] = {"issue": Tier.NAMED, "receipt_hash": Tier.NAMED}


class ToldBack(PoliceRecord):
    """Words for those who hold a receipt for an issue: they read these, and nothing else of it."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="told_back")
    text = models.TextField()
    told_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = for_police("issue", "text", "told_by", "told_at")

    class Meta:
        ordering: ClassVar = ["told_at", "pk"]
        verbose_name_plural = "told back"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="told_back_has_words")]

    def __str__(self) -> str:
        return self.text[:80]


class IssueAddition(Addition, PoliceRecord):
    """What one of those who raised an issue said to what they were told."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="additions")
    receipt = models.ForeignKey(IssueReceipt, on_delete=models.CASCADE, related_name="additions")

    privacy: ClassVar[dict[str, Tier]] = for_police("issue", "is_right", "text", "said_at") | {
        "receipt": Tier.NAMED
    }

    class Meta(Addition.Meta):
        abstract = False
