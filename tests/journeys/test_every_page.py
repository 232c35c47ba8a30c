"""Is every page accessible, in every state it can be in, on a desktop and a phone, and obedient to the content policy?

The pages are found by following links as every kind of user, and are held against the resolver: an address that nobody
came to has to be named below with the reason, so a new page cannot escape.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.houses import House
from tests.journeys.looking import DESKTOP, NARROW, PHONE
from tests.journeys.signing_in import IN_AN_EMPTY_HOUSE
from tests.journeys.walking import Walker, busy_house, pages_of

pytestmark = [pytest.mark.journey, pytest.mark.slow]
FILE = "a file or data, not a page"
SIGN_IN = "in the demonstration there is no password; the story about signing in looks at it"
PASSKEY = "needs a passkey, which a browser without a person cannot hold"
NOT_LOOKED_AT = (
    "needs a second step that somebody else has, or ten minutes of waiting; its form is the one of signing in"
)
SAME = "the same path as mfa_index"
LETTER = "the link stands in a letter; the story about signing in takes one up"
# Pages that no link of the demonstration leads to, each with the reason. What answers to forms alone is found out.
ELSEWHERE = {
    "account_logout": SIGN_IN, "sign_out": SIGN_IN, "sign_in": SIGN_IN, "people:accept": LETTER, "people:new_password": LETTER,
    "mfa_activate_totp": SIGN_IN, "mfa_authenticate": SIGN_IN, "mfa_deactivate_totp": SAME, "mfa_login_webauthn": PASSKEY,
    "mfa_reauthenticate_webauthn": PASSKEY, "mfa_reauthenticate": NOT_LOOKED_AT, "people:reset_second_step": NOT_LOOKED_AT,
    "audit:export": FILE, "exchange:download": FILE, "intake:json": FILE, "plans:csv": FILE, "papers:file": FILE,
    "publications:release_file": FILE, "public:file": FILE, "health": FILE, "ready": FILE, "tension:week_file": FILE,
    "tension:area_file": FILE, "surveillance:list_file": FILE, "surveillance:week_file": FILE,
    "surveillance:history_file": FILE, "agreements:activity_file": FILE, "agreements:inspectorate_file": FILE,
    "exposure:answer_file": FILE, "exposure:picture": FILE, "exposure:disclosable_file": FILE, "impact:version_file": FILE,
    "trusted:opened": "shown for ten minutes to whoever gave a reason; the story about trust looks at it",
}  # fmt: skip
MANAGER = "Partnership manager"
PARTS = 8  # so that two workers share the pages


@pytest.fixture(scope="module")
def london(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with busy_house(chromium, tmp_path_factory.mktemp("busy")) as house:
        yield house


@pytest.fixture(scope="module")
def found(chromium: Any) -> list[walk.Seen]:
    return pages_of(chromium)


@pytest.fixture
def walker(visitors: Any) -> Walker:
    return Walker(visitors)


def part_of(pages: dict[str, walk.Seen], part: int) -> list[walk.Seen]:
    return [pages[name] for name in sorted(pages)][part::PARTS]


def test_every_address_is_met_or_its_absence_has_a_reason(
    found: list[walk.Seen], walker: Walker, count: Any
) -> None:
    met = {page.name for page in found}
    missing = {
        name for name in walk.names() if name not in met and not walk.is_change(walker.page_of(MANAGER), name)
    }
    unsaid = sorted(missing - set(ELSEWHERE) - IN_AN_EMPTY_HOUSE)
    assert not unsaid, f"nobody came to {', '.join(unsaid)}: link to them, or say above why not"
    count("G24 addresses met by following links", len(met))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_on_a_desktop_and_a_phone(
    found: Any, walker: Walker, count: Any, part: int
) -> None:
    faults: list[str] = []
    for seen in part_of(walk.chosen(found), part):
        for size in (DESKTOP, PHONE):
            faults += walker.faults(seen, size)
            count("G24 page-states without a violation", 1)
        faults += walker.faults_resized(seen, NARROW)
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
