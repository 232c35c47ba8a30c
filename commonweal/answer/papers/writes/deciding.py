"""How is what a body did with a recommendation recorded and changed?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.answer.papers import rules
from commonweal.answer.papers.models import (
    Decision,
    Recommendation,
)  # fmt: skip
from commonweal.answer.papers.reads.lists import owners_of
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write(
    "recorded a decision",
    permission="meetings.edit",
    owners=lambda given: owners_of(given["recommendation"].paper),
)
def record_decision(
    *,
    recommendation: Recommendation,
    verb: str,
    decided_on: date,
    by: Viewer,
    at: datetime,
    detail: str = "",
    minute: str = "",
) -> Decision:
    """In the body's own verb. A decision is recorded once; changing it is another write, which history shows."""
    _check_decision(recommendation, verb, detail)
    if Decision.objects.filter(recommendation=recommendation).exists():
        raise NotPossible("A decision on this recommendation is already recorded.")
    return Decision.objects.create(
        recommendation=recommendation, verb=verb, detail=detail, minute=minute, decided_on=decided_on,
        recorded_by_id=rules.person(by.account_id),
    )  # fmt: skip


def _check_decision(recommendation: Recommendation, verb: str, detail: str) -> None:
    if recommendation.paper.state not in rules.FROZEN:
        raise NotPossible("Only what stands in an approved paper can be decided.")
    rules.check_detail(verb, detail)


@write("changed a recorded decision", permission="meetings.edit", locks="decision",
       owners=lambda decision: owners_of(decision.recommendation.paper))  # fmt: skip
def change_decision(
    *,
    decision: Decision,
    verb: str,
    decided_on: date,
    reason: str,
    by: Viewer,
    at: datetime,
    detail: str = "",
    minute: str = "",
) -> Decision:
    _check_decision(decision.recommendation, verb, detail)
    rules.check_reason(reason)
    decision.verb, decision.detail, decision.minute, decision.decided_on = verb, detail, minute, decided_on
    decision.recorded_by_id = rules.person(by.account_id)
    decision.save()
    return decision
