"""How does a study of what lies near stand in an assessment: in which words, and how much can they bear?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commonweal.design.words import count, distance, listed
from commonweal.ground.visibility.rules import NotPossible

OVER = ("ended", "withdrawn")
STRENGTH = "recorded"
BASIS = "worked out from the layers that the study names; people by area, so with the error that it states"


def check_laying(state: str, *, is_withdrawn: bool, is_there: bool) -> None:
    """Raise NotPossible where a study can no longer be laid beside the operation."""
    if state in OVER:
        raise NotPossible("This operation is over: what lay near it changes nothing any more.")
    if is_withdrawn:
        raise NotPossible(
            "This study was withdrawn, so nothing can rest on it. Choose another, or make a new one."
        )
    if is_there:
        raise NotPossible("This study was laid beside the operation already.")


def near_in_words(
    says: str,
    *,
    within: Sequence[float],
    kinds: Iterable[Mapping[str, Any]],
    dense: Iterable[Mapping[str, Any]],
) -> str:
    """Its sentence, how many sites of each kind within the widest distance, and where a community is dense."""
    said = [says]
    there = [f"{row['kind']} {row['counts'][-1]}" for row in kinds if row["counts"] and row["counts"][-1]]
    if there and within:
        said.append(f"Within {distance(within[-1])}, by kind: {listed(there)}.")
    areas = sorted({str(row["name"]) for row in dense})
    if areas:
        said.append(f"A community is dense in {count(len(areas), 'area')}: {listed(areas)}.")
    return " ".join(said)
