"""How is an assessment screened, consulted on, checked and signed, and how does it come back?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.assess.equality.models import EqualityAction, EqualityAssessment
from commonweal.assess.equality.reads import telling
from commonweal.assess.equality.reads.content import hash_now, signed_content
from commonweal.assess.equality.reads.one import author_ids, check_decides, faults_of, with_parts
from commonweal.assess.equality.rules import following, signing
from commonweal.assess.equality.rules.checking import check_complete
from commonweal.assess.equality.rules.states import ASSESSMENT, CHECK, SIGN, WRITE
from commonweal.assess.equality.writes.drafting import _count_as_author, _owners
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.people.rules import roles_with
from commonweal.ground.visibility.rules import Viewer


def _follow(assessment: EqualityAssessment, event: str, reason: str = "") -> None:
    following_state = ASSESSMENT.follow(assessment.state, event)
    ASSESSMENT.check_reason(event, reason)
    assessment.state = following_state


def _tell(
    assessment: EqualityAssessment, people: Iterable[int], *, by: Viewer, at: datetime, kind: str
) -> None:
    """That something awaits them; never what it is."""
    address = reverse("equality:show", args=[assessment.pk])
    add_notice(
        account_ids=set(people) - {by.account_id}, kind=kind, at=at, address=address, record=assessment
    )


def _tell_authors(assessment: EqualityAssessment, *, by: Viewer, at: datetime, kind: str = "decided") -> None:
    _tell(assessment, author_ids(assessment), by=by, at=at, kind=kind)


def _role_that(permission: str, by: Viewer) -> str:
    """Under which of their roles the person does this: named on the record."""
    return next((role for role in roles_with(permission) if role in by.roles), "")


# Screening


@write(
    "found that a full equality assessment is needed", permission=WRITE, locks="assessment", owners=_owners
)
def require_assessment(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "require")
    _count_as_author(assessment, by)
    assessment.save()
    return assessment


@write(
    "found that an equality assessment is not required", permission=CHECK, locks="assessment", owners=_owners
)
def screen_out(
    *, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    """By an adviser: nobody excuses their own work from being assessed."""
    _follow(assessment, "screen-out", reason)
    ASSESSMENT.check_person("screen-out", by.person_id, author_ids(assessment))
    assessment.not_required_reason = reason.strip()
    assessment.screened_by_id, assessment.screened_at = by.person_id, at
    assessment.save()
    _tell_authors(assessment, by=by, at=at)
    return assessment


@write("asked for another screening for equality", permission=CHECK, locks="assessment", owners=_owners)
def reopen_screening(
    *, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    _follow(assessment, "reopen", reason)
    _mark_sent_back(assessment, reason, by, at)
    assessment.not_required_reason, assessment.screened_by, assessment.screened_at = "", None, None
    assessment.save()
    _tell_authors(assessment, by=by, at=at)
    return assessment


def _mark_sent_back(assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime) -> None:
    assessment.sent_back_by_id, assessment.sent_back_at = by.person_id, at
    assessment.sent_back_reason = reason.strip()


# From consultation to the check


@write("put the equality assessment to consultation", permission=WRITE, locks="assessment", owners=_owners)
def consult(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "consult")
    _count_as_author(assessment, by)
    assessment.save()
    return assessment


@write(
    "sent the equality assessment for its quality check", permission=WRITE, locks="assessment", owners=_owners
)
def send_for_check(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "send")
    check_complete(faults_of(with_parts(assessment)))
    _count_as_author(assessment, by)
    assessment.save()
    advisers = telling.people_with(CHECK, assessment.owner_id, on=timezone.localdate(at))
    _tell(assessment, advisers - author_ids(assessment), by=by, at=at, kind="awaits")
    return assessment


@write("took the equality assessment back", permission=WRITE, locks="assessment", owners=_owners)
def take_back(*, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "take-back", reason)
    _count_as_author(assessment, by)
    _mark_sent_back(assessment, reason, by, at)
    assessment.save()
    return assessment


@write(
    "passed the quality check of the equality assessment",
    permission=CHECK,
    locks="assessment",
    owners=_owners,
)
def check_assessment(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "check")
    ASSESSMENT.check_person("check", by.person_id, author_ids(assessment))
    check_complete(faults_of(with_parts(assessment)))
    assessment.checked_by_id, assessment.checked_at = by.person_id, at
    assessment.checked_role = _role_that(CHECK, by)
    assessment.save()
    _tell(assessment, telling.deciders(assessment, on=timezone.localdate(at)), by=by, at=at, kind="awaits")
    return assessment


@write("sent the equality assessment back", permission=CHECK, locks="assessment", owners=_owners)
def send_back(*, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "send-back", reason)
    _mark_sent_back(assessment, reason, by, at)
    assessment.save()
    _tell_authors(assessment, by=by, at=at)
    return assessment


@write("did not sign the equality assessment", permission=SIGN, locks="assessment", owners=_owners)
def refuse_to_sign(
    *, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    """The check has to be passed anew, because what is written next was not checked."""
    _follow(assessment, "refuse", reason)
    check_decides(assessment, by)
    _mark_sent_back(assessment, reason, by, at)
    assessment.checked_by, assessment.checked_at, assessment.checked_role = None, None, ""
    assessment.save()
    _tell_authors(assessment, by=by, at=at)
    return assessment


# Signing


@write("signed the equality assessment", permission=SIGN, locks="assessment", owners=_owners)
def sign_assessment(
    *, assessment: EqualityAssessment, seen: str, by: Viewer, at: datetime, late_reason: str = ""
) -> EqualityAssessment:
    """Freeze what was read: `seen` is the hash that stood on the page. The one that it replaces is superseded with it."""
    _follow(assessment, "sign")
    check_decides(assessment, by)
    ASSESSMENT.check_person("sign", by.person_id, [*author_ids(assessment), assessment.checked_by_id])
    on = timezone.localdate(at)
    signing.check_late(on, assessment.decision_on, late_reason)
    with_parts(assessment)
    check_complete(faults_of(assessment))
    signing.check_seen(seen, hash_now(assessment))
    assessment.signed_by_id, assessment.signed_at, assessment.signed_on = by.person_id, at, on
    assessment.signed_role, assessment.late_reason = assessment.decision_role, late_reason.strip()
    assessment.frozen_content = canonical(signed_content(assessment))
    assessment.frozen_hash = content_hash(assessment.frozen_content)
    if assessment.replaces_id:
        _supersede(assessment, by=by, at=at)
    assessment.save()
    _tell_authors(assessment, by=by, at=at)
    return assessment


def _supersede(new: EqualityAssessment, *, by: Viewer, at: datetime) -> None:
    """Whatever was open in the earlier one goes on in this one, or was closed there: none is lost."""
    old = EqualityAssessment.objects.select_for_update().get(pk=new.replaces_id or 0)
    kept = {action.carries_id for action in new.actions.all()}
    still = list(EqualityAction.objects.filter(assessment=old, state="open"))
    following.check_all_carried(action.text for action in still if action.pk not in kept)
    for action in still:
        action.state, action.closed_by_id, action.closed_at = "carried", by.person_id, at
        action.closing_reason = "It goes on in the assessment that replaces this one."
        action.save()
    old.state = ASSESSMENT.follow(old.state, "supersede")
    old.version += 1
    old.save()


# After signing


@write("kept the equality assessment from the public", permission=SIGN, locks="assessment", owners=_owners)
def keep_from_public(
    *, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    _follow(assessment, "keep", reason)
    assessment.not_published_reason = reason.strip()
    assessment.save()
    return assessment


@write("began to monitor the real effect on equality", permission=WRITE, locks="assessment", owners=_owners)
def monitor(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    _follow(assessment, "monitor")
    assessment.save()
    return assessment
