"""Who asked to read an approved version, who relied on one, and to whom was a disclosable copy given?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.parts import PartRecord, reader_q
from commonweal.assess.impact.models.seeing import NOTHING, person
from commonweal.assess.impact.models.versions import AssessmentVersion
from commonweal.assess.impact.rules.disclosure import GROUNDS
from commonweal.assess.impact.rules.sharing import SHARING
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


def mine_q(viewer: Viewer, path: str) -> Q:
    """What this person asked for themselves."""
    if viewer.account_id is None or viewer.enforces_immigration or not viewer.sees(Tier.POLICE):
        return NOTHING
    return Q(**{f"{path}asked_by": viewer.account_id})


class SharingRequest(Record):
    """Another unit asks to read one approved version; its owner grants or refuses that, and says why."""

    of_version = models.ForeignKey(
        AssessmentVersion, on_delete=models.PROTECT, related_name="sharing_requests"
    )
    body = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField("what it is needed for")
    state = models.CharField(max_length=12, choices=SHARING.choices(), default=SHARING.start)
    asked_at = models.DateTimeField()
    asked_by = person()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = person(null=True, blank=True)
    reason = models.TextField("why it was granted or refused", blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "of_version", "body", "purpose", "state", "asked_at", "asked_by", "answered_at", "answered_by", "reason",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(purpose=""), name="sharing_says_what_for"),
            models.CheckConstraint(condition=Q(state__in=list(SHARING.states)), name="sharing_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "refused"])
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(reason="")),
                name="sharing_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | Q(asked_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="sharing_answered_by_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.purpose[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever asked, and whoever reads the assessment anyway."""
        return mine_q(viewer, "") | reader_q(viewer, "of_version__assessment__operation__")

    def digest_parts(self) -> Iterable[Record]:
        return self.reliances.all()


class Reliance(Record):
    """Who relied on which version, and for what. Rows are only ever added."""

    request = models.ForeignKey(SharingRequest, on_delete=models.PROTECT, related_name="reliances")
    relied_for = models.TextField("what was decided on the strength of it")
    relied_at = models.DateTimeField()
    relied_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["request", "relied_for", "relied_at", "relied_by"], Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["relied_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(relied_for=""), name="reliance_says_what_for")
        ]

    def __str__(self) -> str:
        return self.relied_for[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return mine_q(viewer, "request__") | reader_q(viewer, "request__of_version__assessment__operation__")


class DisclosureGiven(PartRecord):
    """A disclosable copy of one version that was handed out: to which body or role, on which ground. Only ever added."""

    path_to_operation = "of_version__assessment__operation__"

    of_version = models.ForeignKey(AssessmentVersion, on_delete=models.PROTECT, related_name="disclosures")
    given_to = models.CharField("body or role", max_length=200)
    ground = models.CharField(max_length=12, choices=list(GROUNDS.items()))
    reference = models.CharField("reference of their request", max_length=100, blank=True)
    copy_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    given_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["of_version", "given_to", "ground", "reference", "copy_hash", "given_at", "given_by"], Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(given_to="") & ~Q(copy_hash=""), name="disclosure_says_to_whom"
            ),
            models.CheckConstraint(condition=Q(ground__in=list(GROUNDS)), name="disclosure_ground_known"),
        ]

    def __str__(self) -> str:
        return self.given_to
