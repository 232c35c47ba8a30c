"""Alerts of the early warning."""

from __future__ import annotations

from typing import Any

from commonweal.assess.surveillance.models import Alert
from tests.guarantees.gates.thing import SAYS_WHY, Thing, put, somebody
from tests.guarantees.town import AT


def _alert_in(state: str) -> Any:
    rows = Alert.objects.filter(area__code="E09000014")
    found = rows.filter(state=state).first()
    if found is not None:
        return found
    said: dict[str, dict[str, Any]] = {
        "explained": {"explained_by": somebody(), "explained_at": AT, "explanation": "A march"},
        "closed": {"closed_by": somebody(), "closed_at": AT, "closing_reason": "Known"},
    }
    taken = {"acknowledged_by": somebody(), "acknowledged_at": AT}
    return put(rows.filter(state="raised")[0], state, **taken, **said.get(state, {}))


def _call(event: str) -> Any:
    return lambda a: (f"/early-warning/alerts/{a.pk}/{event}/", {"version": a.version, **SAYS_WHY})


ALERT = Thing(
    Alert,
    ("raised", "acknowledged", "explained", "closed"),
    {event: _call(event) for event in ("acknowledge", "explain", "close", "look-again")},
    _alert_in,
    frozenset({"close"}),
)
THINGS = {"alert": ALERT}
