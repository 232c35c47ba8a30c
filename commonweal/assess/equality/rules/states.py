"""Through which states does an assessment go, who may carry it on, and who may not because it would be their own work?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

WRITE, CHECK, SIGN = "equality.write", "equality.check", "equality.sign"
FOLLOW = "equality.follow"  # no role holds it: only the program itself lays out what has fallen due
RELEASE, WITHDRAW = "publications.release", "publications.withdraw"

ASSESSMENT = StateTable(
    thing="assessment",
    start="screening",
    states={
        "screening": "being screened",
        "not_required": "not required",
        "drafting": "being drafted",
        "consultation": "out to consultation",
        "quality_check": "waiting for the quality check",
        "checked": "waiting for sign-off",
        "signed_off": "signed off",
        "published": "published",
        "monitoring": "being monitored",
        "review_due": "due for review",
        "closed": "closed",
        "superseded": "superseded",
    },
    events={
        "require": Event("given a full assessment", WRITE),
        "screen-out": Event("screened out", CHECK, never_by=("authors",), needs_reason=True),
        "reopen": Event("screened again", CHECK, needs_reason=True),
        "consult": Event("put to consultation", WRITE),
        "send": Event("sent for the quality check", WRITE),
        "take-back": Event("taken back", WRITE, needs_reason=True),
        "check": Event("passed", CHECK, never_by=("authors",)),
        "send-back": Event("sent back", CHECK, needs_reason=True),
        "sign": Event("signed", SIGN, never_by=("authors", "checked_by")),
        "refuse": Event("refused", SIGN, needs_reason=True),
        "publish": Event("published", RELEASE),
        "unpublish": Event("withdrawn from the public", WITHDRAW, needs_reason=True),
        "keep": Event("kept from the public", SIGN, needs_reason=True),
        "monitor": Event("followed up", WRITE),
        "fall-due": Event("laid out for review", FOLLOW),
        "review": Event("reviewed", WRITE, needs_reason=True),
        "close": Event("closed", SIGN, never_by=("authors",), needs_reason=True),
        "supersede": Event("superseded", SIGN),
    },
    moves={
        ("screening", "require"): "drafting",
        ("screening", "screen-out"): "not_required",
        ("not_required", "reopen"): "screening",
        ("drafting", "consult"): "consultation",
        ("drafting", "screen-out"): "not_required",
        ("consultation", "send"): "quality_check",
        ("consultation", "take-back"): "drafting",
        ("quality_check", "check"): "checked",
        ("quality_check", "send-back"): "drafting",
        ("quality_check", "take-back"): "drafting",
        ("checked", "sign"): "signed_off",
        ("checked", "refuse"): "drafting",
        ("signed_off", "publish"): "published",
        ("signed_off", "keep"): "monitoring",
        ("signed_off", "supersede"): "superseded",
        ("published", "unpublish"): "signed_off",
        ("published", "monitor"): "monitoring",
        ("published", "fall-due"): "review_due",
        ("published", "supersede"): "superseded",
        ("monitoring", "review"): "monitoring",
        ("monitoring", "fall-due"): "review_due",
        ("monitoring", "close"): "closed",
        ("monitoring", "supersede"): "superseded",
        ("review_due", "review"): "monitoring",
        ("review_due", "close"): "closed",
        ("review_due", "supersede"): "superseded",
        ("closed", "supersede"): "superseded",
    },
)
WRITABLE = ("screening", "drafting", "consultation")
SIGNED = ("signed_off", "published", "monitoring", "review_due", "closed", "superseded")
SETTLED = ("not_required", *SIGNED)
FOLLOWED = ("signed_off", "published", "monitoring", "review_due")  # their actions and reviews can fall due
REPLACEABLE = (*FOLLOWED, "closed")

ACTION = StateTable(
    thing="action",
    start="open",
    states={
        "open": "open",
        "done": "done",
        "dropped": "dropped",
        "carried": "carried into a later assessment",
    },
    events={
        "done": Event("marked as done", WRITE),
        "drop": Event("dropped", WRITE, needs_reason=True),
        "carry": Event("carried on", SIGN),
    },
    moves={
        ("open", "done"): "done",
        ("open", "drop"): "dropped",
        ("open", "carry"): "carried",
    },
)
