"""Does a wording hold when it is tried on a case, and is it ready to be agreed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible


class Finding(StrEnum):
    """What the wording says of a case."""

    WITHIN = "within"
    OUTSIDE = "outside"


FINDINGS = {
    Finding.WITHIN: "It is harm as the wording says it",
    Finding.OUTSIDE: "It is not harm as the wording says it",
}


@dataclass(frozen=True)
class Tried:
    """A case as it was tried: found is "" until somebody did; word is what is said where it went otherwise."""

    number: int
    expected: str
    found: str = ""
    word: str = ""

    @property
    def failed(self) -> bool:
        return self.found not in {"", self.expected}


def check_found(expected: str, found: str, word: str) -> None:
    if found not in set(Finding):
        raise NotPossible("Say what the wording says of the case.")
    if found != expected and not word.strip():
        raise NotPossible(
            "This is not what was expected. Say in a word what follows: is it the wording that is wrong, or the case?"
        )


def missing_for_consultation(limbs: int) -> list[str]:
    return [] if limbs else ["It has no limb yet: say what the word covers, limb by limb."]


def missing_for_agreement(limbs: int, answered: int, asked: int, tried: Iterable[Tried]) -> list[str]:
    """Everything that is missing, in sentences; empty where the oversight body may agree."""
    cases = list(tried)
    found = missing_for_consultation(limbs)
    if not answered:
        found.append(
            "Nobody who was asked has answered yet." if asked else "Nobody outside has been asked yet."
        )
    if not cases:
        found.append("It has not been tried: add cases, and say what you expect of each.")
    waiting = [case.number for case in cases if not case.found]
    if waiting:
        found.append(f"It has not been tried on case {_numbers(waiting)}.")
    silent = [case.number for case in cases if case.failed and not case.word.strip()]
    if silent:
        found.append(f"Case {_numbers(silent)} went otherwise than expected, and nobody says what follows.")
    return found


def _numbers(numbers: list[int]) -> str:
    said = [str(number) for number in sorted(numbers)]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def check_nothing_missing(missing: list[str]) -> None:
    if missing:
        raise NotPossible(" ".join(missing))


def says_of_cases(tried: Iterable[Tried]) -> str:
    """ "It was tried on 9 of 10 cases; 8 went as expected." """
    cases = list(tried)
    if not cases:
        return "It has not been tried on any case."
    done = [case for case in cases if case.found]
    as_expected = len([case for case in done if not case.failed])
    return f"It was tried on {len(done)} of {len(cases)} cases; {as_expected} went as expected."
