"""How is something recommended, decided on, and seen through to its end?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from commonweal.assess.impact.models import Assessment, Consultation, Convening, PressLine, Recommendation
from commonweal.assess.impact.reads.advice import is_convened, is_released
from commonweal.assess.impact.reads.advice_owners import check_open, of_recommendation, owners_given
from commonweal.assess.impact.reads.authors import wrote_line
from commonweal.assess.impact.rules import advice as rules
from commonweal.assess.impact.rules.advice import RECOMMENDATION
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

ASSESS, DECIDE = "impact.assess", "impact.approve"


@write("recommended something", permission=ASSESS, owners=owners_given)
def recommend(
    *, assessment: Assessment, kind: str, text: str, owner_body: Organisation, owner_post: str, due_on: date,
    by: Viewer, at: datetime,
) -> Recommendation:  # fmt: skip
    """A forum is convened by its due day: that is a duty from now on."""
    check_open(assessment)
    if kind not in rules.KINDS:
        raise NotPossible("Choose what kind of recommendation it is.")
    if not text.strip() or not owner_post.strip():
        raise NotPossible("Say what is recommended, and which post does it.")
    made = Recommendation.objects.create(
        assessment=assessment, kind=kind, text=text, owner_body=owner_body, owner_post=owner_post, due_on=due_on,
        proposed_at=at, proposed_by_id=by.account_id,
    )  # fmt: skip
    if kind == "forum":
        Convening.objects.create(recommendation=made, convene_by_on=due_on)
    return made


def _decide(found: Recommendation, event: str, reason: str, by: Viewer, at: datetime) -> Recommendation:
    following = RECOMMENDATION.follow(found.state, event)
    RECOMMENDATION.check_person(event, by.person_id, [found.proposed_by_id])
    RECOMMENDATION.check_reason(event, reason)
    found.state, found.reason = following, reason
    found.decided_at, found.decided_by_id = at, by.account_id
    found.save()
    return found


@write("accepted a recommendation", permission=DECIDE, locks="recommendation", owners=of_recommendation)
def accept_recommendation(*, recommendation: Recommendation, by: Viewer, at: datetime) -> Recommendation:
    return _decide(recommendation, "accept", "", by, at)


@write("declined a recommendation", permission=DECIDE, locks="recommendation", owners=of_recommendation)
def decline_recommendation(
    *, recommendation: Recommendation, reason: str, by: Viewer, at: datetime
) -> Recommendation:
    """It stays where those who oversee find it."""
    return _decide(recommendation, "decline", reason, by, at)


def _settle(found: Recommendation, event: str, reason: str, at: datetime) -> Recommendation:
    following = RECOMMENDATION.follow(found.state, event)
    RECOMMENDATION.check_reason(event, reason)
    found.state, found.settled_at, found.settled_words = following, at, reason
    found.save()
    return found


@write("did what was recommended", permission=ASSESS, locks="recommendation", owners=of_recommendation)
def finish_recommendation(
    *, recommendation: Recommendation, reason: str, by: Viewer, at: datetime
) -> Recommendation:
    """reason says what was done."""
    if RECOMMENDATION.may(recommendation.state, "done"):
        rules.check_done(
            recommendation.kind,
            is_released=is_released(recommendation),
            is_convened=is_convened(recommendation),
        )
    return _settle(recommendation, "done", reason, at)


@write("transferred a recommendation", permission=DECIDE, locks="recommendation", owners=of_recommendation)
def transfer_recommendation(
    *, recommendation: Recommendation, reason: str, by: Viewer, at: datetime
) -> Recommendation:
    """reason says where it went."""
    return _settle(recommendation, "transfer", reason, at)


def _is(found: Recommendation, kind: str) -> None:
    if found.kind != kind:
        raise NotPossible(f"This is for a recommendation of another kind: {rules.KINDS[kind].lower()}.")
    if found.state not in rules.UNSETTLED:
        raise NotPossible("This recommendation is settled and no longer changes.")


@write("wrote the press line", permission=ASSESS, locks="recommendation", owners=of_recommendation)
def write_press_line(
    *, recommendation: Recommendation, key_message: str, holding_line: str, if_asked: str, languages: str, spokesperson: str,
    approver: str, embargo_at: datetime | None, by: Viewer, at: datetime,
) -> Recommendation:  # fmt: skip
    """Words that were approved and change afterwards have to be approved again."""
    _is(recommendation, "press")
    line = PressLine.objects.filter(recommendation=recommendation).first() or PressLine(
        recommendation=recommendation
    )
    if line.released_at:
        raise NotPossible("This line was released. Recommend another one.")
    if not all(words.strip() for words in (key_message, holding_line, spokesperson, approver)):
        raise NotPossible("A press line needs a key message, a holding line, a spokesperson and an approver.")
    line.key_message, line.holding_line, line.if_asked = key_message, holding_line, if_asked
    line.languages, line.spokesperson, line.approver = languages, spokesperson, approver
    line.embargo_at, line.written_by_id = embargo_at, by.account_id
    line.approved_at = line.approved_by = None
    line.save()
    return recommendation


def _line_of(recommendation: Recommendation) -> PressLine:
    _is(recommendation, "press")
    line = PressLine.objects.filter(recommendation=recommendation).first()
    if line is None:
        raise NotPossible("The press line has not been written yet.")
    if line.released_at:
        raise NotPossible("This line was released already.")
    return line


@write("approved the press line", permission=DECIDE, locks="recommendation", owners=of_recommendation)
def approve_press_line(*, recommendation: Recommendation, by: Viewer, at: datetime) -> Recommendation:
    line = _line_of(recommendation)
    if wrote_line(by.person_id, recommendation):
        raise Refused("Somebody else has to approve the line that you wrote.")
    line.approved_at, line.approved_by_id = at, by.account_id
    line.save()
    return recommendation


@write("released the press line", permission=DECIDE, locks="recommendation", owners=of_recommendation)
def release_press_line(*, recommendation: Recommendation, by: Viewer, at: datetime) -> Recommendation:
    line = _line_of(recommendation)
    if line.approved_at is None:
        raise NotPossible("This line has not been approved yet.")
    if line.embargo_at and at < line.embargo_at:
        raise NotPossible("This line is under an embargo and cannot be released yet.")
    line.released_at = at
    line.save()
    return recommendation


@write("recorded that the forum met", permission=ASSESS, locks="recommendation", owners=of_recommendation)
def record_convening(
    *,
    recommendation: Recommendation,
    convened_on: date,
    record_of_advice: Consultation,
    by: Viewer,
    at: datetime,
) -> Recommendation:
    """record_of_advice is the entry of the consultation log that says what the forum advised."""
    _is(recommendation, "forum")
    if convened_on > timezone.localdate(at):
        raise NotPossible("A meeting is recorded when it was held.")
    if record_of_advice.assessment_id != recommendation.assessment_id:
        raise NotPossible("Choose an entry of the consultation log of the same assessment.")
    convening = Convening.objects.get(recommendation=recommendation)
    convening.convened_on, convening.record_of_advice = convened_on, record_of_advice
    convening.save()
    return recommendation
