"""What cannot be answered is refused with a sentence that says what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.analysis.early_warning import (
    EarsMethod,
    EarsSettings,
    FarringtonSettings,
    NotPossible,
    Series,
    find_latest,
    find_unusual,
)

pytestmark = pytest.mark.once
WRONG_SERIES = {
    "a count is a whole number from 0": {"counts": [1, -1]},
    "holds 1.5 in place 2": {"counts": [1, 1.5]},
    "holds nan in place 1": {"counts": [float("nan")]},
    "holds inf in place 1": {"counts": [float("inf")]},
    "holds 1000000000000000000000000000000000000000 in place 1": {"counts": [10**400]},
    "'wards' has 2 counts but 1 first days": {
        "counts": [1, 2],
        "name": "wards",
        "starts": [date(2020, 1, 6)],
    },
    "2 counts but 3 population figures": {"counts": [1, 2], "population": [1.0, 2.0, 3.0]},
    "population that is not a number above 0": {"counts": [1, 2], "population": [5.0, 0.0]},
    "0 periods a year": {"counts": [1], "per_year": 0},
    "367 periods a year": {"counts": [1], "per_year": 367},
    "first days out of order": {"counts": [1, 2], "starts": [date(2020, 1, 6), date(2020, 1, 6)]},
    "a break outside of itself": {"counts": [1, 2], "breaks": [2]},
}
WRONG_FARRINGTON = {
    "years_back is 0": {"years_back": 0},
    "years_back is 101": {"years_back": 101},
    "half_window is -1": {"half_window": -1},
    "season_groups is 0": {"season_groups": 0},
    "past_left_out is -1": {"past_left_out": -1},
    "alpha is 0;": {"alpha": 0},
    "alpha is 1;": {"alpha": 1},
    "alpha is nan": {"alpha": float("nan")},
    "trend_level is 1.1": {"trend_level": 1.1},
    "reweight_above is 0": {"reweight_above": 0},
    "fewest_cases is -1": {"fewest_cases": -1},
    "over_periods is 0": {"over_periods": 0},
    "fewest_years is 0": {"fewest_years": 0},
    r"from 1 to years_back \(3\)": {"years_back": 3, "fewest_years": 4},
}
WRONG_EARS = {
    "baseline is 2": {"baseline": 2},
    "least_sigma is -1": {"least_sigma": -1},
    "alpha is 0;": {"alpha": 0},
}


@pytest.mark.parametrize("sentence", WRONG_SERIES)
def test_a_series_that_cannot_be(sentence):
    with pytest.raises(NotPossible, match=sentence):
        Series(**WRONG_SERIES[sentence])


@pytest.mark.parametrize("sentence", WRONG_FARRINGTON)
def test_farrington_settings_that_cannot_be(sentence):
    with pytest.raises(NotPossible, match=sentence):
        FarringtonSettings(**WRONG_FARRINGTON[sentence])


@pytest.mark.parametrize("sentence", WRONG_EARS)
def test_ears_settings_that_cannot_be(sentence):
    with pytest.raises(NotPossible, match=sentence):
        EarsSettings(**WRONG_EARS[sentence])


def test_places_outside_the_series_are_refused():
    with pytest.raises(NotPossible, match="places 0 to 2"):
        find_unusual(Series([1, 2, 3]), EarsSettings(), first=0, last=3)
    with pytest.raises(NotPossible, match="-1 to 2"):
        find_unusual(Series([1, 2, 3]), EarsSettings(), first=-1)


def test_a_population_that_is_asked_for_must_be_there():
    with pytest.raises(NotPossible, match="the series has none"):
        find_unusual(Series([1] * 300), FarringtonSettings(use_population=True))


def test_a_population_that_doubles_doubles_what_is_expected():
    length = 300
    people = [1000.0] * (length - 1) + [2000.0]
    settings = FarringtonSettings(years_back=3, use_population=True, trend=False)
    counts = [5, 6, 7, 6] * (length // 4)
    plain = find_latest([Series(counts)], FarringtonSettings(years_back=3, trend=False))[0]
    doubled = find_latest([Series(counts, population=people)], settings)[0]
    assert doubled.expected == pytest.approx(2 * plain.expected)


def test_a_short_or_empty_series_has_no_findings():
    assert find_unusual(Series([]), FarringtonSettings()) == ()
    assert find_unusual(Series([1, 2, 3]), EarsSettings()) == ()
    assert find_latest([Series([])], EarsSettings()) == []


def test_ears_levels_are_the_published_ones_unless_said():
    assert [EarsSettings(method=method).level for method in EarsMethod] == [0.001, 0.001, 0.025]
    assert EarsSettings(alpha=0.01).level == 0.01
