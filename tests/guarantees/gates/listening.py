"""Relationships, loans, promises, issues, what is expected of world events, and rounds of key networks."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.ground.scales.reads import get_scale
from commonweal.listen.engagement.models import (
    Commitment,
    Issue,
    Loan,
    NetworkMember,
    NetworkRound,
    Relationship,
    WorldEvent,
)
from tests.guarantees.gates.thing import Thing, put, typed
from tests.guarantees.town import ON


def _moved(kind: str, step: str, event: str, **words: Any) -> Any:
    return lambda row: (
        f"/communities/{kind}/{row.pk}/{step}/",
        {"version": row.version, "event": event, **words},
    )


def _relationship_in(state: str) -> Any:
    return put(Relationship.objects.order_by("pk")[0], state, state_reason="Because")


RELATIONSHIP = Thing(
    Relationship,
    ("new", "building", "trusted", "strained", "dormant"),
    {e: _moved("organisations", "state", e, reason="Because") for e in ("build", "trust", "strain", "rest")},
    _relationship_in,
)


def _loan_in(state: str) -> Any:
    """Of somebody without an account, for whom a second desk officer says what they said."""
    row = Loan.objects.filter(worker__account=None).order_by("pk")[0]
    answered = {} if state in {"asked", "cancelled"} else {"answered_on": ON, "consent_basis": "In writing"}
    return put(row, state, **answered)


LOAN = Thing(
    Loan,
    ("asked", "agreed", "declined", "cancelled", "ended"),
    {
        "agree": _moved("loans", "answer", "agree", consent_basis="In writing"),
        "decline": _moved("loans", "answer", "decline"),
        "cancel": _moved("loans", "end", "cancel", reason="Not needed"),
        "end": _moved("loans", "end", "end", reason="It is over"),
    },
    _loan_in,
    frozenset({"agree", "decline"}),
)


def _commitment_in(state: str) -> Any:
    return put(Commitment.objects.order_by("pk")[0], state, we_did="Done", reason="No money")


COMMITMENT = Thing(
    Commitment,
    ("open", "in_progress", "done", "not_possible"),
    {e: _moved("promises", "state", e, words="So it is") for e in ("begin", "finish", "refuse", "reopen")},
    _commitment_in,
)


def _issue_in(state: str) -> Any:
    return put(Issue.objects.order_by("pk")[0], state)


ISSUE = Thing(
    Issue,
    ("raised", "assessed", "acted", "told"),
    {
        e: _moved("issues", e, e, words="So it is", owed_by="The desk")
        for e in ("assess", "act", "tell", "raise")
    },
    _issue_in,
)


def _event_in(state: str) -> Any:
    row = WorldEvent.objects.get(title="An election")  # it has been held, so that it may be judged
    judged = {"verdict": "right", "what_came": "Calm", "judged_on": ON}
    return put(
        row, state, **(judged if state == "judged" else {"verdict": "", "judged_on": None, "judged_by": None})
    )


LATER = typed("review_on", date(2010, 8, 1))
EVENT = Thing(
    WorldEvent,
    ("watched", "judged"),
    {
        "change": lambda e: (
            f"/communities/watch/{e.pk}/change/",
            {"version": e.version, "expected": "Noise", "strength": e.strength, "basis": "A call", **LATER},
        ),
        "judge": lambda e: (
            f"/communities/watch/{e.pk}/judge/",
            {"version": e.version, "verdict": "right", "what_came": "Calm"},
        ),
        "watch": lambda e: (
            f"/communities/watch/{e.pk}/again/",
            {"version": e.version, "reason": "It is not over", **LATER},
        ),
    },
    _event_in,
    frozenset({"judge"}),
)


def _round_in(state: str) -> Any:
    return put(NetworkRound.objects.get(network__name="Nobody answered yet"), state)


def _answers(asked: NetworkRound) -> dict[str, Any]:
    member = NetworkMember.objects.filter(network=asked.network_id)[0]
    asks = get_scale(asked.question_set).questions
    return {"member": member.pk, **{q.code: q.choices[0] if q.choices else "So it is" for q in asks}}


ROUND = Thing(
    NetworkRound,
    ("open", "closed"),
    {
        "answer": lambda r: (
            f"/communities/rounds/{r.pk}/answer/", {"version": r.version, **_answers(r)},
        ),
        "close": lambda r: (f"/communities/rounds/{r.pk}/close/", {"version": r.version}),
    },
    _round_in,
)  # fmt: skip
THINGS = {
    "relationship": RELATIONSHIP, "loan": LOAN, "commitment": COMMITMENT, "issue": ISSUE, "event": EVENT, "round": ROUND,
}  # fmt: skip
