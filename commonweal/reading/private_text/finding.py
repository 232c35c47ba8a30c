"""What in a text is private, each place once?"""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.reading.private_text.kinds import Found
from commonweal.reading.private_text.numbers import find_numbers
from commonweal.reading.private_text.people import find_facts_of_people
from commonweal.reading.private_text.reaching import find_addresses, find_telephones


def find_private(text: str) -> tuple[Found, ...]:
    """Every place, in order; where two readings overlap the more certain one stands, then the longer."""
    every = [*find_numbers(text), *find_addresses(text), *find_telephones(text), *find_facts_of_people(text)]
    return tuple(sorted(_without_overlaps(every), key=lambda found: found.start))


def _without_overlaps(every: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for found in sorted(every, key=lambda f: (not f.certain, f.start - f.end, f.start)):
        if all(found.end <= other.start or found.start >= other.end for other in kept):
            kept.append(found)
    return kept
