"""What is one assessment, who wrote, checked and signed it, and what does the database itself refuse?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.assess.equality.rules.checking import CONTINUE, OUTCOME_WORDS
from commonweal.assess.equality.rules.states import ASSESSMENT, SIGNED
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer

CHANGES = [("new", "Something new"), ("changed", "A change"), ("existing", "Something that exists already")]
READ = "equality.read"


def person_field() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def may_read(viewer: Viewer) -> bool:
    """Does the viewer read assessments before they are published?"""
    return viewer.sees(Tier.PARTNERSHIP) and not viewer.enforces_immigration and viewer.may_somewhere(READ)


class OfEquality(Record):
    """A working paper of the partnership. It holds what communities said, so nobody who enforces immigration law reads it
    before it is published: then they read what everybody reads.
    """

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if may_read(viewer) else Q(pk__in=())


class EqualityAssessment(OfEquality):
    """One assessment of one decision. Signed, it never changes; a later one replaces it and names it.

    duty_sets are the keys of the duties that held on the day of the decision; decision_role is the role that decides.
    """

    title = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    aim = models.TextField("what it is for")
    affected = models.TextField("who is affected")
    change = models.CharField("what it is", max_length=10, choices=CHANGES)
    relevance = models.TextField("how it bears on each aim of the duty")
    decision_on = models.DateField("day of the decision")
    decision_role = models.CharField(max_length=40)
    further_duties = models.JSONField(default=list, blank=True)
    duty_sets = models.JSONField(default=list)

    state = models.CharField(max_length=14, choices=ASSESSMENT.choices(), default=ASSESSMENT.start)
    not_required_reason = models.TextField(blank=True)
    screened_by = person_field()
    screened_at = models.DateTimeField(null=True, blank=True)
    no_engagement_reason = models.TextField(blank=True)
    intersections = models.TextField("where characteristics meet", blank=True)
    outcome = models.CharField(max_length=1, choices=list(OUTCOME_WORDS.items()), blank=True)
    justification = models.TextField(blank=True)
    legal_advice_reference = models.CharField(max_length=200, blank=True)
    monitoring = models.TextField("how the real effect is watched", blank=True)
    review_on = models.DateField("day of review", null=True, blank=True)

    drafted_by = person_field()
    drafted_at = models.DateTimeField()
    sent_back_by = person_field()
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)
    checked_by = person_field()
    checked_role = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    signed_by = person_field()
    signed_role = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    late_reason = models.TextField(blank=True)
    frozen_content = models.TextField(blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    not_published_reason = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_found = models.TextField(blank=True)
    closed_by = person_field()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.TextField(blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "title", "owner", "aim", "affected", "change", "relevance", "decision_on", "decision_role", "further_duties",
            "duty_sets", "state", "not_required_reason", "screened_by", "screened_at", "no_engagement_reason",
            "intersections", "outcome", "justification", "legal_advice_reference", "monitoring", "review_on", "drafted_by",
            "drafted_at", "sent_back_by", "sent_back_at", "sent_back_reason", "checked_by", "checked_role", "checked_at",
            "signed_by", "signed_role", "signed_at", "signed_on", "late_reason", "frozen_content", "frozen_hash",
            "published_at", "not_published_reason", "reviewed_at", "review_found", "closed_by", "closed_at",
            "closing_reason", "replaces",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-decision_on", "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=list(ASSESSMENT.states)), name="equality_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="not_required")
                | (~Q(not_required_reason="") & Q(screened_by__isnull=False, screened_at__isnull=False)),
                name="equality_not_required_says_why",
            ),
            models.CheckConstraint(
                condition=Q(screened_by__isnull=True) | ~Q(screened_by=F("drafted_by")),
                name="equality_screened_out_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at__isnull=True) | ~Q(sent_back_reason=""),
                name="equality_sent_back_says_why",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="equality_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", *SIGNED])
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_role="")),
                name="equality_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True)
                | (
                    ~Q(signed_by=F("drafted_by"))
                    & ~Q(signed_by=F("checked_by"))
                    & Q(checked_by__isnull=False)
                ),
                name="equality_signed_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED)
                | (
                    Q(signed_by__isnull=False, signed_at__isnull=False, signed_on__isnull=False)
                    & Q(signed_role=F("decision_role"), review_on__isnull=False)
                    & ~Q(frozen_hash="")
                    & ~Q(frozen_content="")
                    & ~Q(outcome="")
                ),
                name="equality_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_on__lte=F("decision_on")) | ~Q(late_reason=""),
                name="equality_late_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED)
                | ~Q(outcome=CONTINUE)
                | (~Q(legal_advice_reference="") & ~Q(justification="")),
                name="equality_continue_needs_advice",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("signed_at")),
                name="equality_published_after_signing",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="equality_published_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | (Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(closing_reason="")),
                name="equality_closed_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "review_on"], name="equality_review")]

    def __str__(self) -> str:
        return self.title

    def digest_parts(self) -> Iterable[Record]:
        return [
            *self.authors.all(), *self.rows.all(), *self.evidence.all(), *self.consultations.all(), *self.actions.all(),
            *self.redactions.all(),
        ]  # fmt: skip


class Author(OfEquality):
    """Everybody who wrote a word of it; none of them may check or sign it."""

    assessment = models.ForeignKey(EqualityAssessment, on_delete=models.CASCADE, related_name="authors")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["assessment", "account"], Tier.PARTNERSHIP)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "account"], name="equality_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} on {self.assessment}"
