"""How does an assessment go from the request to its closing, and what is frozen on the way?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.assess.impact.models import Assessment, AssessmentVersion, Review
from commonweal.assess.impact.reads import advice
from commonweal.assess.impact.reads.authors import own_work
from commonweal.assess.impact.reads.content import content_of
from commonweal.assess.impact.reads.exiting import criteria_of
from commonweal.assess.impact.reads.standing import newest_version
from commonweal.assess.impact.reads.whose import owner_of
from commonweal.assess.impact.rules import exiting, reviews, scores, states
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.audit.writes import inside_a_write, write
from commonweal.ground.visibility.rules import NotPossible, Viewer

TABLE = states.ASSESSMENT


def _check_another(event: str, assessment: Assessment, by: Viewer) -> None:
    """Raise Refused where this person asked for it, submitted it or wrote any part of it."""
    TABLE.check_person(event, by.person_id, [by.person_id] if own_work(by.person_id, [assessment]) else [])


@write("took up the assessment", permission=states.ASSESS, locks="assessment", owners=owner_of)
def claim_assessment(*, assessment: Assessment, by: Viewer, at: datetime) -> Assessment:
    assessment.state = TABLE.follow(assessment.state, "claim")
    assessment.author_id, assessment.claimed_at = by.person_id, at
    assessment.save()
    return assessment


@write("declined to assess", permission=states.ASSESS, locks="assessment", owners=owner_of)
def decline_assessment(*, assessment: Assessment, reason: str, by: Viewer, at: datetime) -> Assessment:
    """The operation is no further for it: it needs another assessment or an override."""
    following = TABLE.follow(assessment.state, "decline")
    TABLE.check_reason("decline", reason)
    assessment.state, assessment.declined_at, assessment.declined_reason = following, at, reason
    assessment.declined_by_id = by.person_id
    assessment.save()
    return assessment


@write("put the assessment to consultation", permission=states.ASSESS, locks="assessment", owners=owner_of)
def consult_on_assessment(*, assessment: Assessment, by: Viewer, at: datetime) -> Assessment:
    assessment.state = TABLE.follow(assessment.state, "consult")
    assessment.save()
    return assessment


@write("submitted the assessment", permission=states.ASSESS, locks="assessment", owners=owner_of)
def submit_assessment(
    *, assessment: Assessment, likelihood_before: int, impact_before: int, likelihood_after: int, impact_after: int,
    override_before: str = "", override_after: str = "", rating_reason: str = "", by: Viewer, at: datetime,
) -> Assessment:  # fmt: skip
    """Freeze everything that it says now as its next version, with the ratings before and after what is done.

    The whole is never rated better than the worst of its communities, unless somebody says so and why.
    """
    assessment.state = TABLE.follow(assessment.state, "submit")
    advice.check_ready(assessment)
    before, after = advice.worst_ratings(assessment)
    whole_before = scores.settle(likelihood_before, impact_before, override_before, rating_reason)
    whole_after = scores.settle(likelihood_after, impact_after, override_after, rating_reason)
    assessment.rating_before = scores.never_below(whole_before, before, override_before)
    assessment.rating_after = scores.never_below(whole_after, after, override_after)
    assessment.rating_reason = rating_reason
    assessment.submitted_at, assessment.submitted_by_id = at, by.person_id
    assessment.sent_back_at, assessment.sent_back_reason = None, ""
    assessment.save()
    _freeze(assessment)
    return assessment


def _freeze(assessment: Assessment) -> AssessmentVersion:
    text = canonical(content_of(assessment))
    earlier = newest_version(assessment)
    submitted_at = assessment.submitted_at
    if submitted_at is None or assessment.author_id is None or assessment.submitted_by_id is None:
        raise TypeError("only what somebody wrote and submitted is frozen")
    return AssessmentVersion.objects.create(
        assessment=assessment, number=earlier.number + 1 if earlier else 1, phase=assessment.phase,
        content_text=text, content_hash=content_hash(text), rating_before=assessment.rating_before,
        rating_after=assessment.rating_after, rating_reason=assessment.rating_reason,
        author_id=assessment.author_id, submitted_at=submitted_at,
        submitted_by_id=assessment.submitted_by_id,
    )  # fmt: skip


def _waiting_version(assessment: Assessment) -> AssessmentVersion:
    version = newest_version(assessment)
    if version is None or version.outcome != "submitted":
        raise NotPossible("No version of this assessment waits for a decision.")
    return version


@write("approved the assessment", permission=states.APPROVE, locks="assessment", owners=owner_of)
def approve_assessment(*, assessment: Assessment, by: Viewer, at: datetime) -> Assessment:
    """Nobody who wrote any part of it or submitted it, nor whoever asked for the operation."""
    TABLE.follow(assessment.state, "approve")
    _check_another("approve", assessment, by)
    version = _waiting_version(assessment)
    version.outcome, version.approved_at, version.approved_by_id = "approved", at, by.person_id
    version.save()
    _come_to_rest(assessment, at)
    _end_review(assessment, by, at, found=f"Version {version.number} was approved.")
    return assessment


def _come_to_rest(assessment: Assessment, at: datetime) -> None:
    assessment.state = states.rest_in(assessment.phase)
    assessment.next_review_at = reviews.next_review(assessment.rating_after, at=at)
    assessment.save()


def _end_review(assessment: Assessment, by: Viewer, at: datetime, *, found: str) -> None:
    assessment.reviews.filter(done_at=None).update(
        done_at=at, done_by_id=by.account_id, found=found, rating_after=assessment.rating_after
    )


@write("sent the assessment back", permission=states.APPROVE, locks="assessment", owners=owner_of)
def send_back_assessment(*, assessment: Assessment, reason: str, by: Viewer, at: datetime) -> Assessment:
    following = TABLE.follow(assessment.state, "send_back")
    TABLE.check_reason("send_back", reason)
    _check_another("send_back", assessment, by)
    version = _waiting_version(assessment)
    version.outcome, version.sent_back_at, version.sent_back_by_id = "sent_back", at, by.person_id
    version.sent_back_reason = reason
    version.save()
    assessment.state, assessment.sent_back_at, assessment.sent_back_reason = following, at, reason
    assessment.save()
    return assessment


@write("put the assessment into use", permission=states.ASSESS, locks="assessment", owners=owner_of)
def go_live(*, assessment: Assessment, by: Viewer, at: datetime) -> Assessment:
    """The operation is under way; from now on it is reviewed against what happens."""
    following = TABLE.follow(assessment.state, "go_live")
    if assessment.operation.state not in ("under_way", "ended"):
        raise NotPossible("The operation has not begun. An assessment goes live with its operation.")
    assessment.state, assessment.phase = following, "live"
    assessment.save()
    return assessment


@write("began to review the assessment", permission=states.ASSESS, locks="assessment", owners=owner_of)
def begin_review(*, assessment: Assessment, reason: str, by: Viewer, at: datetime) -> Assessment:
    open_for_review(assessment, reason, by, at)
    return assessment


def open_for_review(assessment: Assessment, why: str, by: Viewer, at: datetime) -> None:
    """The step shared by whoever re-opens an assessment, a person or the program: it is looked at again, and why."""
    if not inside_a_write():
        raise RuntimeError("Re-opening is a part of a write: call open_for_review from within one.")
    following = TABLE.follow(assessment.state, "review")
    TABLE.check_reason("review", why)
    Review.objects.create(
        assessment=assessment, began_at=at, began_by_id=by.account_id, why=why,
        rating_before=assessment.rating_after,
    )  # fmt: skip
    assessment.state = following
    assessment.save()


@write("confirmed the assessment as it stands", permission=states.ASSESS, locks="assessment", owners=owner_of)
def confirm_assessment(*, assessment: Assessment, reason: str, by: Viewer, at: datetime) -> Assessment:
    """Nothing that was approved has changed; the clock of reviews begins anew."""
    TABLE.follow(assessment.state, "confirm")
    TABLE.check_reason("confirm", reason)
    version = newest_version(assessment)
    if version is None or version.outcome != "approved":
        raise NotPossible("Its newest version is not approved: submit it again.")
    _come_to_rest(assessment, at)
    _end_review(assessment, by, at, found=reason)
    return assessment


@write("signed the exit strategy", permission=states.APPROVE, locks="assessment", owners=owner_of)
def sign_exit(
    *, assessment: Assessment, exit_strategy: str, debrief_on: date | None = None, baseline_reason: str = "",
    by: Viewer, at: datetime,
) -> Assessment:  # fmt: skip
    """baseline_reason says why the tension need not be back to its usual level, where that is so."""
    if assessment.state not in ("live", "under_review") or assessment.operation.state != "ended":
        raise NotPossible("An exit strategy is signed once the operation has ended.")
    if not exit_strategy.strip():
        raise NotPossible(
            "Say how the operation is left behind: who tells the community, and what goes back to whom."
        )
    _check_another("exit", assessment, by)
    assessment.exit_strategy, assessment.debrief_on = exit_strategy, debrief_on
    assessment.baseline_reason, assessment.phase = baseline_reason, "exit"
    assessment.exit_signed_at, assessment.exit_signed_by_id = at, by.person_id
    assessment.save()
    return assessment


@write("closed the assessment", permission=states.APPROVE, locks="assessment", owners=owner_of)
def close_assessment(*, assessment: Assessment, by: Viewer, at: datetime) -> Assessment:
    following = TABLE.follow(assessment.state, "exit")
    _check_another("exit", assessment, by)
    exiting.check_exit(criteria_of(assessment))
    assessment.state, assessment.closed_at, assessment.closed_by_id = following, at, by.person_id
    assessment.next_review_at = None
    assessment.save()
    return assessment
