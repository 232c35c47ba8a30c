"""How does another unit come to read an approved version, say that it relied on it, and how is a disclosable copy given out?"""

from __future__ import annotations

from datetime import datetime

from commonweal.assess.impact.models import AssessmentVersion, DisclosureGiven, Reliance, SharingRequest
from commonweal.assess.impact.reads.advice_owners import of_request, owners_of_version
from commonweal.assess.impact.reads.disclosed import disclosable_hash
from commonweal.assess.impact.reads.sharing import can_be_asked_for
from commonweal.assess.impact.rules.disclosure import GROUNDS
from commonweal.assess.impact.rules.sharing import SHARING, check_can_rely
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

DECIDE = "impact.approve"


@write("asked to read an assessment", permission=None)
def ask_to_share(
    *, of_version: AssessmentVersion, body: Organisation, purpose: str, by: Viewer, at: datetime
) -> SharingRequest:
    """Only what is not covert can be asked for, and only by those who decide on assessments of their own."""
    if not by.may_somewhere(DECIDE) or by.enforces_immigration:
        raise Refused("Only a commander asks to read what another unit assessed.")
    if not can_be_asked_for(by).filter(pk=of_version.pk).exists():
        raise NotPossible("This version cannot be asked for.")
    if not purpose.strip():
        raise NotPossible("Say what you need it for.")
    if SharingRequest.objects.filter(
        of_version=of_version, asked_by=by.account_id, state__in=("asked", "granted")
    ).exists():
        raise NotPossible("You have asked for this version already.")
    return SharingRequest.objects.create(
        of_version=of_version, body=body, purpose=purpose, asked_at=at, asked_by_id=by.account_id or 0
    )


def _answer(request: SharingRequest, event: str, reason: str, by: Viewer, at: datetime) -> SharingRequest:
    following = SHARING.follow(request.state, event)
    SHARING.check_person(event, by.person_id, [request.asked_by_id])
    SHARING.check_reason(event, reason)
    request.state, request.reason = following, reason
    request.answered_at, request.answered_by_id = at, by.account_id
    request.save()
    return request


@write("let another unit read an assessment", permission=DECIDE, locks="request", owners=of_request)
def grant_sharing(*, request: SharingRequest, reason: str, by: Viewer, at: datetime) -> SharingRequest:
    return _answer(request, "grant", reason, by, at)


@write("refused to share an assessment", permission=DECIDE, locks="request", owners=of_request)
def refuse_sharing(*, request: SharingRequest, reason: str, by: Viewer, at: datetime) -> SharingRequest:
    return _answer(request, "refuse", reason, by, at)


@write("relied on a shared assessment", permission=None, locks="request")
def rely_on(*, request: SharingRequest, relied_for: str, by: Viewer, at: datetime) -> SharingRequest:
    """Only whoever asked, and only once it was granted."""
    if request.asked_by_id != by.person_id or by.enforces_immigration:
        raise Refused("Only whoever asked for this version can say that they relied on it.")
    check_can_rely(request.state)
    if not relied_for.strip():
        raise NotPossible("Say what you decided on the strength of it.")
    Reliance.objects.create(
        request=request, relied_for=relied_for, relied_at=at, relied_by_id=by.account_id or 0
    )
    return request


@write("gave out a disclosable copy", permission=DECIDE, owners=owners_of_version)
def give_disclosable(
    *,
    of_version: AssessmentVersion,
    given_to: str,
    ground: str,
    by: Viewer,
    at: datetime,
    request_reference: str = "",
) -> DisclosureGiven:
    """given_to is a body or a role; the hash says which copy it was."""
    if of_version.approved_at is None:
        raise NotPossible("Only an approved version is given out.")
    if not given_to.strip():
        raise NotPossible("Say which body or role gets the copy.")
    if ground not in GROUNDS:
        raise NotPossible("Choose why the copy is given out.")
    return DisclosureGiven.objects.create(
        of_version=of_version, given_to=given_to.strip(), ground=ground, reference=request_reference,
        copy_hash=disclosable_hash(of_version), given_at=at, given_by_id=by.account_id or 0,
    )  # fmt: skip
