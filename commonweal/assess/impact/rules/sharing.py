"""May another commander read an approved version, and who answers that?"""

from __future__ import annotations

from commonweal.ground.visibility.rules import NotPossible
from commonweal.ground.visibility.tables import Event, StateTable

SHARING = StateTable(
    thing="request",
    start="asked",
    states={"asked": "waiting", "granted": "granted", "refused": "refused"},
    events={
        "grant": Event("granted", "impact.approve", never_by=("asked_by",), needs_reason=True),
        "refuse": Event("refused", "impact.approve", never_by=("asked_by",), needs_reason=True),
    },
    moves={
        ("asked", "grant"): "granted",
        ("asked", "refuse"): "refused",
    },
)


def check_can_rely(state: str) -> None:
    if state != "granted":
        raise NotPossible("You can only rely on a version that was shared with you.")
