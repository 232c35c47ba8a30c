"""Is an item graded as its scheme asks, and when may its text leave?

Source and information are graded apart, because a good source can give bad information. A grade keeps its scheme: 5x5x5
is never turned into 3x5x2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.ground.visibility.rules import NotPossible

DIRECTIONS = {"up": "Rising", "steady": "Steady", "down": "Falling"}
CONFIDENCES = {"high": "High", "medium": "Medium", "low": "Low"}
ORIGINS = {"local": "Local", "regional": "Regional", "national": "National", "international": "International"}
URGENT_TONE = "bad"  # of the default scale: imminent, and disorder


@dataclass(frozen=True)
class Scheme:
    """A way to grade; conditions names the handling codes that need words, barred those that may not leave at all."""

    name: str
    sources: Mapping[str, str]
    information: Mapping[str, str]
    handling: Mapping[str, str]
    conditions: frozenset[str]
    barred: frozenset[str] = frozenset()
    is_legacy: bool = False


SCHEMES = {
    "3x5x2": Scheme(
        name="3x5x2",
        sources={"1": "Reliable", "2": "Untested", "3": "Not reliable"},
        information={
            "A": "Known directly to the source",
            "B": "Known indirectly and confirmed by something else",
            "C": "Known indirectly",
            "D": "Not known how",
            "E": "Thought to be false",
        },
        handling={"P": "May be shared as the law allows", "C": "May be shared under conditions"},
        conditions=frozenset({"C"}),
    ),
    "5x5x5": Scheme(
        name="5x5x5",
        sources={
            "A": "Always reliable",
            "B": "Mostly reliable",
            "C": "Sometimes reliable",
            "D": "Unreliable",
            "E": "Untested",
        },
        information={
            "1": "Known to be true",
            "2": "Known to the source, not to the officer",
            "3": "Not known to the source, but confirmed",
            "4": "Cannot be judged",
            "5": "Thought to be false",
        },
        handling={
            "1": "Within law enforcement",
            "2": "Also to other public bodies, with a record",
            "3": "Also abroad, under conditions",
            "4": "Within this organisation only",
            "5": "Not further without asking",
        },
        conditions=frozenset({"2", "3", "5"}),
        barred=frozenset({"1", "4", "5"}),
        is_legacy=True,
    ),
}


def check_grading(*, scheme: str, source: str, information: str, handling: str, conditions: str) -> None:
    """Raise NotPossible with a sentence where a code is none of its scheme's, or a condition has no words."""
    known = SCHEMES.get(scheme)
    if known is None:
        raise NotPossible("Choose how the item is graded: 3x5x2, or 5x5x5 for an old report.")
    parts = (("source", source, known.sources), ("information", information, known.information),
             ("handling", handling, known.handling))  # fmt: skip
    for what, code, codes in parts:
        if code not in codes:
            raise NotPossible(f"Grade the {what}: one of {', '.join(codes)} in {scheme}.")
    if handling in known.conditions and not conditions.strip():
        raise NotPossible(
            f"Handling {handling} has conditions. Write them down: nobody can keep them unseen."
        )


def may_reach_partners(*, scheme: str, handling: str, is_protected: bool, shareable_text: str) -> bool:
    """Only text that was written to be shared, of an item that is neither protected nor kept within the police."""
    known = SCHEMES.get(scheme)
    if known is None or is_protected or not shareable_text.strip():
        return False
    return handling in known.handling and handling not in known.barred


def needs_acceptance(scheme: str, handling: str) -> bool:
    """Must somebody accept the conditions before this leaves? An unknown scheme always asks."""
    known = SCHEMES.get(scheme)
    return known is None or handling in known.conditions


def check_experienced(*grades: str) -> None:
    """At least one of experienced, evidenced and potential is graded; they are never averaged into one."""
    if not any(grades):
        raise NotPossible("Grade at least one: what people feel, what has happened, or what may happen.")


def is_urgent(tones: Iterable[str], risk_to_life: bool) -> bool:
    """Does this leave the weekly cycle now? tones are those of its levels, whatever scale they are of."""
    return risk_to_life or URGENT_TONE in tones
