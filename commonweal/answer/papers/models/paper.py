"""What is one edition of a committee paper, and what does the database itself refuse to do to one?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.answer.meetings.models import AgendaItem, Meeting
from commonweal.answer.papers.rules import FROZEN, STATE_WORDS, Part, State
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier

PASSED_CLEARANCE = [State.CLEARED.value, State.APPROVED.value, State.PUBLISHED.value]
PASSED_APPROVAL = sorted(s.value for s in FROZEN)


def _account(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                             related_name="+", **options)  # fmt: skip


class CommitteePaper(Record):
    """One edition of a paper for one meeting. A correction is a new edition that names the one it corrects."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers"
    )
    number = models.CharField(max_length=20)
    edition = models.PositiveIntegerField(default=1)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction_reason = models.TextField(blank=True)
    title = models.CharField(max_length=300)
    office = models.CharField(max_length=200)
    part = models.CharField(
        max_length=2, choices=[(p.value, f"Part {p.value}") for p in Part], default=Part.ONE.value
    )
    format = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="en-GB")
    figures_on = models.DateField(null=True, blank=True)
    plan = models.ForeignKey(
        "plans.Strategy", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    tier = tier_field(Tier.OVERSIGHT)
    state = models.CharField(max_length=12, choices=[(s.value, w) for s, w in STATE_WORDS.items()],
                             default=State.DRAFTING.value)  # fmt: skip
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    cleared_by = _account()
    cleared_at = models.DateTimeField(null=True, blank=True)
    approved_by = _account()
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = _account()
    published_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = _account()
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)
    withdrawn_by = _account()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    frozen_content = models.TextField(blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(["meeting", "agenda_item", "number", "edition", "title", "tier", "state"], Tier.PARTNERSHIP),
        **dict.fromkeys(
            ["corrects", "correction_reason", "office", "part", "format", "language", "figures_on", "plan", "drafted_by",
             "drafted_at", "cleared_by", "cleared_at", "approved_by", "approved_at", "published_by", "published_at",
             "sent_back_by", "sent_back_at", "sent_back_reason", "withdrawn_by", "withdrawn_at", "withdrawn_reason",
             "frozen_content", "frozen_hash"],
            Tier.OVERSIGHT,
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-meeting__meeting_on", "number", "-edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "number", "edition"], name="paper_number_once_a_meeting"
            ),
            models.CheckConstraint(name="paper_state_known", condition=Q(state__in=[s.value for s in State])),
            models.CheckConstraint(
                name="paper_cleared_by_somebody",
                condition=~Q(state__in=PASSED_CLEARANCE)
                | Q(cleared_by__isnull=False, cleared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_cleared_by_another",
                condition=Q(cleared_by__isnull=True) | ~Q(cleared_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="paper_approved_by_somebody",
                condition=~Q(state__in=PASSED_APPROVAL)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="paper_approved_after_clearance",
                condition=Q(approved_at__isnull=True)
                | Q(cleared_at__isnull=False, approved_at__gte=F("cleared_at")),
            ),
            models.CheckConstraint(
                name="paper_approved_is_frozen",
                condition=~Q(state__in=PASSED_APPROVAL) | (~Q(frozen_hash="") & ~Q(frozen_content="")),
            ),
            models.CheckConstraint(
                name="paper_frozen_is_approved",
                condition=Q(frozen_hash="") | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_published_by_somebody",
                condition=~Q(state=State.PUBLISHED.value)
                | Q(published_by__isnull=False, published_at__gte=F("approved_at")),
            ),
            models.CheckConstraint(
                name="paper_published_is_part_one",
                condition=~Q(state=State.PUBLISHED.value) | Q(part=Part.ONE.value),
            ),
            models.CheckConstraint(
                name="paper_withdrawn_says_why",
                condition=~Q(state=State.WITHDRAWN.value)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
            models.CheckConstraint(
                name="paper_correction_says_why",
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
            ),
            models.CheckConstraint(
                name="paper_sent_back_says_why",
                condition=Q(sent_back_at__isnull=True) | ~Q(sent_back_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def digest_parts(self) -> Iterable[Record]:
        return [
            *self.sections.all(), *self.recommendations.all(), *self.figures.all(), *self.authors.all(),
            *self.equality_links.all(),
        ]  # fmt: skip
