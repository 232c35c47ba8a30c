"""What may be asked: in which ways a place is given, how far it may reach, and how typed lines are read?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from commonweal.ground.visibility.rules import NotPossible

WAYS = {
    "drawn": "Drawn on the map, or typed as positions",
    "uploaded": "A file: GeoJSON, GPX or KML",
    "named": "A list of named places, joined in their order",
    "place": "One place or area that is loaded",
}
SHAPES = {
    "route": "A route from the first point to the last (one point alone is a place)",
    "area": "An area: the last point is joined to the first",
}
REACHES = {
    "own": "Our own organisation, and those who read studies of every organisation",
    "police": "All police who read studies",
}
MOST_TYPED = 500
MOST_POSITIONS = 20_000
MOST_DISTANCES = 6
FARTHEST = 20_000
MOST_ROUTE_BYTES = 5_000_000
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_LINE = re.compile(rf"\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*(?:[,;\s]\s*(\S.*))?")


@dataclass(frozen=True)
class Typed:
    """One line: longitude and latitude in degrees, or metres east and north, and perhaps a name."""

    position: tuple[float, float]
    name: str = ""


def distances_of(text: str) -> tuple[float, ...]:
    """Whole or broken metres with commas or blanks between them, sorted, each once."""
    words = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    found: set[float] = set()
    for word in words:
        if not re.fullmatch(r"\d{1,6}(\.\d+)?", word):
            raise NotPossible(
                f"“{word[:30]}” is no number of metres: write for example 700, 2400, without units or commas inside."
            )
        metres = float(word)
        if not isfinite(metres) or not 0 < metres <= FARTHEST:
            raise NotPossible(
                f"A distance must be more than 0 and at most {FARTHEST:,} metres; {word} is not."
            )
        found.add(metres)
    if not found or len(found) > MOST_DISTANCES:
        raise NotPossible(f"Give between 1 and {MOST_DISTANCES} distances in metres.")
    return tuple(sorted(found))


def positions_of(text: str) -> list[Typed]:
    """One position a line, longitude (or east) first."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise NotPossible("Draw at least one point, or type one position a line.")
    _check_many(len(lines), MOST_TYPED, "positions")
    return [_typed(number, line) for number, line in lines]


def _typed(number: int, line: str) -> Typed:
    found = _LINE.fullmatch(line)
    if found is None:
        raise NotPossible(
            f"Line {number} (“{line.strip()[:40]}”) is no position: write longitude, latitude and perhaps a name, "
            "for example -0.1418, 51.5152, Oxford Circus."
        )
    name = " ".join((found[3] or "").split())[:80]
    return Typed((float(found[1]), float(found[2])), name)


def names_of(text: str) -> list[str]:
    """One name a line, tidy."""
    names = [" ".join(line.split())[:200] for line in text.splitlines() if line.strip()]
    if not names:
        raise NotPossible("Write at least one name, each on a line of its own.")
    _check_many(len(names), MOST_TYPED, "names")
    return names


def check_size(positions: int) -> None:
    """A study is answered while somebody waits, so it takes fewer positions than the command does."""
    _check_many(positions, MOST_POSITIONS, "positions")


def _check_many(found: int, most: int, what: str) -> None:
    if found > most:
        raise NotPossible(f"There are {found:,} {what}; {most:,} are the most that can be asked about here.")


def check_kinds(chosen: Sequence[str], known: Sequence[str]) -> None:
    """Sites are asked about by kinds that are loaded."""
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise NotPossible(f"No site of the kind “{unknown[0][:60]}” is loaded.")
    if not chosen:
        raise NotPossible("Choose at least one kind of site.")
