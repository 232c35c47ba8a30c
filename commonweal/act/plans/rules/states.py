"""How do an update, a piece of evidence, a challenge, a resource and the closing of an action move?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

UPDATE = StateTable(
    thing="update",
    start="draft",
    states={
        "draft": "a draft",
        "sent": "sent",
        "sent_back": "sent back",
        "sent_again": "sent again",
        "confirmed": "confirmed",
        "withdrawn": "withdrawn",
    },
    events={
        "save": Event("changed", "plans.report"),
        "send": Event("sent", "plans.report"),
        "withdraw": Event("withdrawn", "plans.report"),
        "confirm": Event("confirmed", "plans.confirm", never_by=("drafted_by", "reported_by")),
        "send_back": Event(
            "sent back", "plans.confirm", never_by=("drafted_by", "reported_by"), needs_reason=True
        ),
    },
    moves={
        ("draft", "save"): "draft",
        ("draft", "send"): "sent",
        ("draft", "withdraw"): "withdrawn",
        ("sent", "confirm"): "confirmed",
        ("sent", "send_back"): "sent_back",
        ("sent", "withdraw"): "withdrawn",
        ("sent_back", "save"): "sent_back",
        ("sent_back", "send"): "sent_again",
        ("sent_back", "withdraw"): "withdrawn",
        ("sent_again", "confirm"): "confirmed",
        ("sent_again", "send_back"): "sent_back",
        ("sent_again", "withdraw"): "withdrawn",
        # A mistake may be found after it was confirmed; the partner can then put it right.
        ("confirmed", "send_back"): "sent_back",
        ("withdrawn", "save"): "draft",
    },
)
REPORTED = frozenset({"sent", "sent_again", "confirmed"})
WAITING_FOR_CONFIRMATION = frozenset({"sent", "sent_again"})

EVIDENCE = StateTable(
    thing="evidence",
    start="offered",
    states={
        "offered": "offered",
        "accepted": "accepted",
        "rejected": "not accepted",
        "withdrawn": "withdrawn",
    },
    events={
        "offer": Event("offered", "plans.report"),
        "accept": Event("accepted", "plans.judge", never_by=("offered_by",)),
        "reject": Event("turned down", "plans.judge", never_by=("offered_by",), needs_reason=True),
        "withdraw": Event("withdrawn", "plans.report"),
    },
    moves={
        ("offered", "offer"): "offered",
        ("offered", "accept"): "accepted",
        ("offered", "reject"): "rejected",
        ("offered", "withdraw"): "withdrawn",
        ("accepted", "reject"): "rejected",
        ("rejected", "offer"): "offered",
        ("rejected", "withdraw"): "withdrawn",
        ("withdrawn", "offer"): "offered",
    },
)

ACTION = StateTable(
    thing="action",
    start="open",
    states={
        "open": "open",
        "proposed": "proposed for closing",
        "closed": "closed",
        "challenged": "closed but challenged",
        "reopened": "reopened",
        "undelivered": "closed undelivered",
    },
    events={
        "propose": Event("proposed for closing", "plans.propose_close"),
        "keep_open": Event("kept open", "plans.close", needs_reason=True),
        "close": Event("closed", "plans.close", never_by=("proposed_by",)),
        "close_undelivered": Event("closed undelivered", "plans.close", needs_reason=True),
        "challenge": Event("challenged", "plans.challenge", needs_reason=True),
        "stand": Event("left closed", "plans.close"),
        "reopen": Event("reopened", "plans.close", needs_reason=True),
    },
    moves={
        ("open", "propose"): "proposed",
        ("open", "close_undelivered"): "undelivered",
        ("reopened", "propose"): "proposed",
        ("reopened", "close_undelivered"): "undelivered",
        ("proposed", "keep_open"): "open",
        ("proposed", "close"): "closed",
        ("closed", "challenge"): "challenged",
        ("closed", "reopen"): "reopened",
        ("challenged", "stand"): "closed",
        ("challenged", "reopen"): "reopened",
        ("undelivered", "reopen"): "reopened",
    },
)
AT_WORK = frozenset({"open", "proposed", "reopened"})

CHALLENGE = StateTable(
    thing="challenge",
    start="open",
    states={
        "open": "waiting for an answer",
        "answered": "answered",
        "upheld": "upheld",
        "withdrawn": "withdrawn",
    },
    events={
        "answer": Event("answered", "plans.close", never_by=("raised_by",), needs_reason=True),
        "uphold": Event("upheld", "plans.close", never_by=("raised_by",), needs_reason=True),
        "press": Event("pressed again", "plans.challenge", needs_reason=True),
        "withdraw": Event("withdrawn", "plans.challenge"),
    },
    moves={
        ("open", "answer"): "answered",
        ("open", "uphold"): "upheld",
        ("open", "withdraw"): "withdrawn",
        ("answered", "press"): "open",
        ("withdrawn", "press"): "open",
    },
)

RESOURCE = StateTable(
    thing="resource",
    start="secured",
    states={
        "secured": "secured",
        "applied": "applied for",
        "conditional": "conditional",
        "at_risk": "at risk",
        "failed": "failed",
    },
    events={
        "secure": Event("secured", "plans.edit"),
        "apply": Event("applied for", "plans.edit"),
        "make_conditional": Event("made conditional", "plans.edit"),
        "warn": Event("put at risk", "plans.edit", needs_reason=True),
        "meet_condition": Event("secured by its condition", "plans.edit", needs_reason=True),
        "fail_condition": Event("lost by its condition", "plans.edit", needs_reason=True),
        "fail": Event("lost", "plans.edit", needs_reason=True),
    },
    moves={
        ("secured", "warn"): "at_risk",
        ("secured", "fail"): "failed",
        ("applied", "secure"): "secured",
        ("applied", "make_conditional"): "conditional",
        ("applied", "warn"): "at_risk",
        ("applied", "fail"): "failed",
        ("conditional", "meet_condition"): "secured",
        ("conditional", "fail_condition"): "failed",
        ("conditional", "warn"): "at_risk",
        ("at_risk", "secure"): "secured",
        ("at_risk", "make_conditional"): "conditional",
        ("at_risk", "fail"): "failed",
        ("failed", "apply"): "applied",
        ("failed", "secure"): "secured",
    },
)

TABLES = {
    "update": UPDATE,
    "evidence": EVIDENCE,
    "action": ACTION,
    "challenge": CHALLENGE,
    "resource": RESOURCE,
}
