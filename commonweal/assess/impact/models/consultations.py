"""Who was asked about an assessment, what did they advise, and what became of it?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.impact.models.assessments import Assessment
from commonweal.assess.impact.models.operations import OperationTold
from commonweal.assess.impact.models.parts import PartRecord, overseer_q, reader_q
from commonweal.assess.impact.models.seeing import person
from commonweal.assess.impact.rules.advice import ANSWERS, GROUPS, NEEDS_REASON, OPEN, WAYS
from commonweal.ground.visibility.rules import Tier, Viewer


class Consultation(PartRecord):
    """One occasion on which a group or a role was asked. who is never a private person's name.

    An entry is answered once. After a version that holds it was submitted it no longer changes: an entry that corrects it
    is added. Those who oversee read what was declined.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="consultations")
    group = models.CharField(max_length=12, choices=list(GROUPS.items()))
    who = models.CharField("role or group", max_length=200)
    held_on = models.DateField("when")
    way = models.CharField("how", max_length=12, choices=list(WAYS.items()))
    shared = models.TextField("what they were told")
    advice = models.TextField(blank=True)
    answer = models.CharField("what became of it", max_length=10, choices=list(ANSWERS.items()), default=OPEN)
    reason = models.TextField("why", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = person(null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = person(null=True, blank=True)
    told = models.ForeignKey(
        OperationTold, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="who of those told was asked",
    )  # fmt: skip
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "group", "held_on", "advice", "answer", "reason", "answered_at"], Tier.PARTNERSHIP
    ) | dict.fromkeys(
        ["who", "way", "shared", "answered_by", "entered_at", "entered_by", "told", "corrects"], Tier.POLICE
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["held_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(who="") & ~Q(shared=""), name="consultation_says_who_and_what"),
            models.CheckConstraint(
                condition=Q(answer__in=list(ANSWERS), group__in=list(GROUPS), way__in=list(WAYS)),
                name="consultation_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=NEEDS_REASON) | ~Q(reason=""), name="consultation_declined_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answer=OPEN, answered_at__isnull=True)
                | (~Q(answer=OPEN) & Q(answered_at__isnull=False)),
                name="consultation_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(answer="none") & Q(advice="")) | (~Q(answer="none") & ~Q(advice="")),
                name="consultation_answers_advice",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_group_display()}, {self.held_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever oversees finds the advice that was not taken."""
        not_taken = overseer_q(viewer, Q(answer__in=NEEDS_REASON), cls.path_to_operation)
        return reader_q(viewer, cls.path_to_operation) | not_taken
