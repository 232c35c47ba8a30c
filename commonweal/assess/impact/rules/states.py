"""Through which states do an operation and its assessment go, who may move them, and who may not?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

REQUEST, ASSESS, APPROVE = "impact.request", "impact.assess", "impact.approve"
AUTHORISE, OVERRIDE = "impact.authorise", "impact.override"
READ, OVERSEE = "impact.read", "impact.oversee"

OPERATION = StateTable(
    thing="operation",
    start="proposed",
    states={
        "proposed": "proposed",
        "authorised": "authorised",
        "under_way": "under way",
        "ended": "ended",
        "withdrawn": "withdrawn",
    },
    events={
        "authorise": Event("authorised", AUTHORISE, never_by=("asked_by",)),
        "override": Event("authorised by override", OVERRIDE, never_by=("asked_by",), needs_reason=True),
        "begin": Event("begun", AUTHORISE),
        "end": Event("ended", AUTHORISE),
        "withdraw": Event("withdrawn", AUTHORISE, needs_reason=True),
    },
    moves={
        ("proposed", "authorise"): "authorised",
        ("proposed", "override"): "authorised",
        ("proposed", "withdraw"): "withdrawn",
        ("authorised", "begin"): "under_way",
        ("authorised", "withdraw"): "withdrawn",
        ("under_way", "end"): "ended",
    },
)
# In these an operation stands on an approved version or on an override.
CLEARED = ("authorised", "under_way", "ended")

# authors are all who wrote any part of it, also where somebody else wrote over it.
_NOT_AN_AUTHOR = ("author", "authors", "submitted_by", "asked_by")
ASSESSMENT = StateTable(
    thing="assessment",
    start="requested",
    states={
        "requested": "requested",
        "in_draft": "in draft",
        "consultation": "in consultation",
        "submitted": "submitted",
        "approved": "approved",
        "live": "live",
        "under_review": "under review",
        "closed": "closed",
        "declined": "declined",
        "superseded": "superseded",
    },
    events={
        "claim": Event("claimed", ASSESS),
        "decline": Event("declined", ASSESS, needs_reason=True),
        "consult": Event("put to consultation", ASSESS),
        "submit": Event("submitted", ASSESS),
        "approve": Event("approved", APPROVE, never_by=_NOT_AN_AUTHOR),
        "send_back": Event("sent back", APPROVE, never_by=_NOT_AN_AUTHOR, needs_reason=True),
        "go_live": Event("put into use", ASSESS),
        "review": Event("reviewed", ASSESS, needs_reason=True),
        "confirm": Event("confirmed as it stands", ASSESS, needs_reason=True),
        "exit": Event("closed", APPROVE, never_by=_NOT_AN_AUTHOR),
        "supersede": Event("asked for anew", ASSESS, needs_reason=True),
    },
    moves={
        ("requested", "claim"): "in_draft",
        ("requested", "decline"): "declined",
        ("in_draft", "decline"): "declined",
        ("consultation", "decline"): "declined",
        ("in_draft", "consult"): "consultation",
        ("in_draft", "submit"): "submitted",
        ("consultation", "submit"): "submitted",
        ("submitted", "approve"): "approved",
        ("submitted", "send_back"): "in_draft",
        ("approved", "go_live"): "live",
        ("approved", "review"): "under_review",
        ("live", "review"): "under_review",
        ("under_review", "confirm"): "approved",
        ("under_review", "consult"): "consultation",
        ("under_review", "submit"): "submitted",
        ("live", "exit"): "closed",
        ("approved", "supersede"): "superseded",
        ("live", "supersede"): "superseded",
        ("under_review", "supersede"): "superseded",
    },
)
PHASES = {"planning": "Planning", "live": "Live", "exit": "Exit"}
# In these the author writes; in no other does a part of the assessment change.
WRITING = ("in_draft", "consultation", "under_review")
# In these nobody has more to do.
OVER = ("closed", "declined", "superseded")
# In these an approved version stands and is good to authorise an operation.
STANDING = ("approved", "live")


def rest_in(phase: str) -> str:
    """Where an assessment comes to rest once it was approved or confirmed: once the operation lives, it lives again."""
    return "approved" if phase == "planning" else "live"
