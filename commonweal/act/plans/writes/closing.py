"""How is an action judged otherwise, closed by a second person, challenged and reopened?"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from commonweal.act.plans.models import Challenge, Outcome, PlannedAction
from commonweal.act.plans.reads.one import facts_for_system
from commonweal.act.plans.rules.closing import check_may_close
from commonweal.act.plans.rules.standing import check_may_judge
from commonweal.act.plans.rules.states import ACTION, CHALLENGE
from commonweal.act.plans.rules.status import status_of
from commonweal.act.plans.writes.building import _check_text
from commonweal.act.plans.writes.notices import _tell_bodies, _tell_person
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.act.plans.writes.structure import _check_at_work, _overseers
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

# A person's own judgement


@write("judged the status otherwise", permission="plans.override_status", locks="action", owners=_overseers)
def override_status(
    *, action: PlannedAction, status: str, reason: str, by: Viewer, at: datetime
) -> PlannedAction:
    """Both are shown: the judgement with its reason, and what was computed."""
    _check_at_work(action)
    check_may_judge(status_of(facts_for_system(action.pk, timezone.localdate(at))).code, status, reason)
    action.override_status, action.override_reason = status, reason.strip()
    action.override_by_id, action.override_at = by.account_id, at
    action.save()
    _refresh(action, at)
    return action


@write("took back the judgement", permission="plans.override_status", locks="action", owners=_overseers)
def clear_override(*, action: PlannedAction, by: Viewer, at: datetime, reason: str = "") -> PlannedAction:
    if not action.override_status:
        raise NotPossible("Nobody has judged this status otherwise.")
    _forget_judgement(action)
    action.save()
    _refresh(action, at)
    return action


def _forget_judgement(action: PlannedAction) -> None:
    action.override_status = action.override_reason = ""
    action.override_by, action.override_at = None, None


# Closing


@write(
    "proposed closing the action",
    permission="plans.propose_close",
    locks="action",
    owners=lambda action: action.link_body_ids() | action.reporting_ids(),
)
def propose_closing(*, action: PlannedAction, by: Viewer, at: datetime, reason: str = "") -> PlannedAction:
    action.state = ACTION.follow(action.state, "propose")
    check_may_close(facts_for_system(action.pk, timezone.localdate(at)))
    action.proposed_by_id, action.proposed_at, action.state_reason = by.account_id, at, reason.strip()
    action.closed_by, action.closed_at = None, None
    action.save()
    _refresh(action, at)
    _tell_bodies(action.link_body_ids(), "plans.close", by=by, at=at, page="close", record=action)
    return action


@write("kept the action open", permission="plans.close", locks="action", owners=_overseers)
def keep_open(*, action: PlannedAction, reason: str, by: Viewer, at: datetime) -> PlannedAction:
    action.state = ACTION.follow(action.state, "keep_open")
    ACTION.check_reason("keep_open", reason)
    action.proposed_by, action.proposed_at, action.state_reason = None, None, reason.strip()
    action.save()
    _refresh(action, at)
    return action


@write("closed the action", permission="plans.close", locks="action", owners=_overseers)
def close_action(*, action: PlannedAction, by: Viewer, at: datetime) -> PlannedAction:
    state = ACTION.follow(action.state, "close")
    ACTION.check_person("close", by.account_id, [action.proposed_by_id])
    check_may_close(facts_for_system(action.pk, timezone.localdate(at)))
    _forget_judgement(action)
    action.state, action.closed_by_id, action.closed_at = state, by.account_id, at
    action.save()
    _refresh(action, at)
    return action


@write("closed the action undelivered", permission="plans.close", locks="action", owners=_overseers)
def close_undelivered(
    *, action: PlannedAction, decision_reference: str, reason: str, by: Viewer, at: datetime
) -> PlannedAction:
    state = ACTION.follow(action.state, "close_undelivered")
    ACTION.check_reason("close_undelivered", reason)
    _check_text(decision_reference, "Name the decision by which the action was given up or replaced.")
    _forget_judgement(action)
    action.state, action.closed_by_id, action.closed_at = state, by.account_id, at
    action.proposed_by, action.proposed_at = None, None
    action.decision_reference, action.state_reason = decision_reference.strip(), reason.strip()
    action.save()
    _refresh(action, at)
    return action


@write("reopened the action", permission="plans.close", locks="action", owners=_overseers)
def reopen_action(*, action: PlannedAction, reason: str, by: Viewer, at: datetime) -> PlannedAction:
    if action.state == "challenged":
        raise NotPossible("Answer the challenge: upholding it reopens the action.")
    _reopen(action, reason)
    _refresh(action, at)
    return action


def _reopen(action: PlannedAction, reason: str) -> None:
    action.state = ACTION.follow(action.state, "reopen")
    ACTION.check_reason("reopen", reason)
    action.proposed_by, action.proposed_at = None, None
    action.closed_by, action.closed_at = None, None
    action.decision_reference, action.state_reason = "", reason.strip()
    action.save()


# Challenges


@write("challenged the action", permission="plans.challenge", locks="action", owners=_overseers)
def challenge_action(
    *, action: PlannedAction, why: str, by: Viewer, at: datetime, outcome: Outcome | None = None
) -> PlannedAction:
    """Says that what counts as done is not proven. A closed action is then shown as challenged until it is answered."""
    _check_text(why, "Say what is not proven, and why.")
    if action.state == "undelivered":
        raise NotPossible("This action was closed undelivered: nothing in it counts as done.")
    if action.challenges.filter(state="open").exists():
        raise NotPossible("This action is already challenged. Wait for the answer, or add to it.")
    if action.state == "closed":
        action.state = ACTION.follow(action.state, "challenge")
        action.save()
    Challenge.objects.create(
        action=action, outcome=outcome, why=why.strip(), raised_by_id=by.account_id, raised_at=at
    )
    _refresh(action, at)
    _tell_bodies(action.link_body_ids(), "plans.close", by=by, at=at, page="action", record=action)
    return action


@write("answered the challenge", permission="plans.close", locks="action", owners=_overseers)
def answer_challenge(
    *, action: PlannedAction, challenge: Challenge, upheld: bool, answer: str, by: Viewer, at: datetime
) -> PlannedAction:
    """Upheld, a closed action reopens; otherwise it stands, and the challenger may press the challenge again."""
    event = "uphold" if upheld else "answer"
    challenge = _challenge_of(action, challenge)
    challenge.state = CHALLENGE.follow(challenge.state, event)
    CHALLENGE.check_person(event, by.account_id, [challenge.raised_by_id])
    CHALLENGE.check_reason(event, answer)
    challenge.answer, challenge.answered_by_id, challenge.answered_at = answer.strip(), by.account_id, at
    challenge.save()
    if action.state == "challenged":
        _settle(action, upheld, answer)
    _refresh(action, at)
    _tell_person(challenge.raised_by_id, by=by, at=at, page="action", record=action)
    return action


def _settle(action: PlannedAction, upheld: bool, answer: str) -> None:
    if upheld:
        _reopen(action, answer)
    else:
        action.state = ACTION.follow(action.state, "stand")
        action.save()


@write("pressed the challenge again", permission="plans.challenge", locks="action", owners=_overseers)
def press_challenge(
    *, action: PlannedAction, challenge: Challenge, why: str, by: Viewer, at: datetime
) -> PlannedAction:
    challenge = _challenge_of(action, challenge)
    challenge.state = CHALLENGE.follow(challenge.state, "press")
    CHALLENGE.check_reason("press", why)
    if action.challenges.filter(state="open").exists():
        raise NotPossible("This action is already challenged. Wait for the answer.")
    challenge.why = f"{challenge.why}\n\n{why.strip()}"
    challenge.answered_by, challenge.answered_at = None, None
    challenge.pressed_count += 1
    challenge.raised_by_id, challenge.raised_at = by.account_id, at
    challenge.save()
    if action.state == "closed":
        action.state = ACTION.follow(action.state, "challenge")
        action.save()
    _refresh(action, at)
    return action


@write("withdrew the challenge", permission="plans.challenge", locks="action", owners=_overseers)
def withdraw_challenge(
    *, action: PlannedAction, challenge: Challenge, by: Viewer, at: datetime
) -> PlannedAction:
    challenge = _challenge_of(action, challenge)
    challenge.state = CHALLENGE.follow(challenge.state, "withdraw")
    if challenge.raised_by_id != by.account_id:
        raise Refused("Only the person who raised a challenge withdraws it.")
    challenge.save()
    if action.state == "challenged":
        _settle(action, upheld=False, answer="")
    _refresh(action, at)
    return action


def _challenge_of(action: PlannedAction, challenge: Challenge) -> Challenge:
    found: Challenge | None = action.challenges.filter(pk=challenge.pk).first()
    if found is None:
        raise NotPossible("This challenge belongs to another action.")
    return found
