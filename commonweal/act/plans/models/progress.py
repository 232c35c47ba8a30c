"""What did partners report, what proves an outcome, and who says it is not proven?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.act.plans.models.answerable import PartOfPlan, person_field
from commonweal.act.plans.models.work import Outcome, PlannedAction
from commonweal.act.plans.rules.states import CHALLENGE, EVIDENCE, UPDATE
from commonweal.ground.visibility.rules import Tier, Viewer


class ProgressUpdate(PartOfPlan):
    """One organisation's report on one action for one period. A draft is seen by that organisation alone."""

    path_to_strategy = "action__strategy"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="updates")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    period_from_on = models.DateField(null=True, blank=True)
    period_until_on = models.DateField()
    narrative = models.TextField(blank=True)
    forecast_on = models.DateField(null=True, blank=True)
    issue = models.TextField(blank=True)
    recovery_plan = models.TextField(blank=True)
    decision_needed = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=UPDATE.choices(), default=UPDATE.start)
    drafted_by = person_field()
    reported_by = person_field()
    sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = person_field()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = person_field()
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "action", "organisation", "period_from_on", "period_until_on", "narrative", "forecast_on", "issue",
            "recovery_plan", "decision_needed", "state", "drafted_by", "reported_by", "sent_at", "confirmed_by",
            "confirmed_at", "sent_back_by", "sent_back_at", "sent_back_reason",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-period_until_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state"], name="update_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "organisation", "period_until_on"],
                condition=~Q(state="withdrawn"),
                name="one_update_per_period",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="update_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (
                    (Q(reported_by__isnull=True) | ~Q(confirmed_by=F("reported_by")))
                    & (Q(drafted_by__isnull=True) | ~Q(confirmed_by=F("drafted_by")))
                ),
                name="update_not_confirmed_by_reporter",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(sent_back_reason=""), name="update_sent_back_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | (Q(sent_at__isnull=False, reported_by__isnull=False) & ~Q(narrative="")),
                name="update_sent_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} on {self.action.reference}, to {self.period_until_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        own = Q(organisation__in=viewer.organisation_ids)
        return super().visible_q(viewer) & (own | ~Q(state__in=["draft", "withdrawn"]))


class Evidence(PartOfPlan):
    """Something that shows an outcome. It counts once somebody else than the one who offered it has accepted it."""

    path_to_strategy = "outcome__action__strategy"

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField()
    source = models.CharField(max_length=500)
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    shown_from_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=EVIDENCE.choices(), default=EVIDENCE.start)
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    offered_by = person_field()
    offered_at = models.DateTimeField()
    judged_by = person_field()
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "outcome", "text", "source", "strength", "strength_scale", "shown_from_on", "state", "organisation",
            "offered_by", "offered_at", "judged_by", "judged_at", "judged_reason",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["offered_at", "pk"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True)
                | Q(offered_by__isnull=True)
                | ~Q(judged_by=F("offered_by")),
                name="evidence_not_judged_by_offerer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "rejected"])
                | Q(judged_by__isnull=False, judged_at__isnull=False),
                name="evidence_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(judged_reason=""), name="evidence_rejected_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Challenge(PartOfPlan):
    """Somebody says that what counts as done is not proven."""

    path_to_strategy = "action__strategy"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="challenges")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    why = models.TextField()
    state = models.CharField(max_length=12, choices=CHALLENGE.choices(), default=CHALLENGE.start)
    raised_by = person_field()
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = person_field()
    answered_at = models.DateTimeField(null=True, blank=True)
    pressed_count = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "action", "outcome", "why", "state", "raised_by", "raised_at", "answer", "answered_by", "answered_at",
            "pressed_count",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="challenge_says_why"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(state="open"), name="one_open_challenge_per_action"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "upheld"])
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="challenge_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | Q(raised_by__isnull=True)
                | ~Q(answered_by=F("raised_by")),
                name="challenge_not_answered_by_raiser",
            ),
        ]

    def __str__(self) -> str:
        return self.why[:80]
