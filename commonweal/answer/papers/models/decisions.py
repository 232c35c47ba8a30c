"""What did a body do with what it was asked?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.answer.papers.models.parts import Recommendation
from commonweal.answer.papers.rules import VERB_WORDS
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class Decision(Record):
    """What the body did with one recommendation, in its own verb."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="decision")
    verb = models.CharField(max_length=20, choices=[(v.value, w) for v, w in VERB_WORDS.items()])
    detail = models.TextField(blank=True)
    minute = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(["recommendation", "verb", "detail", "minute", "decided_on"], Tier.PARTNERSHIP),
        "recorded_by": Tier.OVERSIGHT,
    }

    class Meta:
        ordering: ClassVar = ["recommendation"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_says_what_it_must",
                condition=~Q(verb__in=["agreed_as_amended", "deferred", "referred", "rejected"])
                | ~Q(detail=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.recommendation}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q(recommendation__paper__tier__in=[t.value for t in viewer.tiers if t is not Tier.NAMED])
