"""What did victims and groups say when a scrutiny asked them?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.rules.words import THEMES


class PartnershipRecord(Record):
    """A row for members of the partnership, except those who enforce immigration law: groups did not say it to them."""

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        seen = viewer.sees(Tier.PARTNERSHIP) and not viewer.enforces_immigration
        return Q() if seen else Q(pk__in=())


class GroupFeedback(PartnershipRecord):
    """One question that one body asked a group: counts and themes, never who said what."""

    body = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="feedback_asked")
    scrutiny = models.CharField("scrutiny that asked", max_length=200)
    question = models.TextField()
    group = models.CharField("who was asked", max_length=200)
    area = models.ForeignKey("places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    asked_count = models.PositiveIntegerField("how many were asked")
    answered_count = models.PositiveIntegerField("how many answered")
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    basis = models.CharField("what it rests on", max_length=300)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "body", "scrutiny", "question", "group", "area", "from_on", "until_on", "asked_count", "answered_count",
            "strength", "strength_scale", "basis",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-until_on", "-pk"]
        verbose_name_plural = "group feedback"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="feedback_period"),
            models.CheckConstraint(
                condition=Q(answered_count__lte=F("asked_count")), name="feedback_no_more_answers_than_asked"
            ),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(basis=""), name="feedback_says_what_was_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scrutiny}: {self.question[:60]}"

    def digest_parts(self) -> Iterable[Record]:
        return self.themes.all()


class FeedbackTheme(PartnershipRecord):
    """One thing that several of those who answered said, and how many; few are not shown as a number."""

    feedback = models.ForeignKey(GroupFeedback, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=12, choices=list(THEMES.items()))
    words = models.TextField("what was said, in general words")
    said_count = models.PositiveIntegerField("how many said so")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["feedback", "theme", "words", "said_count"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["-said_count", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="feedback_theme_has_words"),
        ]

    def __str__(self) -> str:
        return self.words[:80]
