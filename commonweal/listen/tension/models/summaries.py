"""What was made of a week's returns, and what of it went to partners?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.tension.models.asking import ReturnRound
from commonweal.listen.tension.models.columns import area_field, code_field, monday, person_field, rank_field
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.states import SUMMARY


class WeeklySummary(Record):
    """The force's summary of one week. protected_count says how many items it holds that are counted and not shown."""

    round = models.ForeignKey(ReturnRound, on_delete=models.PROTECT, related_name="summaries")
    area = area_field()
    week_starting = models.DateField()
    state = models.CharField(max_length=14, choices=SUMMARY.choices(), default=SUMMARY.start)
    level = code_field()
    level_scale = code_field(60)
    rank = rank_field()
    direction = code_field()
    confidence = code_field()
    narrative = models.TextField(blank=True)
    shareable_text = models.TextField(blank=True)
    asked_count = models.PositiveIntegerField(default=0)
    heard_count = models.PositiveIntegerField(default=0)
    nil_count = models.PositiveIntegerField(default=0)
    item_count = models.PositiveIntegerField(default=0)
    protected_count = models.PositiveIntegerField(default=0)
    collated_by = person_field()
    collated_at = models.DateTimeField()
    disseminated_by = person_field()
    disseminated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "round", "area", "week_starting", "state", "level", "level_scale", "rank", "direction", "confidence",
            "narrative", "shareable_text", "asked_count", "heard_count", "nil_count", "item_count",
            "protected_count", "collated_by", "collated_at", "disseminated_by", "disseminated_at", "closed_at",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-week_starting", "pk"]
        verbose_name_plural = "weekly summaries"
        constraints: ClassVar = [
            monday("summary_of_a_monday"),
            models.UniqueConstraint(fields=["round", "area", "week_starting"], name="one_summary_a_week"),
            models.CheckConstraint(
                condition=~Q(state__in=["disseminated", "closed"])
                | Q(disseminated_by__isnull=False, disseminated_at__isnull=False),
                name="summary_passed_on_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, week of {self.week_starting}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.sees(Tier.POLICE) and viewer.may_somewhere("tension.read") else Q(pk__in=())

    def digest_parts(self) -> Iterable[Record]:
        return self.shared_items.all()

    def get_direction_display(self) -> str:
        return grading.DIRECTIONS.get(self.direction, "")


class SharedItem(Record):
    """What partners read: a copy of the text that was written to be shared, made when the summary was passed on."""

    summary = models.ForeignKey(WeeklySummary, on_delete=models.PROTECT, related_name="shared_items")
    item = models.ForeignKey(
        "tension.TensionItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = area_field()
    week_starting = models.DateField()
    text = models.TextField()
    level_words = models.CharField(max_length=60, blank=True)
    conditions = models.TextField(blank=True)
    shared_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["area", "week_starting", "text", "level_words", "conditions", "shared_at"], Tier.PARTNERSHIP
    ) | {"summary": Tier.POLICE, "item": Tier.POLICE}

    class Meta:
        ordering: ClassVar = ["-week_starting", "area__name", "pk"]
        constraints: ClassVar = [
            monday("shared_item_of_a_monday"),
            models.CheckConstraint(condition=~Q(text=""), name="shared_item_has_words"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        reads = viewer.may_somewhere("tension.read_shared") or viewer.may_somewhere("tension.read")
        return Q() if reads and viewer.sees(Tier.PARTNERSHIP) else Q(pk__in=())
