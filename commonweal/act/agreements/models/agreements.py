"""An agreement to work together: who with whom, for what, paid by whom, within which limits, and how does it end?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.act.agreements.models.reading import agreement_q, by, for_partners
from commonweal.act.agreements.rules.states import AGREEMENT
from commonweal.act.agreements.rules.words import PARTS, RISKS, SCORES
from commonweal.assess.harm.models import Definition, DefinitionVersion
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer

SIGNED = ("agreed", "in_force")


class Agreement(Record):
    """What the parties agreed. Its words change in a draft only; it works to one agreed version of one definition.

    drift_from is the share of hours outside the purpose, in per cent, from which the parties speak of drift.
    """

    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    definition_version = models.ForeignKey(
        DefinitionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    nature = models.TextField("what is done together")
    purpose = models.TextField()
    funding = models.TextField("who pays for what")
    limits = models.TextField("what it is not for")
    exit_terms = models.TextField("how it ends")
    from_on = models.DateField()
    until_on = models.DateField()
    drift_from = models.PositiveIntegerField(default=20)
    state = models.CharField(max_length=10, choices=AGREEMENT.choices(), default=AGREEMENT.start)
    drafted_at = models.DateTimeField()
    drafted_by = by()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = by()
    in_force_at = models.DateTimeField(null=True, blank=True)
    in_force_by = by()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = by()
    end_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_partners(
        "title", "owner", "definition", "definition_version", "nature", "purpose", "funding", "limits", "exit_terms",
        "from_on", "until_on", "drift_from", "state", "drafted_at", "drafted_by", "agreed_at", "agreed_by",
        "in_force_at", "in_force_by", "ended_at", "ended_by", "end_reason",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-from_on", "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(AGREEMENT.states)), name="agreement_state"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="agreement_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(drift_from__gte=1, drift_from__lte=100), name="agreement_drift"),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED) | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="agreement_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | Q(drafted_by__isnull=True) | ~Q(agreed_by=F("drafted_by")),
                name="agreement_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(in_force_by__isnull=True) | Q(drafted_by__isnull=True) | ~Q(in_force_by=F("drafted_by")),
                name="agreement_in_force_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force")
                | Q(in_force_at__isnull=False, in_force_by__isnull=False, definition_version__isnull=False),
                name="agreement_in_force_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="agreement_ended_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer)

    def digest_parts(self) -> Iterable[Record]:
        return chain(
            self.parties.all(),
            self.limbs.all(),
            self.areas.all(),
            self.activities.all(),
            self.operations.all(),
        )


class AgreementParty(Record):
    """A body that is bound by it, and when somebody in which post signed for it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    part = models.CharField("what part it takes", max_length=10, choices=list(PARTS.items()))
    post = models.CharField("in which post it is signed for", max_length=200)
    signed_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_partners(
        "agreement", "organisation", "part", "post", "signed_on"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="agreement_party_once"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__")


class PurposeLimb(Record):
    """The number of a limb of the definition that the work is for."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="limbs")
    number = models.PositiveIntegerField()

    privacy: ClassVar[dict[str, Tier]] = for_partners("agreement", "number")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="purpose_limb_once")
        ]

    def __str__(self) -> str:
        return f"Limb {self.number}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__")


class AgreementArea(Record):
    """Where it is worked together."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = for_partners("agreement", "area")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "area"], name="agreement_area_once")
        ]

    def __str__(self) -> str:
        return str(self.area)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__")


class PartnershipRisk(Record):
    """What may go wrong because of working together, which body answers for it, and what is done about it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="risks")
    kind = models.CharField(max_length=12, choices=list(RISKS.items()))
    risk = models.TextField("what may happen")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    likelihood = models.PositiveIntegerField(choices=list(SCORES.items()))
    impact = models.PositiveIntegerField(choices=list(SCORES.items()))
    mitigation = models.TextField("what is done about it")
    reviewed_on = models.DateField()

    privacy: ClassVar[dict[str, Tier]] = for_partners(
        "agreement", "kind", "risk", "owner", "likelihood", "impact", "mitigation", "reviewed_on"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="partnership_risk_scores",
            ),
            models.CheckConstraint(
                condition=~Q(risk="") & ~Q(mitigation=""), name="partnership_risk_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.agreement}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__")
