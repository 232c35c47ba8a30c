"""Every form, sent with nothing in it: does the page that comes back say what is wrong, so that anybody can read it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.houses import House
from tests.journeys.looking import DESKTOP, PHONE
from tests.journeys.walking import Walker, busy_house, pages_of

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PARTS = 4


@pytest.fixture(scope="module")
def london(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with busy_house(chromium, tmp_path_factory.mktemp("busy")) as house:
        yield house


@pytest.fixture(scope="module")
def found(chromium: Any) -> list[walk.Seen]:
    return pages_of(chromium)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_form_with_mistakes_is_as_accessible_as_without(
    found: Any, visitors: Any, count: Any, part: int
) -> None:
    faults: list[str] = []
    walker, forms = Walker(visitors), walk.forms(found)
    for number, name in enumerate(sorted(forms)[part::PARTS]):
        refused, here = walker.faults_of_mistakes(forms[name], (DESKTOP, PHONE)[number % 2])
        faults += here
        count("G24 page-states without a violation", 1)
        count("G24 forms sent empty and refused with their mistakes", int(refused))
    assert not faults, "\n".join(faults)
