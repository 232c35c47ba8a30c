"""What may happen to an alert, and who may not because it would be their own work?"""

from __future__ import annotations

from commonweal.ground.visibility.tables import Event, StateTable

ALERT = StateTable(
    thing="alert",
    start="raised",
    states={
        "raised": "raised",
        "acknowledged": "acknowledged",
        "explained": "explained",
        "closed": "closed",
    },
    events={
        "acknowledge": Event("acknowledged", "surveillance.acknowledge"),
        "explain": Event("explained", "surveillance.explain", needs_reason=True),
        "close": Event("closed", "surveillance.close", never_by=("explained_by",), needs_reason=True),
        "look-again": Event("looked at again", "surveillance.look_again", needs_reason=True),
    },
    moves={
        ("raised", "acknowledge"): "acknowledged",
        ("raised", "explain"): "explained",
        ("acknowledged", "explain"): "explained",
        ("acknowledged", "close"): "closed",
        ("explained", "close"): "closed",
        ("explained", "look-again"): "raised",
        ("closed", "look-again"): "raised",
    },
)
WAITING = ("raised", "acknowledged")
