"""What were we told, for what may it be used, what did we answer, and what happened next?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange.models.relationships import (
    NOTHING,
    TrustedRelationship,
    in_states,
    kept_by,
    person,
)
from commonweal.listen.exchange.rules.states import SAID_WORDS, Said

DIRECTIONS = [("heard", "They told us"), ("told", "We told them")]


class Exchange(Record):
    """One thing that was said, by them or by us. From whom is the relationship's, and hidden from everybody else."""

    relationship = models.ForeignKey(TrustedRelationship, on_delete=models.PROTECT, related_name="exchanges")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=6, choices=DIRECTIONS, default="heard")
    said_on = models.DateField()
    words = models.TextField(blank=True)
    is_shareable = models.BooleanField("analysts may read it", default=False)
    state = models.CharField(
        max_length=14, choices=[(s.value, w) for s, w in SAID_WORDS.items()], default=Said.TOLD.value
    )
    clock = models.CharField(max_length=60)
    acknowledge_by_on = models.DateField()
    next_by_on = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = person(null=True, blank=True)
    happened_next = models.TextField(blank=True)
    told_back_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField("its keepers were reminded on", null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "relationship": Tier.NAMED,
        **dict.fromkeys(
            ["community", "direction", "said_on", "words", "is_shareable", "state", "clock", "acknowledge_by_on",
             "next_by_on", "acknowledged_at", "answer", "answered_at", "answered_by", "happened_next", "told_back_at",
             "reminded_on"],
            Tier.POLICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-said_on", "-pk"]
        constraints: ClassVar = [
            in_states(Said, "exchange_state_known"),
            models.CheckConstraint(
                condition=~Q(words="") | Q(state=Said.WITHDRAWN.value), name="exchange_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=Said.WITHDRAWN.value) | Q(words="", answer="", happened_next=""),
                name="taken_back_leaves_no_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[Said.ANSWERED.value])
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=Said.TOLD_BACK.value)
                | Q(direction="told")
                | (~Q(happened_next="") & Q(told_back_at__isnull=False)),
                name="told_back_says_what_happened",
            ),
        ]

    def __str__(self) -> str:
        return f"Exchange {self.pk}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return said_to(viewer)

    def digest_parts(self) -> Iterable[Record]:
        return [*self.agreed.all(), *self.additions.all()]

    @property
    def keeper_id(self) -> int:
        """For whoever holds the row with its relationship: the person who answers for it."""
        return self.relationship.keeper_id


def said_to(viewer: Viewer, path: str = "") -> Q:
    """Their keeper sees everything that was said; analysts what was marked for them, without from whom."""
    prefix = f"{path}__" if path else ""
    kept = kept_by(viewer, f"{prefix}relationship")
    if viewer.may_somewhere("trusted.read") and viewer.sees(Tier.POLICE):
        return kept | Q(**{f"{prefix}is_shareable": True, f"{prefix}state__in": _WITH_WORDS})
    return kept if kept != NOTHING else NOTHING


_WITH_WORDS = [s.value for s in Said if s is not Said.WITHDRAWN]


class AgreedPurpose(Record):
    """One purpose for which those who told us something said that it may be used."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="agreed")
    purpose = models.CharField(max_length=40)
    scale = models.CharField(max_length=60)
    agreed_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["exchange", "purpose", "scale", "agreed_on", "withdrawn_at"], Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exchange", "purpose"], name="purpose_agreed_once"),
            models.CheckConstraint(condition=~Q(purpose=""), name="agreed_purpose_named"),
        ]

    def __str__(self) -> str:
        return self.purpose

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return said_to(viewer, "exchange")
