"""Which rating do a likelihood and an impact make?

Both run from 1 to 5. Their product is low up to 6, medium from 8 to 12 and high from 15: no other product of the two exists
between these (practice of 2010; our own default, not a national standard).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible


class Rating(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


RATING_WORDS = {Rating.LOW: "Low", Rating.MEDIUM: "Medium", Rating.HIGH: "High"}
LIKELIHOODS = {
    1: "1, very unlikely",
    2: "2, unlikely",
    3: "3, possible",
    4: "4, likely",
    5: "5, almost certain",
}
IMPACTS = {1: "1, very small", 2: "2, small", 3: "3, clear", 4: "4, serious", 5: "5, severe"}
_ORDER = tuple(Rating)


def rate(likelihood: int, impact: int) -> Rating:
    """Raises NotPossible where either is not a whole number from 1 to 5."""
    if likelihood not in LIKELIHOODS or impact not in IMPACTS:
        raise NotPossible("Likelihood and impact are whole numbers from 1 to 5.")
    score = likelihood * impact
    if score <= 6:
        return Rating.LOW
    return Rating.MEDIUM if score <= 12 else Rating.HIGH


def settle(likelihood: int, impact: int, override: str, why: str) -> Rating:
    """The rating that stands: the one that the numbers make, or another one with a reason."""
    made = rate(likelihood, impact)
    if not override or override == made:
        return made
    if not why.strip():
        raise NotPossible("Say why the rating is not the one that likelihood and impact make.")
    return Rating(override)


def worst(ratings: Iterable[str]) -> Rating | None:
    """The highest of them; None where there are none."""
    return max((Rating(rating) for rating in ratings), key=_ORDER.index, default=None)


def never_below(whole: Rating, of_communities: str, override: str) -> Rating:
    """The rating of the whole: at least the worst of its communities (empty where none was judged), unless overridden."""
    if override or not of_communities:
        return whole
    return worst([whole, of_communities]) or whole
