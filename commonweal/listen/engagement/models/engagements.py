"""What was held, what was raised there, what became of it, and what was promised?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models.communities import Community
from commonweal.listen.engagement.models.desks import (
    Desk,
    PoliceRecord,
    for_police,
    reads_what_is_heard,
)
from commonweal.listen.engagement.rules.states import COMMITMENT, ISSUE
from commonweal.listen.engagement.rules.words import BANDS, KINDS, THEMES

STRENGTH = ("strength", "strength_scale", "basis")


class Engagement(PoliceRecord):
    """One occasion on which the police and communities met, wrote or spoke."""

    title = models.CharField(max_length=200)
    held_on = models.DateField(db_index=True)
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    area = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="engagements"
    )
    place = models.CharField(max_length=200, blank=True)
    purpose = models.TextField()
    level = models.CharField(max_length=20)
    level_scale = models.CharField(max_length=60)
    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="engagements"
    )
    organiser = models.ForeignKey(
        "partners.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    partners = models.ManyToManyField("partners.Organisation", blank=True, related_name="engagements")
    communities = models.ManyToManyField(Community, blank=True, related_name="engagements")
    attendance = models.CharField(max_length=10, choices=list(BANDS.items()), default="unknown")
    learned = models.TextField("what we learned", blank=True)
    follow_up_on = models.DateField("to be followed up on", null=True, blank=True)
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    basis = models.CharField("what it rests on", max_length=300)
    logged_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "title", "held_on", "kind", "area", "place", "purpose", "level", "level_scale", "desk", "organiser",
        "attendance", "learned", "follow_up_on", *STRENGTH, "logged_by",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(purpose=""), name="engagement_says_what_for"),
            models.CheckConstraint(condition=~Q(basis=""), name="engagement_says_its_basis"),
            models.CheckConstraint(condition=Q(attendance__in=list(BANDS)), name="engagement_band_known"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="engagement_kind_known"),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gt=F("held_on")),
                name="engagement_followed_up_after_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def digest_parts(self) -> Iterable[Record]:
        return self.issues.all()


class Issue(PoliceRecord):
    """Something that communities raised. Its steps say how it was assessed, what was done and who was told."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="issues")
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    theme = models.CharField(max_length=12, choices=list(THEMES.items()))
    detail = models.TextField()
    state = models.CharField(max_length=10, choices=ISSUE.choices(), default=ISSUE.start)
    owed_by = models.CharField("post that owes the next step", max_length=200)
    next_due_on = models.DateField(null=True, blank=True)
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    basis = models.CharField("what it rests on", max_length=300)
    raised_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "engagement",
        "community",
        "theme",
        "detail",
        "state",
        "owed_by",
        "next_due_on",
        *STRENGTH,
        "raised_at",
    )

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(detail=""), name="issue_has_words"),
            models.CheckConstraint(condition=~Q(owed_by=""), name="issue_is_owed_by_somebody"),
            models.CheckConstraint(condition=~Q(basis=""), name="issue_says_its_basis"),
            models.CheckConstraint(condition=Q(state__in=list(ISSUE.states)), name="issue_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_theme_display()}: {self.detail[:60]}"

    def digest_parts(self) -> Iterable[Record]:
        return [*self.steps.all(), *self.told_back.all(), *self.additions.all()]


class IssueStep(PoliceRecord):
    """One step of the chain. label and address lead to where it was done, also in rooms that this one knows nothing of."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    event = models.CharField(max_length=10, choices=[(e, w.capitalize()) for e, w in ISSUE.events.items()])
    words = models.TextField()
    label = models.CharField("name of what it led to", max_length=200, blank=True)
    address = models.CharField("where it stands", max_length=300, blank=True)
    step_on = models.DateField()
    noted_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "issue", "event", "words", "label", "address", "step_on", "noted_by"
    )

    class Meta:
        ordering: ClassVar = ["step_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="issue_step_has_words"),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="/") | Q(address__startswith="https://"),
                name="issue_step_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} on {self.step_on}"


class Commitment(Record):
    """What was promised to those who spoke. Everybody may read it once it is released, or open for too long."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="commitments")
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )
    area = models.ForeignKey("places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    you_said = models.TextField()
    promised = models.TextField("what we promised")
    promised_by = models.CharField("post that promised it", max_length=200)
    made_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=COMMITMENT.choices(), default=COMMITMENT.start)
    we_did = models.TextField("what we did", blank=True)
    reason = models.TextField("why it is not possible", blank=True)
    settled_on = models.DateField(null=True, blank=True)
    is_confidential = models.BooleanField("kept off the public list", default=False)
    confidential_reason = models.CharField(max_length=300, blank=True)
    released_on = models.DateField("on the public list since", null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "area", "you_said", "promised", "promised_by", "made_on", "due_on", "state", "we_did", "reason", "settled_on",
            "released_on", "is_confidential",
        ],
        Tier.PUBLIC,
    ) | for_police("engagement", "issue", "confidential_reason")  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-made_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(you_said="") & ~Q(promised="") & ~Q(promised_by=""),
                name="commitment_says_who_and_what",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(COMMITMENT.states)), name="commitment_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(we_did=""), name="commitment_done_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(state="not_possible") | ~Q(reason=""), name="commitment_refused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=False)
                | (~Q(confidential_reason="") & Q(released_on__isnull=True)),
                name="commitment_confidential_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.promised[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if reads_what_is_heard(viewer):
            return Q()
        return Q(is_confidential=False, released_on__isnull=False)
