"""Which operation or event does a unit mean to carry out, where, among whom, and who let it go ahead?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.assess.impact.rules.states import CLEARED, OPERATION
from commonweal.assess.impact.rules.words import KINDS, SENSITIVITY
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community


class Operation(Record):
    """What a unit plans: an operation, an event or another action that may affect a community.

    It is authorised on an approved version of its assessment or on a senior officer's override, never on neither and never
    on both. Gold, Silver and Bronze are posts. triggers is a list of the keys of rules.words.TRIGGERS.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    triggers = models.JSONField("why an assessment is asked for", default=list)
    unit = models.CharField("unit that asks", max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField("summary of facts")
    needed_by_at = models.DateTimeField("the assessment is needed by")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    sensitivity = models.CharField(max_length=12, choices=list(SENSITIVITY.items()), default="restricted")
    is_covert = models.BooleanField("only those who were told know of it", default=False)
    gold_post = models.CharField("Gold", max_length=200, blank=True)
    silver_post = models.CharField("Silver", max_length=200, blank=True)
    bronze_post = models.CharField("Bronze community", max_length=200, blank=True)
    asked_at = models.DateTimeField()
    asked_by = person()

    state = models.CharField(max_length=12, choices=OPERATION.choices(), default=OPERATION.start)
    authorised_at = models.DateTimeField(null=True, blank=True)
    authorised_by = person(null=True, blank=True)
    authorised_on_version = models.ForeignKey(
        "impact.AssessmentVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="authorises"
    )
    authorised_on_override = models.OneToOneField(
        "impact.SeniorOverride", null=True, blank=True, on_delete=models.PROTECT, related_name="authorises"
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = person(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "summary": Tier.POLICE,
        **dict.fromkeys(
            [
                "title", "kind", "triggers", "unit", "owner", "needed_by_at", "starts_at", "ends_at", "sensitivity",
                "is_covert", "gold_post", "silver_post", "bronze_post", "asked_at", "asked_by", "state", "authorised_at",
                "authorised_by", "authorised_on_version", "authorised_on_override", "began_at", "ended_at",
                "withdrawn_at", "withdrawn_by", "withdrawn_reason",
            ],
            Tier.PARTNERSHIP,
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=list(OPERATION.states)), name="operation_state_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="operation_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="operation_ends_after_it_starts",
            ),
            # The gate. A withdrawn operation keeps what it was authorised on.
            models.CheckConstraint(
                condition=~Q(state__in=CLEARED)
                | Q(authorised_on_version__isnull=False, authorised_on_override__isnull=True)
                | Q(authorised_on_version__isnull=True, authorised_on_override__isnull=False),
                name="operation_stands_on_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CLEARED) | Q(authorised_at__isnull=False, authorised_by__isnull=False),
                name="operation_authorised_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed")
                | Q(
                    authorised_at__isnull=True,
                    authorised_by__isnull=True,
                    authorised_on_version__isnull=True,
                    authorised_on_override__isnull=True,
                ),
                name="operation_proposed_stands_on_nothing",
            ),
            models.CheckConstraint(
                condition=Q(authorised_by__isnull=True) | ~Q(authorised_by=F("asked_by")),
                name="operation_authorised_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["under_way", "ended"]) | Q(began_at__isnull=False),
                name="operation_under_way_began",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False), name="operation_ended_at_some_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="operation_withdrawn_says_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "needed_by_at"], name="operation_state")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer)

    def digest_parts(self) -> Iterable[Record]:
        return chain(
            self.areas.all(),
            self.communities.all(),
            self.told.all(),
            self.overrides.all(),
            self.studies.all(),
        )


class OperationArea(Record):
    """An area that the operation touches."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = {"operation": Tier.PARTNERSHIP, "area": Tier.PARTNERSHIP}

    class Meta:
        ordering: ClassVar = ["area__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "area"], name="operation_area_once")
        ]

    def __str__(self) -> str:
        return str(self.area)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "operation__")


class OperationCommunity(Record):
    """A community that the operation may affect."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="communities")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = {"operation": Tier.PARTNERSHIP, "community": Tier.PARTNERSHIP}

    class Meta:
        ordering: ClassVar = ["community__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "community"], name="operation_community_once")
        ]

    def __str__(self) -> str:
        return str(self.community)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "operation__")


class OperationTold(Record):
    """Somebody who was told of a covert operation, when and by whom. Nobody is untold."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="told")
    account = person()
    told_at = models.DateTimeField()
    told_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["operation", "account", "told_at", "told_by"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["told_at", "pk"]
        verbose_name_plural = "operation told"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "account"], name="operation_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} was told"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "operation__")
