"""What is a committee paper made of, and what does the database itself refuse to do to one?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.answer.meetings.models import AgendaItem, Meeting
from commonweal.answer.papers.rules import FROZEN, STATE_WORDS, VERB_WORDS, Part, State
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.models import tier_field
from commonweal.ground.visibility.rules import Tier, Viewer

PASSED_CLEARANCE = [State.CLEARED.value, State.APPROVED.value, State.PUBLISHED.value]
PASSED_APPROVAL = [s.value for s in FROZEN]


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
        return [*self.sections.all(), *self.recommendations.all(), *self.figures.all(), *self.authors.all()]


class _Part(Record):
    """A row that belongs to a paper and is seen by those who see the paper's text."""

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q(paper__tier__in=[t.value for t in viewer.tiers if t is not Tier.NAMED])


class PaperAuthor(_Part):
    """Everybody who wrote a word of the paper; none of them may clear or approve it."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.CASCADE, related_name="authors")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["paper", "account"], Tier.OVERSIGHT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "account"], name="paper_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} on {self.paper}"


class PaperSection(_Part):
    """One section of the body's own form: its text, or the reason why there is none."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    letter = models.CharField(max_length=4, blank=True)
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    is_required = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    not_applicable_reason = models.TextField(blank=True)
    withheld_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["paper", "position", "code", "letter", "heading", "kind", "is_required", "text", "not_applicable_reason",
         "withheld_reason"],
        Tier.OVERSIGHT,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["paper", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "position"], name="section_position_once"),
            models.UniqueConstraint(fields=["paper", "code"], name="section_code_once"),
            models.CheckConstraint(
                name="section_text_or_reason", condition=Q(text="") | Q(not_applicable_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}. {self.heading}" if self.letter else self.heading


class Recommendation(_Part):
    """One thing that members are asked to do, tracked by itself afterwards."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveIntegerField()
    text = models.TextField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["paper", "position", "text"], Tier.OVERSIGHT)

    class Meta:
        ordering: ClassVar = ["paper", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "position"], name="recommendation_position_once"),
            models.CheckConstraint(name="recommendation_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class PaperFigure(_Part):
    """One figure or table that the text may drop in. Live until approval; afterwards value and rows are frozen here."""

    class Source(models.TextChoices):
        PLAN = "plan", "The live plan"
        MEETINGS = "meetings", "The register of meetings"
        TYPED = "typed", "Typed, with its source in words"

    paper = models.ForeignKey(CommitteePaper, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=80)
    source = models.CharField(max_length=12, choices=Source.choices)
    words = models.CharField(max_length=300)
    value = models.TextField(blank=True)
    rows = models.JSONField(default=list, blank=True)
    table = models.JSONField(null=True, blank=True)
    as_at_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["paper", "key", "source", "words", "value", "rows", "table", "as_at_on"], Tier.OVERSIGHT
    )

    class Meta:
        ordering: ClassVar = ["paper", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "key"], name="figure_key_once"),
            models.CheckConstraint(
                name="figure_typed_says_where_from",
                condition=~Q(source="typed") | (~Q(words="") & ~Q(value="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class PaperFile(_Part):
    """The very bytes of an approved paper in one form; what is previewed and what is published are these."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=10)
    made = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["paper", "form", "made", "sha256"], Tier.OVERSIGHT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper", "form"], name="paper_file_once")]

    def __str__(self) -> str:
        return f"{self.paper} ({self.form})"


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
