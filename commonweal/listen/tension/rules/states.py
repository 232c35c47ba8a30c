"""How does a return go from draft to closed, and how does a summary go out?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

RETURN = StateTable(
    thing="return",
    start="draft",
    states={
        "draft": "a draft",
        "submitted": "sent",
        "checked": "checked",
        "accepted": "accepted",
        "returned": "sent back",
        "collated": "put together",
        "disseminated": "passed on",
        "closed": "closed",
        "withdrawn": "withdrawn",
    },
    events={
        "save": Event("changed", "tension.send"),
        "submit": Event("sent", "tension.send"),
        "withdraw": Event("withdrawn", "tension.send"),
        "check": Event("checked", "tension.check", never_by=("drafted_by", "submitted_by")),
        "send_back": Event(
            "sent back", "tension.check", never_by=("drafted_by", "submitted_by"), needs_reason=True
        ),
        "accept": Event("accepted", "tension.accept", never_by=("drafted_by", "submitted_by")),
        "collate": Event("put together with others", "tension.collate"),
        "disseminate": Event("passed on", "tension.collate"),
        "close": Event("closed", "tension.collate"),
    },
    moves={
        ("draft", "save"): "draft",
        ("draft", "submit"): "submitted",
        ("draft", "withdraw"): "withdrawn",
        ("submitted", "check"): "checked",
        ("submitted", "send_back"): "returned",
        ("submitted", "withdraw"): "withdrawn",
        ("returned", "save"): "returned",
        ("returned", "submit"): "submitted",
        ("returned", "withdraw"): "withdrawn",
        ("checked", "accept"): "accepted",
        ("checked", "send_back"): "returned",
        ("checked", "withdraw"): "withdrawn",
        # A mistake may be found after it was accepted, as long as nothing was made of it.
        ("accepted", "send_back"): "returned",
        ("accepted", "collate"): "collated",
        ("collated", "disseminate"): "disseminated",
        ("disseminated", "close"): "closed",
        ("withdrawn", "save"): "draft",
    },
)
# A return in one of these has arrived: it counts in the four standings.
ARRIVED = frozenset({"submitted", "checked", "accepted", "returned", "collated", "disseminated", "closed"})
OPEN_TO_WRITE = frozenset({"draft", "returned"})
# What is passed upward: never before a second person has looked at it.
LOOKED_AT = frozenset({"checked", "accepted", "collated", "disseminated", "closed"})

SUMMARY = StateTable(
    thing="summary",
    start="collated",
    states={"collated": "put together", "disseminated": "passed on", "closed": "closed"},
    events={
        "save": Event("changed", "tension.collate"),
        "disseminate": Event("passed on", "tension.collate"),
        "close": Event("closed", "tension.collate"),
    },
    moves={
        ("collated", "save"): "collated",
        ("collated", "disseminate"): "disseminated",
        ("disseminated", "close"): "closed",
    },
)
