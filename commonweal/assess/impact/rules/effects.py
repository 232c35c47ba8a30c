"""Is a judgement of what an operation does to a community whole: both ratings, and what makes the second one lower?"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.assess.impact.rules.scores import Rating, rate, settle, worst
from commonweal.ground.visibility.rules import NotPossible

CONFIDENCES = {"low": "Low", "medium": "Medium", "high": "High"}
_ORDER = tuple(Rating)


@dataclass(frozen=True)
class Judged:
    """Likelihood and impact, 1 to 5 each, and the rating that an assessor put in place of the one they make, with why."""

    likelihood: int
    impact: int
    override: str = ""
    reason: str = ""

    @property
    def computed(self) -> Rating:
        return rate(self.likelihood, self.impact)

    @property
    def rating(self) -> Rating:
        return settle(self.likelihood, self.impact, self.override, self.reason)


def check_judgement(before: Judged, after: Judged, mitigation: str, confidence: str) -> tuple[Rating, Rating]:
    """The two ratings that stand. Raises NotPossible where one has no reason, or falls although nothing is done."""
    first, second = before.rating, after.rating
    if _ORDER.index(second) < _ORDER.index(first) and not mitigation.strip():
        raise NotPossible("Say what is done about it, if the rating is lower afterwards.")
    if confidence not in CONFIDENCES:
        raise NotPossible("Choose how sure you are.")
    return first, second


__all__ = ["CONFIDENCES", "Judged", "check_judgement", "worst"]
