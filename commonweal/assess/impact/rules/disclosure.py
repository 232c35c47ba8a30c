"""What of a frozen assessment may be handed out, and in which form, so that nobody who spoke to us is given away?

The disclosable copy is built up from a list of what it may hold; nothing is taken out of the working copy. A part that is
not in the list, or a field that is not in its form, can therefore never slip through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.ground.visibility.rules import NotPossible

WHOLE, COUNTS = "whole", "counts"


@dataclass(frozen=True)
class Part:
    """form says how it is disclosed where it is: its listed fields (whole) or only how many of each class (counts)."""

    title: str
    form: str
    fields: tuple[str, ...]
    by_default: bool


PARTS: dict[str, Part] = {
    "operation": Part("The operation", WHOLE, ("title", "kind", "owner", "starts_at", "ends_at"), True),
    "impacts": Part(
        "Impact on each community", WHOLE,
        ("community", "likely_effect", "positive_effects", "rating_before", "mitigation", "rating_after", "confidence"), True,
    ),
    "statements": Part("What the assessment rests on", COUNTS, ("source",), True),
    "consultations": Part("Who was consulted", COUNTS, ("group",), True),
    "recommendations": Part("What was recommended", WHOLE, ("kind", "text", "state", "due_on"), True),
    "observations": Part("What community monitors saw", COUNTS, ("strength",), True),
    "bronze": Part("The Bronze community’s advice to Gold", COUNTS, ("decision",), False),
}  # fmt: skip
GROUNDS = {
    "court": "Disclosure in criminal proceedings",
    "information": "A request under freedom of information law",
    "review": "An inspection or a review",
    "other": "Another reason",
}


def check_part(part: str, included: bool, reason: str) -> None:
    """Raises NotPossible where a part is unknown, or one is kept back or added without a reason."""
    if part not in PARTS:
        raise NotPossible("There is no such part of an assessment.")
    if included != PARTS[part].by_default and not reason.strip():
        way = "goes into" if included else "stays out of"
        raise NotPossible(f"Say why this part {way} the disclosable copy.")


@dataclass(frozen=True)
class Disclosed:
    """A part of the disclosable copy: rows of (field, value), or how many there are of each class."""

    key: str
    title: str
    rows: tuple[dict[str, Any], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    is_counted: bool = False


def disclose(content: Mapping[str, Any]) -> tuple[Disclosed, ...]:
    """The disclosable parts of one frozen content, in the order of PARTS; content holds a list of rows per part."""
    chosen = {row["part"]: bool(row["included"]) for row in content.get("disclosure", ())}
    found = []
    for key, part in PARTS.items():
        if chosen.get(key, part.by_default):
            rows = content.get(key, ())
            found.append(_disclosed(key, part, [rows] if isinstance(rows, Mapping) else rows))
    return tuple(found)


def _disclosed(key: str, part: Part, rows: Iterable[Mapping[str, Any]]) -> Disclosed:
    if part.form == COUNTS:
        return Disclosed(key, part.title, counts=_counted(rows, part.fields[0]), is_counted=True)
    return Disclosed(
        key, part.title, rows=tuple({name: row.get(name, "") for name in part.fields} for row in rows)
    )


def _counted(rows: Iterable[Mapping[str, Any]], name: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(str(row.get(name, "")) or "not stated" for row in rows).items()))


def copy_of(parts: Iterable[Disclosed]) -> list[dict[str, Any]]:
    """The parts as plain values, for the hash of the copy."""
    return [
        {"key": part.key, "rows": list(part.rows), "counts": [list(each) for each in part.counts]}
        for part in parts
    ]
