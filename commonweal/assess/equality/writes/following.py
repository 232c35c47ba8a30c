"""What becomes of the action plan and of the review, and how does a later assessment take the place of an earlier one?"""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.assess.equality.models import (
    ActionExtension,
    EqualityAction,
    EqualityAssessment,
)
from commonweal.assess.equality.reads import telling
from commonweal.assess.equality.reads.duties import duties_for
from commonweal.assess.equality.reads.one import author_ids
from commonweal.assess.equality.rules import following
from commonweal.assess.equality.rules.duties import lines_of, local_line
from commonweal.assess.equality.rules.states import (
    ACTION,
    ASSESSMENT,
    FOLLOW,
    FOLLOWED,
    REPLACEABLE,
    SIGN,
    WRITE,
)
from commonweal.assess.equality.writes.drafting import _count_as_author, _lay_rows, _owners
from commonweal.assess.equality.writes.judging import _follow, _tell
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _action_owners(action: EqualityAction) -> list[int]:
    return [action.assessment.owner_id]


def _check_followed(action: EqualityAction) -> None:
    if action.assessment.state not in FOLLOWED:
        raise NotPossible("The action of an assessment that is not signed is changed in its plan.")


# Actions


@write(
    "marked an action of the equality plan as done", permission=WRITE, locks="action", owners=_action_owners
)
def close_action(*, action: EqualityAction, evidence: str, by: Viewer, at: datetime) -> EqualityAction:
    _check_followed(action)
    action.state = ACTION.follow(action.state, "done")
    following.check_done(evidence)
    action.evidence, action.closed_by_id, action.closed_at = evidence.strip(), by.person_id, at
    action.save()
    return action


@write("dropped an action of the equality plan", permission=WRITE, locks="action", owners=_action_owners)
def drop_action(*, action: EqualityAction, reason: str, by: Viewer, at: datetime) -> EqualityAction:
    _check_followed(action)
    state = ACTION.follow(action.state, "drop")
    ACTION.check_reason("drop", reason)
    action.state, action.closing_reason = state, reason.strip()
    action.closed_by_id, action.closed_at = by.person_id, at
    action.save()
    return action


@write(
    "gave an action of the equality plan more time", permission=WRITE, locks="action", owners=_action_owners
)
def extend_action(
    *, action: EqualityAction, until_on: date, reason: str, by: Viewer, at: datetime
) -> EqualityAction:
    _check_followed(action)
    if action.state != "open":
        raise NotPossible("This action is not open any more.")
    following.check_extension(action.due_on, until_on, timezone.localdate(at), reason, by.account_id)
    ActionExtension.objects.create(
        action=action, from_on=action.due_on, until_on=until_on, reason=reason.strip(),
        extended_by_id=by.person_id, extended_at=at,
    )  # fmt: skip
    action.due_on, action.told_on = until_on, None
    action.save()
    return action


@write("told people that actions for equality are late", permission=FOLLOW, locks="assessment")
def tell_of_overdue(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    """Whoever writes for the body that owns it; one notice, however many of its actions are late."""
    on = timezone.localdate(at)
    late = [
        action
        for action in assessment.actions.filter(state="open")
        if following.is_to_be_told(action.state, action.due_on, action.told_on, on)
    ]
    if not late or assessment.state not in FOLLOWED:
        raise NotPossible("Nobody has to be told.")
    assessment.actions.filter(pk__in=[action.pk for action in late]).update(told_on=on)
    people = telling.people_with(WRITE, assessment.owner_id, on=on)
    add_notice(account_ids=people, kind="awaits", at=at, address=reverse("equality:due"), record=assessment)
    return assessment


# Review and closing


@write("laid the equality assessment out for review", permission=FOLLOW, locks="assessment")
def fall_due(*, assessment: EqualityAssessment, by: Viewer, at: datetime) -> EqualityAssessment:
    """By the program itself, on the day of review."""
    on = timezone.localdate(at)
    if assessment.review_on is None or assessment.review_on > on:
        raise NotPossible("The day of review has not come.")
    _follow(assessment, "fall-due")
    assessment.save()
    people = telling.people_with(WRITE, assessment.owner_id, on=on) | author_ids(assessment)
    _tell(assessment, people, by=by, at=at, kind="awaits")
    return assessment


@write(
    "recorded a review of the real effect on equality", permission=WRITE, locks="assessment", owners=_owners
)
def record_review(
    *, assessment: EqualityAssessment, reason: str, review_on: date | None, by: Viewer, at: datetime
) -> EqualityAssessment:
    """reason is what was found; the next day of review is set with it. What was signed stays as it is."""
    _follow(assessment, "review", reason)
    following.check_review_on(review_on, timezone.localdate(at))
    assessment.review_on, assessment.reviewed_at, assessment.review_found = review_on, at, reason.strip()
    assessment.save()
    return assessment


@write("closed the equality assessment", permission=SIGN, locks="assessment", owners=_owners)
def close_assessment(
    *, assessment: EqualityAssessment, reason: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    """Not while an action is open, and not by whoever wrote it."""
    _follow(assessment, "close", reason)
    ASSESSMENT.check_person("close", by.person_id, author_ids(assessment))
    following.check_none_open(assessment.actions.filter(state="open").values_list("text", flat=True))
    assessment.closed_by_id, assessment.closed_at, assessment.closing_reason = (
        by.person_id,
        at,
        reason.strip(),
    )
    assessment.save()
    return assessment


# A later one


@write("opened an equality assessment that replaces an earlier one", permission=WRITE,
       owners=lambda given: [given["earlier"].owner_id])  # fmt: skip
def replace_assessment(
    *, earlier: EqualityAssessment, decision_on: date, by: Viewer, at: datetime
) -> EqualityAssessment:
    """It begins in its screening with the words of the earlier one, under the law of its own decision's day, and carries
    on every open action. The earlier one stands until this one is signed.
    """
    if earlier.state not in REPLACEABLE:
        raise NotPossible("Only a signed assessment is replaced by a later one.")
    if EqualityAssessment.objects.filter(replaces=earlier).exists():
        raise NotPossible("A later assessment is open already.")
    further = [name for name in earlier.further_duties if _holds(name, decision_on)]
    duties = duties_for(decision_on, further)
    new = EqualityAssessment.objects.create(
        title=earlier.title, owner=earlier.owner, aim=earlier.aim, affected=earlier.affected, change="changed",
        relevance=earlier.relevance, decision_on=decision_on, decision_role=earlier.decision_role,
        further_duties=further, duty_sets=[duty.key for duty in duties], intersections=earlier.intersections,
        monitoring=earlier.monitoring, drafted_by_id=by.person_id, drafted_at=at, replaces=earlier,
    )  # fmt: skip
    own = earlier.rows.filter(duty_set="").values_list("label", flat=True)
    _lay_rows(new, [*lines_of(duties), *(local_line(duties, label) for label in own)])
    _carry_on(earlier, new)
    _count_as_author(new, by)
    return new


def _holds(name: str, on: date) -> bool:
    try:
        duties_for(on, [name])
    except NotPossible:
        return False
    return True


def _carry_on(earlier: EqualityAssessment, new: EqualityAssessment) -> None:
    rows = {(row.duty_set.split("@")[0], row.label): row for row in new.rows.all()}
    for action in earlier.actions.filter(state="open").select_related("row"):
        row = rows.get((action.row.duty_set.split("@")[0], action.row.label)) if action.row else None
        EqualityAction.objects.create(
            assessment=new, kind=action.kind if row or action.kind == "change" else "change", row=row, text=action.text,
            horizon=action.horizon, owner_post=action.owner_post, measure=action.measure,
            first_due_on=action.first_due_on, due_on=action.due_on, carries=action,
        )  # fmt: skip
