"""What may be loaded: how many sites and counts, of which kinds, with which words about where they come from?"""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.reading.private_text import Kind, find_private

WHAT = {
    "sites": "Sites: places of worship, missions, schools …",
    "people": "People of each community by area",
}
MOST_SITES = 60_000
MOST_COUNTED = 60_000
"""Areas of one table of people."""
MOST_COMMUNITIES = 60
MOST_KINDS = 60
MOST_BYTES = 20_000_000
NEVER_OF_A_PLACE = (Kind.PHONE, Kind.EMAIL, Kind.BIRTH_DATE)


def private_words(names: Sequence[str]) -> list[str]:
    """Names that hold what would make a record about a person, such as a telephone number; at most five of them."""
    found: list[str] = []
    for name in names:
        if any(each.certain or each.kind in NEVER_OF_A_PLACE for each in find_private(name)):
            found.append(name[:60])
        if len(found) == 5:
            break
    return found
