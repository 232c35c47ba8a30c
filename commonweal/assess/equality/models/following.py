"""What is to be done because of an assessment, who was given more time, and what does the public not read?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.assess.equality.models.assessment import EqualityAssessment, OfEquality, person_field
from commonweal.assess.equality.models.parts import GridRow
from commonweal.assess.equality.rules.content import PART_WORDS
from commonweal.assess.equality.rules.following import HORIZON_WORDS, KIND_WORDS
from commonweal.assess.equality.rules.states import ACTION
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier


class EqualityAction(OfEquality):
    """One action of the plan. It stays open until somebody says what shows that it is done, or why it is dropped.

    told_on is the last day on which people were told that it is late; carries is the same action of the assessment that
    this one replaces.
    """

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField("what it does", max_length=10, choices=list(KIND_WORDS.items()))
    row = models.ForeignKey(GridRow, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    text = models.TextField("what is done")
    horizon = models.CharField(max_length=10, choices=list(HORIZON_WORDS.items()))
    owner_post = models.CharField("which post answers for it", max_length=200)
    measure = models.CharField("how one will know", max_length=300)
    first_due_on = models.DateField("first due")
    due_on = models.DateField("due")
    state = models.CharField(max_length=10, choices=ACTION.choices(), default=ACTION.start)
    evidence = models.TextField(blank=True)
    closing_reason = models.TextField(blank=True)
    closed_by = person_field()
    closed_at = models.DateTimeField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    carries = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_by"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "assessment", "kind", "row", "text", "horizon", "owner_post", "measure", "first_due_on", "due_on", "state",
            "evidence", "closing_reason", "closed_by", "closed_at", "told_on", "carries",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=list(ACTION.states)), name="equality_action_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open")
                | (
                    Q(closed_by__isnull=False, closed_at__isnull=False)
                    & (Q(state="done") & ~Q(evidence="") | ~Q(state="done") & ~Q(closing_reason=""))
                ),
                name="equality_action_closed_in_words",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("first_due_on")), name="equality_action_not_brought_forward"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="equality_action_due")]

    def __str__(self) -> str:
        return self.text[:80]

    def digest_parts(self) -> Iterable[Record]:
        return self.extensions.all()


class ActionExtension(OfEquality):
    """More time, given by a person for a reason. Rows are only ever added."""

    action = models.ForeignKey(EqualityAction, on_delete=models.CASCADE, related_name="extensions")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.TextField()
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    extended_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["action", "from_on", "until_on", "reason", "extended_by", "extended_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["extended_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("from_on")) & ~Q(reason=""), name="equality_extension_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: until {self.until_on}"


class Redaction(OfEquality):
    """A part that the public does not read, and the reason that it reads in its place."""

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.CASCADE, related_name="redactions")
    part = models.CharField(max_length=20, choices=list(PART_WORDS.items()))
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "part", "reason", "made_by", "made_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "part"], name="equality_redaction_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="equality_redaction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.reason}"
