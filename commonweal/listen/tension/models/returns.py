"""What did one body, or one anonymous person, say about one area in one week, and what were they answered?

A contributor has no role in the police or the partnership and yet reads their own return: its plain columns are open, and
visible_q lets each row through to its own people only. What officers add to it stands in columns above them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import HeldReceipt
from commonweal.listen.tension.models.asking import Asking, ReturnRound, Variant
from commonweal.listen.tension.models.columns import (
    area_field,
    body_field,
    code_field,
    monday,
    overseen_q,
    person_field,
    rank_field,
)
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.states import RETURN

OPEN_COLUMNS = (
    "round", "asking", "variant", "organisation", "overseer", "area", "week_starting", "state", "is_nil", "question_set",
    "about", "what", "in_media", "impact", "told", "entry", "drafted_by", "submitted_by", "submitted_at", "arrived_at",
    "due_at", "returned_at", "returned_reason", "withdrawn_at", "risk_to_life", "answer_wanted",
)  # fmt: skip
POLICE_COLUMNS = (
    "level", "level_scale", "rank", "is_recovering", "direction", "confidence", "narrative", "good_news", "is_urgent",
    "checked_by", "checked_at", "accepted_by", "accepted_at", "returned_by", "summary",
)  # fmt: skip


class TensionReturn(Record):
    """One return. arrived_at is when it was first sent (or handed in on paper), and due_at the deadline it was held to."""

    class Entry(models.TextChoices):
        TYPED = "typed", "Typed by whoever says it"
        PAPER = "paper", "Keyed in from paper"
        IMPORTED = "imported", "Brought in a table"

    round = models.ForeignKey(ReturnRound, on_delete=models.PROTECT, related_name="returns")
    asking = models.ForeignKey(
        Asking, null=True, blank=True, on_delete=models.PROTECT, related_name="returns"
    )
    variant = models.CharField(max_length=12, choices=Variant.choices)
    organisation = body_field(null=True, blank=True)
    overseer = body_field()
    area = area_field()
    week_starting = models.DateField()
    state = models.CharField(max_length=14, choices=RETURN.choices(), default=RETURN.start)
    is_nil = models.BooleanField("nothing to report", default=False)
    # The six questions
    question_set = models.CharField(max_length=60, blank=True)
    about = models.JSONField(default=list, blank=True)
    what = models.TextField(blank=True)
    in_media = models.BooleanField(null=True, blank=True)
    impact = models.TextField(blank=True)
    told = models.BooleanField(null=True, blank=True)
    risk_to_life = models.BooleanField(default=False)
    answer_wanted = models.BooleanField(default=True)
    # The officer's picture of the area
    level = code_field()
    level_scale = code_field(60)
    rank = rank_field()
    is_recovering = models.BooleanField(default=False)
    direction = code_field()
    confidence = code_field()
    narrative = models.TextField(blank=True)
    good_news = models.TextField(blank=True)
    is_urgent = models.BooleanField(default=False)
    # Who did what to it
    entry = models.CharField(max_length=8, choices=Entry.choices, default=Entry.TYPED)
    drafted_by = person_field()
    submitted_by = person_field()
    submitted_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    checked_by = person_field()
    checked_at = models.DateTimeField(null=True, blank=True)
    accepted_by = person_field()
    accepted_at = models.DateTimeField(null=True, blank=True)
    returned_by = person_field()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    summary = models.ForeignKey(
        "tension.WeeklySummary", null=True, blank=True, on_delete=models.PROTECT, related_name="returns"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(OPEN_COLUMNS, Tier.PUBLIC) | dict.fromkeys(
        POLICE_COLUMNS, Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["-week_starting", "area__name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["week_starting", "state"], name="return_by_week"),
            models.Index(fields=["area", "week_starting"], name="return_by_area_and_week"),
        ]
        constraints: ClassVar = [
            monday("return_of_a_monday"),
            models.UniqueConstraint(
                fields=["asking", "week_starting"],
                condition=~Q(state="withdrawn") & Q(variant__in=["officer", "partner"]),
                name="one_return_a_week_for_each_asking",
            ),
            models.UniqueConstraint(
                fields=["asking", "week_starting", "drafted_by"],
                condition=~Q(state="withdrawn") & Q(variant="contributor"),
                name="one_return_a_week_for_each_contributor",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, arrived_at__isnull=False, due_at__isnull=False),
                name="return_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(variant="public")
                | Q(submitted_by__isnull=False),
                name="return_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | (
                    (Q(submitted_by__isnull=True) | ~Q(checked_by=F("submitted_by")))
                    & (Q(drafted_by__isnull=True) | ~Q(checked_by=F("drafted_by")))
                ),
                name="return_not_checked_by_its_sender",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True)
                | (
                    (Q(submitted_by__isnull=True) | ~Q(accepted_by=F("submitted_by")))
                    & (Q(drafted_by__isnull=True) | ~Q(accepted_by=F("drafted_by")))
                ),
                name="return_not_accepted_by_its_sender",
            ),
            models.CheckConstraint(
                condition=Q(returned_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(returned_by=F("submitted_by")),
                name="return_not_sent_back_by_its_sender",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "accepted", "collated", "disseminated", "closed"])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="return_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "collated", "disseminated", "closed"])
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="return_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["collated", "disseminated", "closed"]) | Q(summary__isnull=False),
                name="return_put_together_in_a_summary",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | (~Q(returned_reason="") & Q(returned_at__isnull=False)),
                name="return_sent_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_nil=False) | Q(what="", rank__isnull=True) | Q(what="", rank=0),
                name="nil_return_says_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(is_nil=False) | Q(risk_to_life=False), name="nil_return_is_no_danger"
            ),
            models.CheckConstraint(
                condition=~Q(variant="public")
                | Q(
                    organisation__isnull=True,
                    asking__isnull=True,
                    drafted_by__isnull=True,
                    submitted_by__isnull=True,
                ),
                name="public_return_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(variant="public") | Q(organisation__isnull=False, asking__isnull=False),
                name="return_of_a_body_that_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, week of {self.week_starting}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """One's own; one's organisation's; and, to the police who oversee it, whatever was sent."""
        if not viewer.is_signed_in:
            return Q(pk__in=())
        own = Q(drafted_by_id=viewer.account_id) | Q(submitted_by_id=viewer.account_id)
        ours = Q(organisation__in=_sending_bodies(viewer))
        if not viewer.sees(Tier.POLICE):
            ours &= ~Q(variant="officer")
        return own | ours | (overseen_q(viewer) & ~Q(state="draft"))

    def digest_parts(self) -> Iterable[Record]:
        return chain(self.items.all(), self.forward_events.all(), self.replies.all())

    def get_direction_display(self) -> str:
        return grading.DIRECTIONS.get(self.direction, "")

    def get_confidence_display(self) -> str:
        return grading.CONFIDENCES.get(self.confidence, "")


def _sending_bodies(viewer: Viewer) -> frozenset[int]:
    """Bodies whose returns this viewer helps to write. A contributor reads their own return and no colleague's."""
    return frozenset(
        holding.organisation_id
        for holding in viewer.holdings
        if holding.organisation_id is not None
        and holding.role != "contributor"
        and ("tension.send", holding.organisation_id) in viewer.grants
    )


class ReturnReply(Record):
    """What was answered to whoever spoke, or what they added afterwards with their receipt."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "What became of it"
        ADDITION = "addition", "Added by whoever reported"

    of = models.ForeignKey(TensionReturn, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    said_by = person_field()
    said_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["of", "kind", "text", "said_at"], Tier.PUBLIC) | {
        "said_by": Tier.PARTNERSHIP
    }

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]
        verbose_name_plural = "return replies"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_words"),
            models.CheckConstraint(
                condition=~Q(kind="answer") | Q(said_by__isnull=False), name="answer_given_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q(of__in=TensionReturn.objects.filter(TensionReturn.visible_q(viewer)).values("pk"))


class ReturnReceipt(HeldReceipt):
    """Given to somebody without a name when their return arrives."""

    kind = "tension"

    of = models.OneToOneField(TensionReturn, on_delete=models.CASCADE, related_name="receipt")

    privacy: ClassVar[dict[str, Tier]] = {"of": Tier.NAMED, "receipt_hash": Tier.NAMED}
