"""How is a version written, why is it changed, and how does it come into force or go?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion, Occasion
from commonweal.assess.guidance.reads import content
from commonweal.assess.guidance.reads.telling import people_who
from commonweal.assess.guidance.rules.freshness import DUE_DAYS, REVIEW_EVERY_DAYS, check_has_happened
from commonweal.assess.guidance.rules.kinds import check_complete, check_consent, check_led_by
from commonweal.assess.guidance.rules.states import APPROVE, VERSION, WRITE
from commonweal.assess.impact.models import AssessmentVersion
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.visibility.rules import NotPossible, Viewer

WROTE = "guidance.change_text"  # as the audit names the change of a version's words


def _owner(version: GuidanceVersion) -> list[int]:
    return [version.document.owner_id]


@write("wrote guidance", permission=WRITE, locks="wording", owners=_owner)
def change_text(
    *,
    wording: GuidanceVersion,
    summary: str,
    text: str,
    signposts: str,
    author: str,
    consented_on: date | None,
    agreed_tier: str,
    by: Viewer,
    at: datetime,
) -> GuidanceVersion:
    """Whoever changes a draft last is the one who drafted it, and does not approve it."""
    VERSION.follow(wording.state, "change")
    if consented_on and consented_on > timezone.localdate(at):
        raise NotPossible("The author's consent lies in the past. Choose a day up to today.")
    wording.summary, wording.text, wording.signposts = summary.strip(), text, signposts
    wording.author, wording.consented_on, wording.agreed_tier = author.strip(), consented_on, agreed_tier
    wording.drafted_by_id = by.account_id
    wording.save()
    return wording


@write("said why guidance is changed", permission=WRITE, locks="wording", owners=_owner)
def add_occasion(
    *,
    wording: GuidanceVersion,
    kind: str,
    name: str,
    said: str,
    happened_on: date,
    by: Viewer,
    at: datetime,
    community_review: CommunityReview | None = None,
    impact_version: AssessmentVersion | None = None,
    equality_assessment: EqualityAssessment | None = None,
) -> GuidanceVersion:
    """With the very version of the assessment that led to it, where one did."""
    VERSION.follow(wording.state, "change")
    check_has_happened(happened_on, on=timezone.localdate(at))
    check_led_by(kind, impact=impact_version is not None, equality=equality_assessment is not None)
    Occasion.objects.create(
        document_id=wording.document_id, changed=wording, kind=kind, name=name.strip(), said=said,
        happened_on=happened_on, community_review=community_review, impact_version=impact_version,
        equality_assessment=equality_assessment, noted_at=at, noted_by_id=by.account_id,
    )  # fmt: skip
    return wording


@write("took back why guidance is changed", permission=WRITE, locks="wording", owners=_owner)
def remove_occasion(
    *, wording: GuidanceVersion, occasion: Occasion, by: Viewer, at: datetime
) -> GuidanceVersion:
    VERSION.follow(wording.state, "change")
    if wording.occasions.filter(pk=occasion.pk).delete()[0] == 0:
        raise NotPossible("This reason is not there any more.")
    return wording


@write("submitted guidance", permission=WRITE, locks="wording", owners=_owner)
def submit(*, wording: GuidanceVersion, by: Viewer, at: datetime) -> GuidanceVersion:
    wording.state = VERSION.follow(wording.state, "submit")
    _check_ready(wording)
    wording.submitted_at, wording.submitted_by_id = at, by.account_id
    wording.save()
    told = people_who(APPROVE, wording.document.owner_id, on=timezone.localdate(at))
    _tell(wording, told - {by.account_id or 0}, "awaits", at)
    return wording


@write("sent guidance back", permission=APPROVE, locks="wording", owners=_owner)
def send_back(*, wording: GuidanceVersion, reason: str, by: Viewer, at: datetime) -> GuidanceVersion:
    _check_second(wording, "send-back", by)
    wording.state = VERSION.follow(wording.state, "send-back")
    VERSION.check_reason("send-back", reason)
    wording.sent_back_reason = reason
    wording.save()
    _tell(wording, {wording.drafted_by_id or 0}, "decided", at)
    return wording


@write("put guidance in force", permission=APPROVE, locks="wording", owners=_owner)
def approve(*, wording: GuidanceVersion, by: Viewer, at: datetime) -> GuidanceVersion:
    """Its words are frozen, and the version before it is superseded. Its review is ahead, or else a year from today."""
    _check_second(wording, "approve", by)
    state = VERSION.follow(wording.state, "approve")
    _check_ready(wording)
    document = wording.document
    for before in document.versions.filter(state="in_force"):
        before.state, before.superseded_at = VERSION.follow(before.state, "supersede"), at
        before.save()
    wording.frozen_content, wording.frozen_hash = content.frozen(wording, at=at)
    wording.state, wording.approved_at, wording.approved_by_id = state, at, by.account_id
    wording.sent_back_reason = ""
    wording.save()
    _look_again(document, on=timezone.localdate(at))
    _tell(wording, {wording.drafted_by_id or 0, wording.submitted_by_id or 0}, "decided", at)
    return wording


@write("gave a version of guidance up", permission=WRITE, locks="wording", owners=_owner)
def give_up(*, wording: GuidanceVersion, reason: str, by: Viewer, at: datetime) -> GuidanceVersion:
    return _withdraw(wording, "give-up", reason, by, at)


@write("withdrew guidance", permission=APPROVE, locks="wording", owners=_owner)
def withdraw(*, wording: GuidanceVersion, reason: str, by: Viewer, at: datetime) -> GuidanceVersion:
    """Nobody works by it any more. It stays to be read, with the reason."""
    return _withdraw(wording, "withdraw", reason, by, at)


def _withdraw(version: GuidanceVersion, event: str, reason: str, by: Viewer, at: datetime) -> GuidanceVersion:
    version.state = VERSION.follow(version.state, event)
    VERSION.check_reason(event, reason)
    version.withdrawn_at, version.withdrawn_by_id, version.withdrawn_reason = at, by.account_id, reason
    version.save()
    return version


def _check_second(version: GuidanceVersion, event: str, by: Viewer) -> None:
    VERSION.check_person(
        event, by.account_id, [*_writers(version), version.drafted_by_id, version.submitted_by_id]
    )


def _writers(version: GuidanceVersion) -> list[int | None]:
    """Everybody who changed its words: the draft remembers who did so last, the audit all of them."""
    changes = list_history(version).filter(action=WROTE)
    return list(changes.values_list("actor_id", flat=True))


def _check_ready(version: GuidanceVersion) -> None:
    document = version.document
    check_complete(
        document.kind, text=version.text, signposts=version.signposts, occasions=version.occasions.count()
    )
    check_consent(
        document.kind, document.tier, author=version.author, consented=version.consented_on is not None,
        agreed_tier=version.agreed_tier,
    )  # fmt: skip


def _look_again(document: GuidanceDocument, *, on: date) -> None:
    """What is new is not due at once."""
    if document.review_on <= on + timedelta(days=DUE_DAYS):
        document.review_on = on + timedelta(days=REVIEW_EVERY_DAYS)
        document.reminded = ""
        document.save()


def _tell(version: GuidanceVersion, people: set[int], kind: str, at: datetime) -> None:
    address = reverse("guidance:version", args=[version.pk])
    add_notice(account_ids=people - {0}, kind=kind, at=at, address=address, record=version)
