"""Updates, evidence, actions and challenges of a plan."""

from __future__ import annotations

from typing import Any

from commonweal.act.plans.models import Challenge, Evidence, PlannedAction, ProgressUpdate
from tests.guarantees.gates.thing import SAYS_WHY, Thing, somebody, typed
from tests.guarantees.town import AT

PLAN = "Plan of others"  # overseen by the housing link body, reported on by the safeguarding board


def _report(update: ProgressUpdate) -> dict[str, Any]:
    days = typed("period_until_on", update.period_until_on)
    return {"version": update.version, "narrative": f"We met {update.version} times.", **days}


def _update_in(state: str) -> Any:
    rows = ProgressUpdate.objects.filter(action__strategy__title=PLAN, action__state="open")
    row = rows.filter(state=state).first()
    if row is None:
        row = rows.filter(state="sent_back").order_by("pk")[0]
        row.state = state
        row.save()
    return row


def _evidence_in(state: str) -> Any:
    rows = Evidence.objects.filter(outcome__action__strategy__title=PLAN, outcome__action__state="open")
    return rows.filter(state=state)[0]


def _action_in(state: str) -> Any:
    rows = PlannedAction.objects.filter(strategy__title=PLAN)
    row = rows.filter(state=state).first() if state != "open" else None
    if row is None:
        row = rows.get(state="proposed")  # everything in it is done and proven
        row.proposed_by = row.proposed_at = None
        row.state, row.decision_reference = state, "Board, item 4" if state == "undelivered" else ""
        row.save()
    return row


def _challenge_in(state: str) -> Any:
    rows = Challenge.objects.filter(action__strategy__title=PLAN)
    row = rows.filter(state=state).first()
    if row is None:
        row = rows.get(state="open")
        row.state = state
        if state in {"answered", "upheld"}:
            row.answer, row.answered_by, row.answered_at = "It was shown", somebody(), AT
        if state in {"answered", "withdrawn"}:  # the action stands again
            PlannedAction.objects.filter(pk=row.action_id).update(state="closed")
        if state == "upheld":
            PlannedAction.objects.filter(pk=row.action_id).update(state="reopened")
        row.save()
    return row


UPDATE = Thing(
    ProgressUpdate,
    ("draft", "sent", "sent_back", "sent_again", "confirmed", "withdrawn"),
    {
        "write": lambda u: (f"/plans/updates/{u.pk}/write/", _report(u)),
        "send": lambda u: (f"/plans/updates/{u.pk}/write/", {**_report(u), "send": "yes"}),
        "withdraw": lambda u: (f"/plans/updates/{u.pk}/withdraw/", {}),
        "confirm": lambda u: (f"/plans/updates/{u.pk}/confirm/", {"version": u.version}),
        "send_back": lambda u: (f"/plans/updates/{u.pk}/send-back/", {"version": u.version, **SAYS_WHY}),
    },
    _update_in,
    frozenset({"confirm", "send_back"}),
)
BETTER = {"text": "Better", "source": "A book", "strength": "recorded"}
EVIDENCE = Thing(
    Evidence,
    ("offered", "accepted", "rejected", "withdrawn"),
    {
        "accept": lambda e: (f"/plans/evidence/{e.pk}/", {"version": e.version, "accepted": "yes", **SAYS_WHY}),
        "reject": lambda e: (f"/plans/evidence/{e.pk}/", {"version": e.version, "accepted": "no", **SAYS_WHY}),
        "offer": lambda e: (f"/plans/evidence/{e.pk}/again/", {"version": e.version, **BETTER}),
        "withdraw": lambda e: (f"/plans/evidence/{e.pk}/withdraw/", {}),
    },
    _evidence_in,
    frozenset({"accept", "reject"}),
)  # fmt: skip
DECISION = {"decision_reference": "Board, item 4"}
ACTION = Thing(
    PlannedAction,
    ("open", "proposed", "closed", "challenged", "reopened", "undelivered"),
    {
        "propose": lambda a: (f"/plans/actions/{a.pk}/propose/", {}),
        "keep_open": lambda a: (f"/plans/actions/{a.pk}/keep-open/", {"version": a.version, **SAYS_WHY}),
        "close": lambda a: (f"/plans/actions/{a.pk}/close/", {"version": a.version}),
        "give_up": lambda a: (f"/plans/actions/{a.pk}/undelivered/", {"version": a.version, **DECISION, **SAYS_WHY}),
        "challenge": lambda a: (f"/plans/actions/{a.pk}/challenge/", {"version": a.version, **SAYS_WHY}),
        "reopen": lambda a: (f"/plans/actions/{a.pk}/reopen/", {"version": a.version, **SAYS_WHY}),
    },
    _action_in,
    frozenset({"close"}),
)  # fmt: skip


def _answered(challenge: Challenge, upheld: str) -> dict[str, Any]:
    return {"version": challenge.action.version, "upheld": upheld, **SAYS_WHY}


CHALLENGE = Thing(
    Challenge,
    ("open", "answered", "upheld", "withdrawn"),
    {
        "answer": lambda c: (f"/plans/challenges/{c.pk}/answer/", _answered(c, "no")),
        "uphold": lambda c: (f"/plans/challenges/{c.pk}/answer/", _answered(c, "yes")),
        "press": lambda c: (f"/plans/challenges/{c.pk}/press/", {"version": c.action.version, **SAYS_WHY}),
        "withdraw": lambda c: (f"/plans/challenges/{c.pk}/withdraw/", {}),
    },
    _challenge_in,
    frozenset({"answer", "uphold"}),
    lambda c: c.action.version,
)
THINGS = {"update": UPDATE, "evidence": EVIDENCE, "action": ACTION, "challenge": CHALLENGE}
