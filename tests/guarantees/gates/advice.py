"""What is recommended, and requests to read an assessment."""

from __future__ import annotations

from typing import Any

from commonweal.assess.impact.models import Recommendation, SharingRequest
from tests.guarantees.gates.thing import SAYS_WHY, Thing


def _settle(event: str) -> Any:
    return lambda r: (f"/impact/advice/recommendations/{r.pk}/{event}/", {"version": r.version, **SAYS_WHY})


RECOMMENDATION = Thing(
    Recommendation,
    ("proposed", "accepted", "declined", "done", "transferred"),
    {event: _settle(event) for event in ("accept", "decline", "done", "transfer")},
    lambda state: Recommendation.objects.filter(
        state=state, kind="other", assessment__operation__title="Assessment live"
    ).get(),
    frozenset({"accept", "decline"}),
)


def _answer(event: str) -> Any:
    return lambda r: (f"/impact/advice/sharing/{r.pk}/{event}/", {"version": r.version, **SAYS_WHY})


REQUEST = Thing(
    SharingRequest,
    ("asked", "granted", "refused"),
    {event: _answer(event) for event in ("grant", "refuse")},
    lambda state: SharingRequest.objects.get(state=state, purpose="Our own event"),
    frozenset({"grant", "refuse"}),
)
THINGS = {"recommendation of an assessment": RECOMMENDATION, "request to read": REQUEST}
IN_SQL = {
    "a declined recommendation taken back": (
        "UPDATE impact_recommendation SET state = 'proposed' WHERE state = 'declined'"
    ),
    "a recommendation accepted by whoever made it": (
        "UPDATE impact_recommendation SET state = 'accepted', decided_at = proposed_at, decided_by_id = proposed_by_id"
        " WHERE state = 'proposed'"
    ),
    "a press line approved by its writer": (
        "UPDATE impact_pressline SET approved_by_id = written_by_id, approved_at = '2010-07-14 12:00:00+00:00'"
    ),
    "advice removed": "DELETE FROM impact_consultation",
    "an observation rewritten": "UPDATE impact_observation SET text = 'x'",
    "the log to Gold rewritten": "UPDATE impact_golddecision SET decision = 'accepted'",
    "a reliance removed": "DELETE FROM impact_reliance",
    "a request granted by whoever asked": (
        "UPDATE impact_sharingrequest SET state = 'granted', answered_by_id = asked_by_id, answered_at = asked_at,"
        " reason = 'x' WHERE state = 'asked'"
    ),
}
