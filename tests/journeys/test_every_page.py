"""Is every page accessible, in every state it can be in, on a desktop and a phone, and obedient to the content policy?

The pages are found by following links as every kind of user, and are held against the resolver: an address that nobody
came to has to be named below with the reason, so a new page cannot escape.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.houses import House
from tests.journeys.looking import DESKTOP, NARROW, PHONE, faults_of
from tests.journeys.walking import Walker, pages_of

pytestmark = [pytest.mark.journey, pytest.mark.slow]
STORY = "a story looks at it"
FILE = "a file or data, not a page"
CHANGE = "answers to a form alone; there is no page to ask for"
SIGN_IN = "the story about signing in, or the pages of an operator's own house, look at it"
# Not met by following links in the demonstration, and why.
ELSEWHERE: dict[str, str] = {}
"""name of the address -> why the walk does not come to it"""


PARTS = 8  # so that two workers share the pages


@pytest.fixture(scope="module")
def found(chromium: Any, london: House) -> list[walk.Seen]:
    return pages_of(chromium, london)


@pytest.fixture
def walker(visitors: Any) -> Walker:
    return Walker(visitors)


def part_of(pages: dict[str, walk.Seen], part: int) -> list[walk.Seen]:
    return [pages[name] for name in sorted(pages)][part::PARTS]


def test_every_address_is_met_or_its_absence_has_a_reason(found: list[walk.Seen], count: Any) -> None:
    met = {page.name for page in found}
    missing = set(walk.names()) - met
    assert missing - set(ELSEWHERE) == set(), "nobody came to these: link to them, or say above why not"
    assert set(ELSEWHERE) & met == set(), "these are met after all"
    count("G24 addresses met by following links", len(met))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_on_a_desktop_and_a_phone(found: Any, walker: Walker, count: Any, part: int) -> None:
    faults: list[str] = []
    for seen in part_of(walk.chosen(found), part):
        for size in (DESKTOP, PHONE):
            faults += walker.faults(seen, size)
            count("G24 page-states without a violation", 1)
        faults += walker.faults(seen, NARROW, axe=False)
        count("G24 pages that reflow at 320 px, with targets of 24 px", 1)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_that_hold_little_are_accessible_too(found: Any, walker: Walker, count: Any, part: int) -> None:
    faults: list[str] = []
    for seen in part_of(walk.barest(found), part):
        faults += walker.faults(seen, DESKTOP)
        count("G24 page-states without a violation", 1)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_third_page_is_accessible_in_the_dark(found: Any, visitors: Any, count: Any, part: int) -> None:
    faults: list[str] = []
    walker = Walker(visitors, screen="dark")
    for seen in part_of(walk.chosen(found), part)[::3]:
        faults += walker.faults(seen, DESKTOP)
        count("G24 page-states without a violation", 1)
    assert not faults, "\n".join(faults)
