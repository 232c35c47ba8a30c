"""The page about the method is what the method does."""

from __future__ import annotations

import pytest
from scipy import stats

from commonweal.analysis.early_warning import FarringtonSettings
from commonweal.analysis.early_warning.tests import methods

pytestmark = pytest.mark.once


def test_the_page_is_up_to_date():
    assert methods.PAGE.read_text(encoding="utf-8") == methods.page(), (
        "run `python -m commonweal.analysis.early_warning.tests.methods` and look at what changed"
    )


def test_the_judgement_that_can_be_checked_by_hand_comes_out_by_hand():
    found = methods.last(methods.quarters(), methods.BY_HAND)
    assert found.expected == pytest.approx((6 + 19 + 8) / 3)
    seasons = [[3, 9, 5], [13, 4, 7], [6, 19, 8], [5, 8, 1]]
    off = sum((c - sum(s) / 3) ** 2 / (sum(s) / 3) for s in seasons for c in s)
    assert found.phi == pytest.approx(off / 8)
    wanted = stats.nbinom(11 / (found.phi - 1), 1 / found.phi)
    assert found.upper_bound == wanted.ppf(0.995) == 30
    assert found.p_value == pytest.approx(wanted.sf(30))
    assert found.alarm is True


def test_what_the_page_says_of_the_usual_settings_is_so():
    usual = FarringtonSettings()
    said = (
        usual.past_left_out,
        usual.reweight_above,
        usual.alpha,
        usual.fewest_cases,
        usual.over_periods,
        usual.mode,
    )
    assert said == (26, 2.58, 0.005, 5, 4, "corrected")
    assert usual.threshold == "nbPlugin"
    assert 32 * 52 == 1664
    assert round(1664 * usual.alpha) == 8


def test_what_the_page_says_of_past_outbreaks_and_breaks_is_so():
    rows = [line.split(" | ") for line in methods.page().splitlines() if line.startswith("| with 70")]
    without, weighed = rows
    assert float(without[3]) > 3 * float(weighed[3])
    young = [line for line in methods.page().splitlines() if "declared as a break" in line]
    assert "too little past" in young[0]
