"""What exactly was noticed, how is it graded, from whom does it come, and what lies ahead?

The item itself is for the police. Who or what it comes from stands in a table of its own, for fewer people; what may be
shared is a text of its own, and partners never read this table: they read what was passed on to them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.tension.models.columns import (
    bodies_with,
    body_field,
    code_field,
    rank_field,
)
from commonweal.listen.tension.models.returns import TensionReturn
from commonweal.listen.tension.rules import grading

SOURCES = "tension.read_sources"


class PartOfReturn(Record):
    """Seen by police who see the return."""

    path_to_return: ClassVar[str] = "of"

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if not viewer.sees(Tier.POLICE):
            return Q(pk__in=())
        seen = TensionReturn.objects.filter(TensionReturn.visible_q(viewer)).values("pk")
        return Q(**{f"{cls.path_to_return}__in": seen})


class TensionItem(PartOfReturn):
    """One thing that was noticed. Experienced, evidenced and potential are graded apart and never averaged."""

    of = models.ForeignKey(TensionReturn, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    facts = models.TextField()
    opinion = models.TextField(blank=True)
    shareable_text = models.TextField(blank=True)
    experienced = code_field()
    evidenced = code_field()
    potential = code_field()
    level = code_field()
    level_scale = code_field(60)
    rank = rank_field()
    direction = code_field()
    confidence = code_field()
    scheme = models.CharField(max_length=5, choices=[(name, name) for name in grading.SCHEMES])
    source_grade = code_field(2)
    information_grade = code_field(2)
    handling = code_field(2)
    handling_conditions = models.TextField(blank=True)
    is_protected = models.BooleanField("counted, not shown", default=False)
    origin = models.CharField(max_length=13, choices=list(grading.ORIGINS.items()))
    themes = models.JSONField(default=list, blank=True)
    theme_scale = code_field(60)
    communities = models.ManyToManyField(
        "engagement.Community", through="tension.ItemCommunity", related_name="+"
    )
    place = models.CharField(max_length=200, blank=True)
    happened = models.CharField(max_length=200, blank=True)
    in_media = models.BooleanField(null=True, blank=True)
    outlet = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    action_taken = models.TextField(blank=True)
    action_recommended = models.TextField(blank=True)
    lead_partner = body_field(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    risk_to_life = models.BooleanField(default=False)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "of", "number", "title", "facts", "opinion", "shareable_text", "experienced", "evidenced", "potential",
            "level", "level_scale", "rank", "direction", "confidence", "scheme", "source_grade", "information_grade",
            "handling", "handling_conditions", "is_protected", "origin", "themes", "theme_scale", "place", "happened",
            "in_media", "outlet", "reference", "action_taken", "action_recommended", "lead_partner", "review_on",
            "risk_to_life",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["of", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="item_number_once_in_a_return"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(facts=""), name="item_says_what"),
            models.CheckConstraint(
                condition=~Q(experienced="") | ~Q(evidenced="") | ~Q(potential=""),
                name="item_graded_at_least_once",
            ),
            models.CheckConstraint(
                condition=~(Q(scheme="3x5x2") & Q(handling="C")) | ~Q(handling_conditions=""),
                name="item_handling_c_has_conditions",
            ),
            models.CheckConstraint(
                condition=Q(scheme="3x5x2", source_grade__in=list(grading.SCHEMES["3x5x2"].sources),
                            information_grade__in=list(grading.SCHEMES["3x5x2"].information),
                            handling__in=list(grading.SCHEMES["3x5x2"].handling))
                | Q(scheme="5x5x5", source_grade__in=list(grading.SCHEMES["5x5x5"].sources),
                    information_grade__in=list(grading.SCHEMES["5x5x5"].information),
                    handling__in=list(grading.SCHEMES["5x5x5"].handling)),
                name="item_graded_in_one_scheme",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_direction_display(self) -> str:
        return grading.DIRECTIONS.get(self.direction, "")

    def get_confidence_display(self) -> str:
        return grading.CONFIDENCES.get(self.confidence, "")


class ItemSource(PartOfReturn):
    """Where an item comes from, in words that must not leave: for its author, who checks it, and the force's analysts."""

    path_to_return = "item__of"

    item = models.OneToOneField(TensionItem, on_delete=models.CASCADE, related_name="source")
    restricted_text = models.TextField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["item", "restricted_text"], Tier.POLICE)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(restricted_text=""), name="source_has_words")
        ]

    def __str__(self) -> str:
        return "Where it comes from"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        bodies = bodies_with(viewer, SOURCES)
        mine = Q(item__of__drafted_by_id=viewer.account_id or 0)
        narrow = Q() if bodies is None else mine | Q(item__of__overseer__in=bodies)
        return super().visible_q(viewer) & narrow


class ItemCommunity(PartOfReturn):
    """A community that an item concerns."""

    path_to_return = "item__of"

    item = models.ForeignKey(TensionItem, on_delete=models.CASCADE, related_name="item_communities")
    community = models.ForeignKey("engagement.Community", on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["item", "community"], Tier.POLICE)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "item communities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "community"], name="item_names_a_community_once")
        ]

    def __str__(self) -> str:
        return str(self.community)


class ForwardEvent(PartOfReturn):
    """Something that lies ahead in the next days, and how it may stand if nothing is done."""

    of = models.ForeignKey(TensionReturn, on_delete=models.CASCADE, related_name="forward_events")
    title = models.CharField(max_length=200)
    happens_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    expected = models.CharField("how many are expected", max_length=60, blank=True)
    level = code_field()
    level_scale = code_field(60)
    rank = rank_field()
    contingency_owner = models.CharField(max_length=200, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "of",
            "title",
            "happens_on",
            "place",
            "expected",
            "level",
            "level_scale",
            "rank",
            "contingency_owner",
        ],
        Tier.POLICE,
    )

    class Meta:
        ordering: ClassVar = ["happens_on", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(title=""), name="event_has_a_title")]

    def __str__(self) -> str:
        return self.title
