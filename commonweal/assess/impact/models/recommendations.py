"""What does an assessment recommend, with the press line and the forum that go with it, and is it done?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.assessments import Assessment
from commonweal.assess.impact.models.consultations import Consultation
from commonweal.assess.impact.models.parts import PartRecord, overseer_q, reader_q
from commonweal.assess.impact.models.seeing import person
from commonweal.assess.impact.rules.advice import KINDS, RECOMMENDATION
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer

PLAN = "impact.plan"
_STATES = list(RECOMMENDATION.states)


class Recommendation(PartRecord):
    """One thing to be done, by whom and until when. It goes on after the version was submitted, so it has its own version."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="recommendations")
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    text = models.TextField("what is recommended")
    owner_body = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    owner_post = models.CharField("post that does it", max_length=200)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=RECOMMENDATION.choices(), default=RECOMMENDATION.start)
    proposed_at = models.DateTimeField()
    proposed_by = person(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(null=True, blank=True)
    reason = models.TextField("why it was declined", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.TextField("what was done, or where it went", blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "kind", "text", "owner_body", "owner_post", "due_on", "state", "decided_at", "reason"], Tier.PARTNERSHIP
    ) | dict.fromkeys(
        ["proposed_at", "proposed_by", "decided_by", "settled_at", "settled_words"], Tier.POLICE
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(owner_post=""), name="recommendation_has_an_owner"),
            models.CheckConstraint(
                condition=Q(state__in=_STATES, kind__in=list(KINDS)), name="recommendation_words_known"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="recommendation_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
                name="recommendation_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="recommendation_declined_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "transferred"])
                | (Q(settled_at__isnull=False) & ~Q(settled_words="")),
                name="recommendation_settled_says_how",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="recommendation_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever oversees finds what was declined, and whoever plans what was accepted and is not covert."""
        path = cls.path_to_operation
        seen = reader_q(viewer, path) | overseer_q(viewer, Q(state="declined"), path)
        if not viewer.may_somewhere(PLAN) or viewer.enforces_immigration:
            return seen
        return seen | Q(state__in=("accepted", "done", "transferred"), **{f"{path}is_covert": False})

    def digest_parts(self) -> Iterable[Record]:
        parts = (getattr(self, "press_line", None), getattr(self, "convening", None))
        return [part for part in parts if part is not None]


class PressLine(PartRecord):
    """What is said to the press: approved by another person than whoever wrote it, and not released before its hour."""

    path_to_operation = "recommendation__assessment__operation__"

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="press_line")
    key_message = models.TextField()
    holding_line = models.TextField()
    if_asked = models.TextField("lines if asked", blank=True)
    languages = models.CharField(max_length=200, blank=True)
    spokesperson = models.CharField("spokesperson, by post", max_length=200)
    approver = models.CharField("who approves it, by post", max_length=200)
    embargo_at = models.DateTimeField("not before", null=True, blank=True)
    written_by = person(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = person(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "recommendation", "key_message", "holding_line", "if_asked", "languages", "spokesperson", "approver", "embargo_at",
            "written_by", "approved_at", "approved_by", "released_at",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(key_message="") & ~Q(holding_line="") & ~Q(spokesperson=""),
                name="press_line_has_its_lines",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="press_line_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(approved_by=F("written_by")),
                name="press_line_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(approved_at__isnull=False),
                name="press_line_released_approved",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True)
                | Q(embargo_at__isnull=True)
                | Q(released_at__gte=F("embargo_at")),
                name="press_line_keeps_its_embargo",
            ),
        ]

    def __str__(self) -> str:
        return self.key_message[:80]


class Convening(PartRecord):
    """The duty to bring a forum or an advisory group together, and the entry that says what it advised."""

    path_to_operation = "recommendation__assessment__operation__"

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="convening")
    convene_by_on = models.DateField("to meet by")
    convened_on = models.DateField("met on", null=True, blank=True)
    record_of_advice = models.ForeignKey(
        Consultation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["recommendation", "convene_by_on", "convened_on", "record_of_advice"], Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["convene_by_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(convened_on__isnull=True, record_of_advice__isnull=True)
                | Q(convened_on__isnull=False, record_of_advice__isnull=False),
                name="convening_has_its_record",
            )
        ]

    def __str__(self) -> str:
        return f"to meet by {self.convene_by_on}"
