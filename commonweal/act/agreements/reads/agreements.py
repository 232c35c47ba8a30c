"""One agreement with its parts, what keeps it from the next step, and the agreements there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from commonweal.act.agreements.models import (
    Agreement,
    AgreementArea,
    AgreementOperation,
    AgreementParty,
    Deployment,
    PartnershipRisk,
    PurposeLimb,
)
from commonweal.act.agreements.reads.authors import is_own_work
from commonweal.act.agreements.rules import states, words
from commonweal.act.agreements.rules.drift import weeks_in_words
from commonweal.act.agreements.rules.states import AGREEMENT, DEPLOYMENT
from commonweal.assess.harm.models import Definition, DefinitionVersion, Limb
from commonweal.assess.impact.models import JointClaim, Operation
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

READ, EDIT, AGREE, DEPLOY, RECORD, PROBLEMS = (
    "agreements.read", "agreements.edit", "agreements.agree", "agreements.deploy", "agreements.record",
    "agreements.problems",
)  # fmt: skip
TAGS = {
    "draft": ("Draft", "D", "ring", "neutral"),
    "agreed": ("Agreed", "A", "diamond", "info"),
    "in_force": ("In force", "F", "circle", "good"),
    "ended": ("Ended", "E", "dash", "neutral"),
    "planned": ("Planned", "P", "ring", "neutral"),
    "deployed": ("Deployed", "D", "circle", "good"),
}


def list_agreements(viewer: Viewer) -> QuerySet[Any]:
    """names_definition is whether the viewer may know the word: a party need not, while all of it is a draft."""
    known = Definition.objects.visible_to(viewer).filter(pk=OuterRef("definition"))
    rows: QuerySet[Any] = Agreement.objects.visible_to(viewer).annotate(names_definition=Exists(known))
    return rows.select_related("owner", "definition", "definition_version")


def list_parties(viewer: Viewer) -> QuerySet[AgreementParty]:
    rows = AgreementParty.objects.visible_to(viewer)
    return rows.select_related("agreement__definition", "organisation")


def list_deployments(viewer: Viewer) -> QuerySet[Deployment]:
    rows = Deployment.objects.visible_to(viewer)
    return rows.select_related(
        "agreement__definition", "agreement__definition_version", "funder", "from_body", "to_body"
    )


def list_risks(viewer: Viewer) -> QuerySet[PartnershipRisk]:
    return PartnershipRisk.objects.visible_to(viewer).select_related("agreement__definition", "owner")


def limbs_to_choose(definition: Definition) -> list[Limb]:
    """Those of the agreed version; of the newest one while none is agreed."""
    versions = list(definition.versions.order_by("-number"))
    chosen = next((one for one in versions if one.state == "agreed"), versions[0] if versions else None)
    return list(chosen.limbs.all()) if chosen else []


@dataclass(frozen=True)
class Picture:
    """An agreement with what belongs to it. limbs are those of the version it works to, or would work to."""

    agreement: Agreement
    parties: list[AgreementParty]
    purposes: list[PurposeLimb]
    areas: list[AgreementArea]
    deployments: list[Deployment]
    risks: list[PartnershipRisk]
    versions: list[DefinitionVersion]
    limbs: list[Limb]
    operations: list[AgreementOperation]
    claims: list[JointClaim]

    @property
    def tag(self) -> tuple[str, str, str, str]:
        return TAGS[self.agreement.state]

    @property
    def agreed_version(self) -> DefinitionVersion | None:
        return next((one for one in self.versions if one.state == "agreed"), None)

    @property
    def works_to(self) -> DefinitionVersion | None:
        wanted = self.agreement.definition_version_id
        return next((one for one in self.versions if one.pk == wanted), None)

    @property
    def numbers(self) -> list[int]:
        return [limb.number for limb in self.purposes]

    @property
    def for_limbs(self) -> list[Limb]:
        """The limbs that the work is for, as the version says them that it works to or would work to."""
        version = self.works_to or self.agreed_version or (self.versions[0] if self.versions else None)
        of = version.pk if version else None
        return [limb for limb in self.limbs if limb.of_id == of and limb.number in self.numbers]

    @property
    def missing(self) -> list[str]:
        """What keeps it from the next step."""
        if self.agreement.state == "draft":
            unsigned = [str(party.organisation) for party in self.parties if party.signed_on is None]
            return states.missing_for_agreement(len(self.parties), unsigned, len(self.purposes))
        if self.agreement.state == "agreed":
            return self._missing_for_force()
        if self.agreement.state == "in_force" and self.is_behind:
            return [
                "The definition has a newer agreed version. Nobody new is deployed before the agreement moves to it."
            ]
        return []

    def _missing_for_force(self) -> list[str]:
        agreed = self.agreed_version
        known = [limb.number for limb in self.limbs if agreed and limb.of_id == agreed.pk]
        return states.missing_for_force(agreed is not None, self.numbers, known)

    @property
    def is_behind(self) -> bool:
        """In force, but to a version that a later one superseded."""
        return (
            self.works_to is not None and self.works_to.state != "agreed" and self.agreed_version is not None
        )

    def claim_of(self, linked: AgreementOperation) -> JointClaim | None:
        return next((claim for claim in self.claims if claim.operation_id == linked.operation_id), None)

    def is_outside(self, linked: AgreementOperation) -> bool:
        """Is the operation for a limb that the agreement does not cover, or for another definition's?"""
        claim = self.claim_of(linked)
        if claim is None:
            return False
        return (
            claim.limb.of.definition_id != self.agreement.definition_id
            or claim.limb.number not in self.numbers
        )

    def missing_for(self, deployment: Deployment) -> list[str]:
        """What keeps these people from being deployed."""
        if deployment.state != "planned":
            return []
        version = self.works_to
        state = version.state if version else "draft"
        return states.missing_for_deployment(self.agreement.state, state)

    def drift_of(self, deployment: Deployment) -> str:
        return weeks_in_words(deployment.weeks_served, deployment.weeks_off, self.agreement.drift_from)

    def rating_of(self, risk: PartnershipRisk) -> tuple[str, str, str, str]:
        return words.rating(risk.likelihood, risk.impact)

    @property
    def people(self) -> tuple[int, int]:
        """(deployed, planned), by number alone."""
        by_state = {
            state: sum(d.people for d in self.deployments if d.state == state) for state in DEPLOYMENT.states
        }
        return by_state["deployed"], by_state["planned"]


def picture_of(agreement: Agreement, viewer: Viewer) -> Picture:
    """Limbs and versions are those that the viewer may see; nine kinds of rows in one question."""
    versions = DefinitionVersion.objects.visible_to(viewer).filter(definition=agreement.definition_id)
    mine = {"agreement": agreement}
    found = fetch_together(
        parties=AgreementParty.objects.visible_to(viewer).filter(**mine).select_related("organisation"),
        purposes=PurposeLimb.objects.visible_to(viewer).filter(**mine),
        areas=AgreementArea.objects.visible_to(viewer).filter(**mine).select_related("area").defer(
            "area__boundary", "area__outline"
        ),
        deployments=Deployment.objects.visible_to(viewer).filter(**mine).select_related(
            "funder", "from_body", "to_body"
        ),
        risks=PartnershipRisk.objects.visible_to(viewer).filter(**mine).select_related("owner"),
        versions=versions,
        limbs=Limb.objects.visible_to(viewer).filter(of__definition=agreement.definition_id),
        operations=AgreementOperation.objects.visible_to(viewer).filter(**mine).select_related("operation"),
        claims=JointClaim.objects.visible_to(viewer)
        .filter(operation__in=AgreementOperation.objects.filter(**mine).values("operation"))
        .select_related("limb__of"),
    )  # fmt: skip
    return Picture(agreement, **found)


def events_open_to(agreement: Agreement, viewer: Viewer, picture: Picture) -> list[str]:
    """What this person may do now; nobody agrees to what they wrote, and nothing is offered that cannot be."""
    found = []
    for event in AGREEMENT.events_from(agreement.state):
        known = AGREEMENT.events[event]
        if not viewer.may(known.permission):
            continue
        if event == "adopt" and not picture.is_behind:
            continue
        if event in ("agree", "bring-into-force") and picture.missing:
            continue
        if known.never_by and is_own_work(viewer.account_id, agreement):
            continue
        found.append(event)
    return found


def operations_to_link(viewer: Viewer) -> QuerySet[Operation]:
    """Joint operations under no agreement yet, that are neither over nor withdrawn."""
    rows = Operation.objects.visible_to(viewer).filter(kind="joint").exclude(state__in=["ended", "withdrawn"])
    return rows.exclude(pk__in=AgreementOperation.objects.values("operation"))


@dataclass(frozen=True)
class Uses:
    """What rests on a definition."""

    definition: Definition
    agreements: list[Agreement]
    deployments: list[Deployment]
    claims: list[JointClaim]


def uses_of(definition: Definition, viewer: Viewer) -> Uses:
    found = fetch_together(
        agreements=list_agreements(viewer).filter(definition=definition),
        deployments=Deployment.objects.visible_to(viewer)
        .filter(agreement__definition=definition, state="deployed")
        .select_related("agreement", "to_body"),
        claims=JointClaim.objects.visible_to(viewer)
        .filter(limb__of__definition=definition)
        .select_related("operation", "limb__of"),
    )
    return Uses(definition, found["agreements"], found["deployments"], found["claims"])


def names_of_limbs(limbs: Iterable[Limb]) -> dict[int, str]:
    return {limb.number: limb.title for limb in limbs}
