"""May an assessment be closed? Only by its own criteria, each of which says in words how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.ground.visibility.rules import NotPossible

SETTLED = 2  # weekly returns in a row at the usual level


@dataclass(frozen=True)
class Criterion:
    """One condition of the exit: what it asks, whether it is met, and what stands against it."""

    title: str
    is_met: bool
    words: str


def check_exit(criteria: Iterable[Criterion]) -> None:
    missing = [criterion for criterion in criteria if not criterion.is_met]
    if missing:
        raise NotPossible(f"This cannot be closed yet. {' '.join(each.words for each in missing)}")


def is_back_to_usual(levels: Iterable[int | None], baseline: int | None) -> bool:
    """Were the newest returns (newest first) all at or under the level before? A week without a level is no proof."""
    newest = list(levels)[:SETTLED]
    if baseline is None or len(newest) < SETTLED:
        return False
    return all(level is not None and level <= baseline for level in newest)
