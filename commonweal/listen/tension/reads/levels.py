"""Which words and marks has a level, in the version of the scale under which it was given?"""

from __future__ import annotations

from datetime import date

from commonweal.ground.scales.reads import UnknownScale, get_scale, scale_in_force
from commonweal.ground.scales.values import Status, Word
from commonweal.ground.visibility.rules import NotPossible

DARKEST = 5


def levels_on(name: str, *, on: date) -> tuple[str, tuple[Status, ...]]:
    """The key of the version in force, and its levels from the calmest up."""
    scale = scale_in_force(name, on=on)
    return scale.key, tuple(sorted(scale.statuses, key=lambda level: level.rank))


def themes_on(name: str, *, on: date) -> tuple[str, tuple[Word, ...]]:
    scale = scale_in_force(name, on=on)
    return scale.key, scale.words


def shades_of(levels: tuple[Status, ...]) -> dict[int, int]:
    """By rank, the calmest first; the map has six shades, over which the levels of any scale are spread."""
    last = max(1, len(levels) - 1)
    return {level.rank: round(DARKEST * place / last) for place, level in enumerate(levels)}


def find_level(key: str, code: str) -> Status | None:
    """The level as its own version of the scale says it; None where none was given."""
    if not key or not code:
        return None
    try:
        entry = get_scale(key).entry(code)
    except (UnknownScale, KeyError):
        return None
    return entry if isinstance(entry, Status) else None


def level_of_rank(name: str, rank: int | None, *, on: date) -> Status | None:
    if rank is None:
        return None
    return next((level for level in levels_on(name, on=on)[1] if level.rank == rank), None)


def rank_of(name: str, code: str, *, on: date) -> tuple[str, int]:
    """The scale's key and the level's rank. Raises NotPossible where the scale in force has no such level."""
    key, levels = levels_on(name, on=on)
    found = next((level for level in levels if level.code == code), None)
    if found is None:
        raise NotPossible(f"Choose a level: one of {', '.join(level.label for level in levels)}.")
    return key, found.rank


def theme_labels(key: str, codes: list[str]) -> list[str]:
    try:
        labels = {word.code: word.label for word in get_scale(key).words} if key else {}
    except UnknownScale:
        labels = {}
    return [labels.get(code, code) for code in codes]
