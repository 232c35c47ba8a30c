"""Of which parts is a paper made: its authors, sections, recommendations, figures and printed forms?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.answer.papers.models.paper import CommitteePaper
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


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
    strength = models.CharField("how strong the evidence is", max_length=20)
    strength_scale = models.CharField(max_length=60)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "paper",
            "key",
            "source",
            "words",
            "value",
            "rows",
            "table",
            "as_at_on",
            "strength",
            "strength_scale",
        ],
        Tier.OVERSIGHT,
    )

    class Meta:
        ordering: ClassVar = ["paper", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "key"], name="figure_key_once"),
            models.CheckConstraint(
                name="figure_typed_says_where_from",
                condition=~Q(source="typed") | (~Q(words="") & ~Q(value="")),
            ),
            models.CheckConstraint(
                condition=~Q(strength="") & ~Q(strength_scale=""), name="figure_is_graded"
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
