"""Who is meant by a name that a plan was printed with: what does it suggest, and is a person's answer whole?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.ground.visibility.rules import NotPossible
from commonweal.reading.words.names import body_like, is_person

LEAVE, NEW, SAME, EXISTING = "leave", "new", "same", "body"
_PERSON_IN_BRACKETS = re.compile(r"\(([A-Z][a-z’'-]+(?: [A-Z]\.?)? [A-Z][A-Za-z’'-]+)\)\s*$")


@dataclass(frozen=True)
class Choice:
    """What becomes of a printed name: an organisation there is, a new one, the same as another name, or nothing."""

    what: str
    organisation: int | None = None
    kind: str = ""
    same_as: str = ""
    name: str = ""


_KINDS = (
    ("team", r"\bteams?\b|\bunit\b|\bdirectorate\b"),
    ("police", r"\bpolice\b|\bconstabulary\b"),
    ("committee", r"\bcommittee\b|\bboards?\b|\blink body\b|\bpanel\b"),
    ("partnership", r"\bpartnerships?\b"),
    ("health", r"\bnhs\b|\bhealth\b|\bhospitals?\b|\bpct\b"),
    ("council", r"\bcouncil$|\bborough\b|\bcouncils\b"),
    ("community", r"\bcommunity\b|\bsociety\b|\bcharity\b|\bvoluntary\b|\bchurch\b|\bmosque\b|\brefugee\b"),
    ("national", r"\bnational\b|\bministry\b|\bagency\b|\bhome office\b"),
)


def likely_kind(name: str) -> str:
    """What kind of organisation the words of a name suggest; "" where they suggest none."""
    return next((kind for kind, words in _KINDS if re.search(words, name, re.IGNORECASE)), "")


def looks_like_a_person(name: str) -> bool:
    """Errs on the side of asking: somebody's name in brackets behind an office nobody listed counts too."""
    bracketed = _PERSON_IN_BRACKETS.search(name)
    return is_person(name) or bool(bracketed and not body_like(bracketed.group(1)))


def check_choices(names: Iterable[str], choices: Mapping[str, Choice]) -> None:
    """Raise NotPossible unless every name has an answer, and nobody is sent in a circle or made a body unasked."""
    for name in names:
        choice = choices.get(name)
        if choice is None:
            raise NotPossible(f"Say what “{name}” is: an organisation there is, a new one, or none.")
        if choice.what == NEW and not choice.kind:
            raise NotPossible(f"Choose what kind of organisation “{name}” is.")
        if choice.what == NEW and looks_like_a_person(choice.name or name):
            raise NotPossible(
                f"“{choice.name or name}” names a person. Choose the body that the person speaks for."
            )
        settle(name, choices)


def settle(name: str, choices: Mapping[str, Choice]) -> str:
    """The name that stands for this one, however many times it was said to be the same as another."""
    seen = [name]
    while (choice := choices[seen[-1]]).what == SAME:
        if choice.same_as in seen or choice.same_as not in choices:
            raise NotPossible(
                f"“{name}” is said to be the same as a name that leads back to it. Choose again."
            )
        seen.append(choice.same_as)
    return seen[-1]
