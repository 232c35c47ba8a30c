"""How is an agreement drafted, signed, agreed, brought into force and ended, and how are its risks kept?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.act.agreements.models import (
    Agreement,
    AgreementArea,
    AgreementOperation,
    AgreementParty,
    PartnershipRisk,
    PurposeLimb,
)
from commonweal.act.agreements.reads.authors import is_own_work
from commonweal.act.agreements.rules import states
from commonweal.act.agreements.rules.states import AGREEMENT
from commonweal.assess.harm.models import Definition, DefinitionVersion
from commonweal.assess.impact.models import Operation
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer

EDIT, AGREE = "agreements.edit", "agreements.agree"


@write("drafted a joint-working agreement", permission=EDIT)
def draft_agreement(
    *, title: str, owner: Organisation, definition: Definition, by: Viewer, at: datetime, **words: Any
) -> Agreement:
    """words: nature, purpose, funding, limits, exit_terms, from_on, until_on, drift_from_number."""
    _check_days(words["from_on"], words["until_on"])
    return Agreement.objects.create(
        title=title.strip(), owner=owner, definition=definition, drafted_at=at, drafted_by_id=by.account_id,
        drift_from=words.pop("drift_from_number"), **words,
    )  # fmt: skip


def _check_days(from_on: date, until_on: date) -> None:
    if until_on <= from_on:
        raise NotPossible("The agreement has to end after it begins.")


def _check_draft(agreement: Agreement) -> None:
    if agreement.state != "draft":
        raise NotPossible(
            f"The agreement is {AGREEMENT.states[agreement.state]}: what the parties signed does not change."
        )


@write("changed the draft of the agreement", permission=EDIT, locks="agreement")
def edit_agreement(
    *, agreement: Agreement, title: str, owner: Organisation, definition: Definition, by: Viewer, at: datetime,
    **words: Any,
) -> Agreement:  # fmt: skip
    """Whoever had signed signs again: it is another text."""
    _check_draft(agreement)
    _check_days(words["from_on"], words["until_on"])
    agreement.title, agreement.owner, agreement.definition = title.strip(), owner, definition
    agreement.drift_from = words.pop("drift_from_number")
    for name, value in words.items():
        setattr(agreement, name, value)
    agreement.save()
    agreement.parties.update(signed_on=None)
    return agreement


@write("said what the agreement is for and where", permission=EDIT, locks="agreement")
def set_scope(
    *, agreement: Agreement, limbs: list[str], areas: list[Area], by: Viewer, at: datetime
) -> Agreement:
    _check_draft(agreement)
    agreement.limbs.all().delete()
    agreement.areas.all().delete()
    PurposeLimb.objects.bulk_create(PurposeLimb(agreement=agreement, number=int(number)) for number in limbs)
    AgreementArea.objects.bulk_create(AgreementArea(agreement=agreement, area=area) for area in areas)
    agreement.parties.update(signed_on=None)
    return agreement


@write("named a party to the agreement", permission=EDIT, locks="agreement")
def add_party(
    *, agreement: Agreement, organisation: Organisation, part: str, post: str, by: Viewer, at: datetime
) -> Agreement:
    _check_draft(agreement)
    if agreement.parties.filter(organisation=organisation).exists():
        raise NotPossible("This body is a party already.")
    AgreementParty.objects.create(agreement=agreement, organisation=organisation, part=part, post=post)
    return agreement


@write("kept that a party signed", permission=EDIT, locks="agreement")
def sign(
    *, agreement: Agreement, party: AgreementParty, signed_on: date, by: Viewer, at: datetime
) -> Agreement:
    _check_draft(agreement)
    if signed_on > timezone.localdate(at):
        raise NotPossible("Give the day on which it was signed, not one to come.")
    known = agreement.parties.get(pk=party.pk)
    known.signed_on = signed_on
    known.save()
    return agreement


def _agreed_version(agreement: Agreement) -> DefinitionVersion | None:
    return DefinitionVersion.objects.filter(definition=agreement.definition_id, state="agreed").first()


def _check_another(event: str, agreement: Agreement, by: Viewer) -> None:
    """Raise Refused where this person wrote any part of it."""
    own = is_own_work(by.person_id, agreement)
    AGREEMENT.check_person(event, by.person_id, [by.person_id] if own else [])


@write("agreed to the joint-working agreement", permission=AGREE, locks="agreement")
def agree(*, agreement: Agreement, by: Viewer, at: datetime) -> Agreement:
    following = AGREEMENT.follow(agreement.state, "agree")
    _check_another("agree", agreement, by)
    parties = list(agreement.parties.select_related("organisation"))
    unsigned = [str(party.organisation) for party in parties if party.signed_on is None]
    states.check_nothing_missing(
        states.missing_for_agreement(len(parties), unsigned, agreement.limbs.count())
    )
    agreement.state, agreement.agreed_at, agreement.agreed_by_id = following, at, by.person_id
    agreement.save()
    return agreement


@write("brought the agreement into force", permission=AGREE, locks="agreement")
def bring_into_force(*, agreement: Agreement, by: Viewer, at: datetime) -> Agreement:
    """It works from now on to the version of the definition that is agreed today."""
    following = AGREEMENT.follow(agreement.state, "bring-into-force")
    _check_another("bring-into-force", agreement, by)
    agreement.definition_version = _fitting_version(agreement)
    agreement.state, agreement.in_force_at, agreement.in_force_by_id = following, at, by.person_id
    agreement.save()
    return agreement


@write("moved the agreement to the agreed version of the definition", permission=AGREE, locks="agreement")
def adopt_version(*, agreement: Agreement, by: Viewer, at: datetime) -> Agreement:
    """Only where the newer version still has every limb that the parties agreed on."""
    AGREEMENT.follow(agreement.state, "adopt")
    version = _fitting_version(agreement)
    if version is not None and version.pk == agreement.definition_version_id:
        raise NotPossible("The agreement works to the agreed version already.")
    agreement.definition_version = version
    agreement.save()
    return agreement


def _fitting_version(agreement: Agreement) -> DefinitionVersion | None:
    version = _agreed_version(agreement)
    known = list(version.limbs.values_list("number", flat=True)) if version else []
    wanted = list(agreement.limbs.values_list("number", flat=True))
    states.check_nothing_missing(states.missing_for_force(version is not None, wanted, known))
    return version


@write("ended the agreement", permission=EDIT, locks="agreement")
def end_agreement(*, agreement: Agreement, reason: str, by: Viewer, at: datetime) -> Agreement:
    following = AGREEMENT.follow(agreement.state, "end")
    AGREEMENT.check_reason("end", reason)
    states.check_ending(agreement.deployments.filter(state="deployed").count())
    agreement.state, agreement.ended_at, agreement.ended_by_id = following, at, by.person_id
    agreement.end_reason = reason
    agreement.save()
    return agreement


@write("put a joint operation under the agreement", permission=EDIT, locks="agreement")
def link_operation(*, agreement: Agreement, operation: Operation, by: Viewer, at: datetime) -> Agreement:
    if agreement.state != "in_force":
        raise NotPossible("Joint operations are carried out under an agreement that is in force.")
    if operation.kind != "joint":
        raise NotPossible("Only a joint operation is carried out under an agreement.")
    if AgreementOperation.objects.filter(operation=operation).exists():
        raise NotPossible("This operation is under an agreement already.")
    AgreementOperation.objects.create(agreement=agreement, operation=operation)
    return agreement


# Risks


@write("entered a risk of the partnership", permission=EDIT)
def add_risk(
    *, agreement: Agreement, kind: str, risk: str, owner: Organisation, likelihood: int, impact: int,
    mitigation: str, by: Viewer, at: datetime,
) -> PartnershipRisk:  # fmt: skip
    if agreement.state == "ended":
        raise NotPossible("The agreement has ended.")
    return PartnershipRisk.objects.create(
        agreement=agreement, kind=kind, risk=risk, owner=owner, likelihood=likelihood, impact=impact,
        mitigation=mitigation, reviewed_on=timezone.localdate(at),
    )  # fmt: skip


@write("reviewed a risk of the partnership", permission=EDIT, locks="risk")
def review_risk(
    *, risk: PartnershipRisk, kind: str, what: str, owner: Organisation, likelihood: int, impact: int,
    mitigation: str, by: Viewer, at: datetime,
) -> PartnershipRisk:  # fmt: skip
    risk.kind, risk.risk, risk.owner = kind, what, owner
    risk.likelihood, risk.impact, risk.mitigation = likelihood, impact, mitigation
    risk.reviewed_on = timezone.localdate(at)
    risk.save()
    return risk
