"""What keeps an assessment from going to its quality check, in sentences?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible


class Effect(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


EFFECT_WORDS = {effect.value: effect.value.capitalize() for effect in Effect}
SEVERITY_WORDS = {"low": "Low", "medium": "Medium", "high": "High"}
OUTCOME_WORDS = {
    "1": "1. No change: nothing unfair was found",
    "2": "2. Adjust: what was found is put right",
    "3": "3. Continue: it goes on with a justification",
    "4": "4. Stop and rethink: it cannot go on like this",
}
CONTINUE = "3"


@dataclass(frozen=True)
class Judged:
    """One cell of the grid."""

    row: str
    aim: str
    effect: str
    severity: str = ""
    has_evidence: bool = False
    is_answered: bool = False
    """A mitigation or a justification is given."""
    has_gap_action: bool = False
    """An action of the plan finds out what is not known about this row."""


@dataclass(frozen=True)
class Whole:
    """What is asked of the assessment as a whole."""

    cells: Sequence[Judged]
    evidence: int
    engagements: int
    no_engagement_reason: str
    outcome: str
    justification: str
    legal_advice_reference: str
    monitoring: str
    decision_on: date
    review_on: date | None


def find_faults(whole: Whole) -> list[str]:
    """Everything that is missing; none when it may be checked."""
    return [*_of_cells(whole.cells), *_of_the_rest(whole)]


def _of_cells(cells: Iterable[Judged]) -> Iterable[str]:
    for wrong, words in CELL_FAULTS:
        rows = list(dict.fromkeys(cell.row for cell in cells if wrong(cell)))
        if rows:
            yield f"{words} ({', '.join(rows)})."


CELL_FAULTS: tuple[tuple[Callable[[Judged], bool], str], ...] = (
    (lambda c: not c.effect, "The grid has empty cells: say which effect there is, or that it is unknown"),
    (
        lambda c: c.effect == Effect.UNKNOWN and not c.has_gap_action,
        "An unknown effect needs an action that fills the gap",
    ),
    (
        lambda c: c.effect == Effect.NEGATIVE and not c.is_answered,
        "A negative effect needs a mitigation or a justification",
    ),
    (lambda c: c.effect == Effect.NEGATIVE and not c.severity, "Say how severe a negative effect is"),
    (
        lambda c: c.effect in (Effect.NEGATIVE, Effect.POSITIVE) and not c.has_evidence,
        "Say on which evidence a positive or negative effect rests",
    ),
)


def _of_the_rest(whole: Whole) -> Iterable[str]:
    if not whole.evidence:
        yield "Name at least one source of evidence."
    if not whole.engagements and not whole.no_engagement_reason.strip():
        yield "Say who was consulted, or why nobody was."
    if not whole.outcome:
        yield "Choose one of the four outcomes."
    if whole.outcome == CONTINUE and not whole.justification.strip():
        yield "Outcome 3 needs its justification."
    if whole.outcome == CONTINUE and not whole.legal_advice_reference.strip():
        yield "Outcome 3 needs the reference of the legal advice."
    if not whole.monitoring.strip():
        yield "Say how the real effect will be watched."
    if whole.review_on is None or whole.review_on <= whole.decision_on:
        yield "Set a day of review after the day of the decision."


def check_complete(faults: Sequence[str]) -> None:
    if faults:
        raise NotPossible(" ".join(faults))


def check_outcome(outcome: str, justification: str, legal_advice_reference: str) -> None:
    """Asked where the outcome is chosen, so that nobody learns of it only when it is sent on."""
    if outcome and outcome not in OUTCOME_WORDS:
        raise NotPossible("Choose one of the four outcomes.")
    if outcome == CONTINUE and not (justification.strip() and legal_advice_reference.strip()):
        raise NotPossible(
            "Outcome 3 needs its justification and the reference of the legal advice that was taken."
        )
