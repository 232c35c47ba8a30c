"""What is watched, where do its figures break, and which alerts were raised and answered?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from commonweal.assess.surveillance.rules.recipes import PERIODS, SUBJECT_WORDS, Period, Subject
from commonweal.assess.surveillance.rules.states import ALERT
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import BodyArea
from commonweal.ground.places.models import Area
from commonweal.ground.places.rules.levels import LEVELS
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.tension.models import ReturnRound

READ = "surveillance.read"


def readable_codes(viewer: Viewer) -> QuerySet[Any, str] | None:
    """The codes of the areas covered by the bodies for which the viewer may read; None means every area."""
    if viewer.may(READ):
        return None
    bodies = [body for permission, body in viewer.grants if permission == READ and body is not None]
    return BodyArea.objects.filter(body__in=bodies, until_on=None).values_list("area__code", flat=True)


def own_areas_q(viewer: Viewer, path: str) -> Q:
    """The condition that the viewer reads alerts about the area that this path leads to."""
    if not viewer.sees(Tier.POLICE):
        return Q(pk__in=())
    codes = readable_codes(viewer)
    return Q() if codes is None else Q(**{f"{path}code__in": codes})


class Watch(Record):
    """A kind of series that is watched in every area of a level, from a period on, by one or more methods.

    mark is the state of the figures when they were last looked through; the same mark is not looked through again.
    """

    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=20, choices=[(s.value, w) for s, w in SUBJECT_WORDS.items()])
    offence_class = models.ForeignKey(
        OffenceClass, null=True, blank=True, on_delete=models.PROTECT, related_name="watches"
    )
    return_round = models.ForeignKey(
        ReturnRound, null=True, blank=True, on_delete=models.PROTECT, related_name="watches"
    )
    level = models.CharField(max_length=20, choices=list(LEVELS.items()), default="borough")
    methods = models.JSONField(default=list)
    from_on = models.DateField("first period that may raise an alert")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_reason = models.TextField(blank=True)
    mark = models.CharField(max_length=100, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "title", "subject", "offence_class", "return_round", "level", "methods", "from_on", "begun_at", "begun_by", "stopped_at",
            "stopped_reason", "mark", "looked_at",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    subject=Subject.RECORDED_CRIME.value,
                    offence_class__isnull=False,
                    return_round__isnull=True,
                )
                | Q(subject=Subject.TENSION.value, offence_class__isnull=True, return_round__isnull=False),
                name="watch_says_of_what",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | ~Q(stopped_reason=""), name="watch_stopped_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.sees(Tier.POLICE) and viewer.may_somewhere(READ) else Q(pk__in=())

    @property
    def period(self) -> Period:
        return PERIODS[Subject(self.subject)]

    def digest_parts(self) -> Iterable[Record]:
        return self.breaks.all()


class SeriesBreak(Record):
    """From this period on an area's figures (or, without an area, all of them) are made in another way."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="breaks")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("first period counted in the new way")
    reason = models.TextField()
    restarts = models.BooleanField("earlier periods are not compared with later ones", default=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "watch", "area", "from_on", "reason", "restarts", "declared_at", "declared_by", "withdrawn_at",
            "withdrawn_reason",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="series_break_says_why"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="series_break_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.watch}: break on {self.from_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Watch.visible_q(viewer) & (Q(area=None) | own_areas_q(viewer, "area__"))


class Alert(Record):
    """One period of one area that a method called unusual, with all that it rests on, and what people made of it."""

    watch = models.ForeignKey(Watch, on_delete=models.PROTECT, related_name="alerts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="alerts")
    period_on = models.DateField("first day of the period")
    method = models.CharField(max_length=20)
    method_settings = models.JSONField()
    method_version = models.CharField(max_length=20)
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    lower_bound = models.PositiveIntegerField(null=True, blank=True)
    upper_bound = models.FloatField()
    score = models.FloatField(null=True, blank=True)
    baseline = models.JSONField("the earlier periods that it rests on")
    baseline_missing = models.PositiveIntegerField(default=0)
    sentence = models.TextField()
    cautions = models.JSONField(default=list)
    raised_at = models.DateTimeField()

    state = models.CharField(max_length=12, choices=ALERT.choices(), default=ALERT.start)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    explanation = models.TextField(blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "watch", "area", "period_on", "method", "method_settings", "method_version", "observed", "expected",
            "lower_bound", "upper_bound", "score", "baseline", "baseline_missing", "sentence", "cautions", "raised_at",
            "state", "acknowledged_at", "acknowledged_by", "explanation", "explained_at", "explained_by",
            "closing_reason", "closed_at", "closed_by",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-period_on", "area__name", "pk"]
        constraints: ClassVar = [
            # Whatever goes wrong elsewhere, nothing alerts twice.
            models.UniqueConstraint(fields=["watch", "area", "period_on", "method"], name="alert_once"),
            models.CheckConstraint(
                condition=Q(observed__gt=F("upper_bound")), name="alert_is_above_its_bound"
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="alert_has_a_sentence"),
            models.CheckConstraint(condition=Q(state__in=list(ALERT.states)), name="alert_state_known"),
            models.CheckConstraint(
                condition=~Q(state="acknowledged")
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="alert_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="explained")
                | (Q(explained_at__isnull=False, explained_by__isnull=False) & ~Q(explanation="")),
                name="alert_explained_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closing_reason="")),
                name="alert_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True)
                | Q(explained_by__isnull=True)
                | ~Q(closed_by=F("explained_by")),
                name="alert_closed_by_another_person",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "period_on"], name="alert_state")]

    def __str__(self) -> str:
        return f"{self.area}, {self.period_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return own_areas_q(viewer, "area__")
