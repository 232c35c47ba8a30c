"""What was loaded, and which questions were asked and answered?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonweal.assess.exposure.rules.asking import REACHES, WAYS
from commonweal.assess.exposure.rules.layers import WHAT
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer

READ = "exposure.read"
HASH = 64


def reads(viewer: Viewer) -> bool:
    """Police who may read studies, and nobody who acts for a body that enforces immigration law."""
    return viewer.is_system or (
        viewer.sees(Tier.POLICE) and not viewer.enforces_immigration and viewer.may_somewhere(READ)
    )


class Layer(Record):
    """One file of sites, or of people by area, that was checked and stored whole. It is never changed, only put aside.

    held is the canonical text of what was read from the file: sites with name, kind and shape (hexadecimal WKB in metres
    of the British National Grid), or communities with their counts by the code of an area. Its hash stands beside it.
    """

    what = models.CharField(max_length=10, choices=list(WHAT.items()))
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    limits = models.TextField("what it cannot say")
    dated_on = models.DateField("day for which it is true")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=HASH)
    held = models.TextField()
    held_hash = models.CharField(max_length=HASH)
    kinds = models.JSONField("kinds of sites, or communities, and how many rows of each", default=list)
    row_count = models.PositiveIntegerField()
    notes = models.JSONField("what was said when it was read", default=list)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "what", "title", "source", "licence", "limits", "dated_on", "file_name", "file_digest", "held",
            "held_hash", "kinds", "row_count", "notes", "loaded_at", "loaded_by", "retired_at", "retired_by",
            "retired_reason",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["what", "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(what__in=list(WHAT)), name="layer_holds_what_is_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(source="") & ~Q(licence="") & ~Q(limits=""),
                name="layer_says_where_it_comes_from",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True, retired_reason="")
                | (Q(retired_at__isnull=False, retired_by__isnull=False) & ~Q(retired_reason="")),
                name="layer_retired_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if reads(viewer) else Q(pk__in=())


class Study(Record):
    """One question about what lies near, with the answer as it was worked out: both never change.

    answer is the canonical text of everything that is shown, and answer_hash the hash of that text; says is the sentence
    that stands on top. A study that was a mistake is withdrawn with a reason and stays readable.
    """

    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exposure_studies")
    reach = models.CharField("who may read it", max_length=10, choices=list(REACHES.items()))
    way = models.CharField("how the place was given", max_length=10, choices=list(WAYS.items()))
    says = models.TextField()
    answer = models.TextField()
    answer_hash = models.CharField(max_length=HASH)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "title", "owner", "reach", "way", "says", "answer", "answer_hash", "made_at", "made_by", "withdrawn_at",
            "withdrawn_by", "withdrawn_reason",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        verbose_name_plural = "studies"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(says=""), name="study_has_words"),
            models.CheckConstraint(condition=Q(reach__in=list(REACHES)), name="study_reach_known"),
            models.CheckConstraint(condition=Q(way__in=list(WAYS)), name="study_way_known"),
            models.CheckConstraint(condition=~Q(answer="") & ~Q(answer_hash=""), name="study_is_answered"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="study_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if not reads(viewer):
            return Q(pk__in=())
        if viewer.may(READ):
            return Q()
        own = [body for permission, body in viewer.grants if permission == READ and body is not None]
        return Q(reach="police") | Q(owner__in=own)
