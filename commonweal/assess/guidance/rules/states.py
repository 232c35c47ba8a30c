"""What may happen to a version and to a community's review, and who may not because it would be their own work?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

WRITE, APPROVE, REVIEW = "guidance.write", "guidance.approve", "guidance.review"

VERSION = StateTable(
    thing="version",
    start="draft",
    states={
        "draft": "a draft",
        "submitted": "submitted",
        "in_force": "in force",
        "superseded": "superseded",
        "withdrawn": "withdrawn",
    },
    events={
        "change": Event("changed", WRITE),
        "submit": Event("submitted", WRITE),
        "send-back": Event("sent back", APPROVE, never_by=("drafted_by", "submitted_by"), needs_reason=True),
        "approve": Event("approved", APPROVE, never_by=("drafted_by", "submitted_by")),
        "give-up": Event("given up", WRITE, needs_reason=True),
        "withdraw": Event("withdrawn", APPROVE, needs_reason=True),
        "supersede": Event("superseded", APPROVE),
    },
    moves={
        ("draft", "change"): "draft",
        ("draft", "submit"): "submitted",
        ("draft", "give-up"): "withdrawn",
        ("submitted", "send-back"): "draft",
        ("submitted", "approve"): "in_force",
        ("submitted", "give-up"): "withdrawn",
        ("in_force", "withdraw"): "withdrawn",
        ("in_force", "supersede"): "superseded",
    },
)
OPEN = ("draft", "submitted")

COMMUNITY_REVIEW = StateTable(
    thing="review",
    start="asked",
    states={"asked": "waited for", "answered": "answered", "taken_back": "taken back"},
    events={
        "answer": Event("answered", REVIEW),
        "take-back": Event("taken back", WRITE, needs_reason=True),
        "reply": Event("replied to", WRITE),
    },
    moves={
        ("asked", "answer"): "answered",
        ("asked", "take-back"): "taken_back",
        ("answered", "reply"): "answered",
    },
)
