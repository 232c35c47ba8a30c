"""What may a person decide about a doubt, and what does the reading become?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.ground.visibility.rules import NotPossible
from commonweal.reading.corrections import apply_correction
from commonweal.reading.pointers import resolve

ACCEPTED, CORRECTED, LEFT = "accepted", "corrected", "left"
CHOICES = [(ACCEPTED, "Suggestion accepted"), (CORRECTED, "Corrected"), (LEFT, "Left as it is")]


@dataclass(frozen=True)
class Decided:
    """What a person decided about the doubt with this number (from 0, in the order of the reading)."""

    doubt: int
    choice: str
    correction: object = None


def can_accept(doubt: Mapping[str, Any]) -> bool:
    """Does the doubt bring a correction that one click can put in place?"""
    return doubt.get("correction") is not None and bool(doubt.get("place"))


def check_decision(result: Mapping[str, Any], decided: Decided) -> None:
    """Raise NotPossible unless the reading has this doubt and the choice makes sense for it."""
    doubts = result["doubts"]
    if not 0 <= decided.doubt < len(doubts):
        raise NotPossible("This reading has no such doubt. Open it again.")
    doubt = doubts[decided.doubt]
    if decided.choice == ACCEPTED and not can_accept(doubt):
        raise NotPossible("There is nothing to accept here: write the correction, or leave it as it is.")
    if decided.choice == CORRECTED and (not doubt.get("place") or decided.correction in (None, "", [])):
        raise NotPossible("Write what should stand there, or leave it as it is.")
    if decided.choice not in {ACCEPTED, CORRECTED, LEFT}:
        raise NotPossible("Choose to accept, to correct or to leave it.")


def settle(result: dict[str, Any], decisions: Iterable[Decided]) -> dict[str, Any]:
    """The reading with every accepted and corrected doubt put in its place; the one given is not changed."""
    settled = result
    for decided in sorted(decisions, key=lambda d: d.doubt):
        doubt = result["doubts"][decided.doubt]
        if decided.choice == CORRECTED:
            doubt = {**doubt, "correction": decided.correction}
        if decided.choice in {ACCEPTED, CORRECTED}:
            settled = apply_correction(settled, doubt)
    return settled


def value_at(result: Mapping[str, Any], place: str) -> object:
    """What stands at a place of the reading, or None where there is no such place."""
    try:
        return resolve(dict(result), place) if place else None
    except LookupError:
        return None


def as_typed(value: object) -> str:
    """A value as a person can edit it: a list is one entry a line."""
    if isinstance(value, list):
        return "\n".join(str(v) for v in value)
    return "" if value is None or isinstance(value, dict) else str(value)


def from_typed(typed: str, *, like: object) -> object:
    """What a person typed, in the shape of the value that it replaces."""
    if isinstance(like, list):
        return [line.strip() for line in typed.splitlines() if line.strip()]
    return " ".join(typed.split())


def place_in_words(result: Mapping[str, Any], place: str) -> str:
    """ "Action 7.3.1, partners" for "/plan/objectives/0/actions/0/partners"; "" for no place."""
    parts = [p for p in place.split("/") if p]
    if not parts:
        return ""
    if parts[0] == "furniture":
        return "page furniture"
    words: list[str] = []
    for depth, part in enumerate(parts):
        value = value_at(result, "/" + "/".join(parts[: depth + 1]))
        if part.isdigit():
            words[-1:] = [_entry(words[-1] if words else "", int(part), value)]
        elif part not in {"paper", "plan"}:
            words.append(part.replace("_", " "))
    shown = [w for w in words if w not in {"text", "items"}]
    wanted = (
        shown[-2:]
        if len(shown) > 1 and shown[-2].startswith(("action", "section", "appendix"))
        else shown[-1:]
    )
    said = ", ".join(wanted)
    return said[:1].upper() + said[1:]


SINGULAR = {
    "objectives": "objective", "actions": "action", "tasks": "task", "outcomes": "outcome", "partners": "partner",
    "resources": "resource", "subtasks": "sub-task", "sections": "section", "paragraphs": "paragraph",
    "appendices": "appendix", "recommendations": "recommendation", "contacts": "contact", "warnings": "warning",
    "background papers": "background paper", "details": "detail",
}  # fmt: skip


def _entry(kind: str, index: int, value: object) -> str:
    name = SINGULAR.get(kind, kind)
    marks = value if isinstance(value, dict) else {}
    number = marks.get("reference") or marks.get("letter") or marks.get("number") or str(index + 1)
    return f"{name} {number}"
