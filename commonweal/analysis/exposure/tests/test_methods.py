"""The page about the method is what the method does."""

from __future__ import annotations

import pytest

from commonweal.analysis.exposure import find_exposure, make_route
from commonweal.analysis.exposure.people import CLUMPS, FEWEST, NINETEEN_OF_TWENTY, TIMES
from commonweal.analysis.exposure.routes import FASTEST
from commonweal.analysis.exposure.tests import methods
from commonweal.analysis.exposure.values import Part

pytestmark = pytest.mark.once


def test_the_page_is_up_to_date():
    assert methods.PAGE.read_text(encoding="utf-8") == methods.page(), (
        "run `python -m commonweal.analysis.exposure.tests.methods` and look at what changed"
    )


def test_what_the_page_says_of_the_settings_is_so():
    assert (CLUMPS, NINETEEN_OF_TWENTY, FEWEST, TIMES, FASTEST) == (5, 1.96, 100, 2, 130)


def test_the_table_of_people_comes_out_by_hand():
    route = make_route([Part([methods.at(250, 250)])])
    everybody, _ = find_exposure(route, within=[200], areas=[methods.square()]).communities
    share = 3.14159265 * 200**2 / 500**2
    assert everybody.people == pytest.approx(share * 600, rel=2e-4)
    assert everybody.error == pytest.approx(1.96 * 600 * (share * (1 - share) / 5) ** 0.5, rel=1e-3)
