"""What must be true of any series."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.analysis.early_warning import (
    EarsMethod,
    EarsSettings,
    FarringtonSettings,
    Mode,
    NotPossible,
    Series,
    Threshold,
    Why,
    baseline_places,
    earliest,
    find_latest,
    find_unusual,
)
from commonweal.analysis.early_warning import kernel as compiled_kernel
from commonweal.analysis.early_warning.tests import plain

pytestmark = pytest.mark.once
PER_YEAR = 13
SMALL = FarringtonSettings(years_back=3, half_window=1, season_groups=4, past_left_out=4, fewest_cases=0)
COUNTS = st.lists(
    st.one_of(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.none(), st.integers(0, 10**15)),
    min_size=PER_YEAR * 3 + 2,
    max_size=PER_YEAR * 4,
)
FARRINGTONS = st.builds(
    replace, st.just(SMALL), mode=st.sampled_from(Mode), threshold=st.sampled_from(Threshold),
    trend=st.booleans(), reweight=st.booleans(), season_groups=st.sampled_from([1, 4]), fewest_cases=st.sampled_from([0, 5]),
    alpha=st.sampled_from([0.005, 0.05]),
)  # fmt: skip
CORRECTED = FARRINGTONS.map(lambda one: replace(one, mode=Mode.CORRECTED))
EARS = st.builds(
    EarsSettings,
    method=st.sampled_from(EarsMethod),
    baseline=st.integers(3, 9),
    least_sigma=st.sampled_from([0.0, 1.0]),
)


def last(counts, method):
    return find_unusual(Series(counts, per_year=PER_YEAR), method, first=len(counts) - 1)[0]


@settings(max_examples=400)
@given(COUNTS, st.integers(0, 10**6), st.integers(1, 10**6), st.one_of(CORRECTED, EARS))
def test_more_cases_now_are_never_less_unusual(counts, fewer, extra, method):
    few, many = (last([*counts[:-1], now], method) for now in (fewer, fewer + extra))
    assert (few.upper_bound, few.expected, few.phi) == (many.upper_bound, many.expected, many.phi)
    assert (few.alarm or False) <= (many.alarm or False)
    for more, less in ((many.score, few.score), (few.p_value, many.p_value)):
        assert (more is None) == (less is None)
        if more is not None:
            assert more >= less


@settings(max_examples=200)
@given(COUNTS, CORRECTED, st.integers(0, 10**6))
def test_a_score_above_1_an_alarm_and_a_count_above_the_bound_are_one_thing(counts, method, now):
    found = last([*counts[:-1], now], replace(method, fewest_cases=0))
    if found.alarm is not None and found.score is not None:
        assert found.alarm == (found.observed > found.upper_bound) == (found.score > 1)


def test_a_bound_beyond_every_number_bounds_nothing():
    """So steep a fall that the upper end of what may be expected overflows."""
    counts = [0] * (PER_YEAR * 3 + 2)
    counts[6], counts[28] = 10**15, 10**6
    for gap in (0, 4, 15, 18, 25, 26, 29):
        counts[gap] = None
    found = last(
        counts, replace(SMALL, mode=Mode.CORRECTED, threshold=Threshold.MUAN, reweight=False, alpha=0.05)
    )
    assert (found.upper_bound, found.alarm, found.score, found.why) == (None, None, None, Why.NO_FIT)


@settings(max_examples=200)
@given(COUNTS, st.one_of(FARRINGTONS, EARS), st.randoms())
def test_the_order_in_which_series_are_asked_changes_nothing(counts, method, rng):
    many = [Series(counts[: len(counts) - cut], name=str(cut), per_year=PER_YEAR) for cut in range(3)]
    shuffled = list(many)
    rng.shuffle(shuffled)
    answers = {
        one.name: finding for one, finding in zip(shuffled, find_latest(shuffled, method), strict=True)
    }
    assert [answers[one.name] for one in many] == find_latest(many, method)


@settings(max_examples=200)
@given(COUNTS, st.one_of(FARRINGTONS, EARS), st.lists(st.integers(0, 99), max_size=20))
def test_nothing_that_comes_later_changes_what_was_said(counts, method, later):
    at = len(counts) - 1
    longer = Series([*counts, *later], per_year=PER_YEAR)
    assert find_unusual(longer, method, first=at, last=at)[0] == last(counts, method)


@settings(max_examples=200)
@given(COUNTS, st.sampled_from([10, 1000]))
def test_counting_in_smaller_units_scales_what_is_expected(counts, times):
    """Ten times as many in every week: ten times as many expected, and the spread seen in them is ten times as large."""
    plain = replace(SMALL, trend=False, reweight=False)
    once = last(counts, plain)
    many = last([None if c is None else c * times for c in counts], plain)
    if once.expected is None or once.expected < 1e-3 or once.phi == 1 or many.phi == 1:
        return
    assert many.expected == pytest.approx(once.expected * times, rel=1e-6)
    assert many.phi == pytest.approx(once.phi * times, rel=1e-4)


def test_a_missing_week_is_not_a_nil():
    full = [40, 60, 50, 70] * 15
    gap = [None if at == 30 else count for at, count in enumerate(full)]
    nil = [0 if at == 30 else count for at, count in enumerate(full)]
    of_full, of_gap, of_nil = (last(counts, SMALL) for counts in (full, gap, nil))
    assert of_gap.baseline.missing == 1
    assert of_gap.baseline.used == of_full.baseline.used - 1 == of_nil.baseline.used - 1
    assert of_nil.phi > of_gap.phi
    assert len({of_full.expected, of_gap.expected, of_nil.expected}) == 3


def test_a_missing_present_is_no_judgement_and_still_has_its_band():
    found = last([4, 6, 5, 7] * 14 + [None], SMALL)
    assert (found.alarm, found.score, found.p_value, found.why) == (None, None, None, Why.MISSING)
    assert found.expected > 0
    assert found.upper_bound > found.expected
    assert last([4, 6, 5, 7] * 14 + [0], SMALL).alarm is False


def test_unknown_weeks_do_not_count_as_cases_nor_silence_those_that_are_known():
    quiet = replace(SMALL, fewest_cases=5, over_periods=4)
    known, unknown = [1] * 56 + [None, None, None, 9], [1] * 56 + [None, None, None, 4]
    assert last(known, quiet).alarm is True
    assert last(unknown, quiet).why is Why.TOO_FEW_CASES
    assert last(known, replace(quiet, mode=Mode.COMPAT)).alarm is False, (
        "the reference takes an unknown sum for too few"
    )


def test_nothing_before_a_break_is_a_baseline_after_it():
    before, after = [90] * 60, [3, 5, 4, 4] * 20
    series = Series(before + after, per_year=PER_YEAR, breaks=[60])
    said = find_unusual(series, SMALL, first=60)
    years = 3 * PER_YEAR + 1
    assert {one.why for one in said[:years]} == {Why.TOO_LITTLE_PAST}
    assert all(one.expected < 10 and one.baseline.first >= 60 for one in said[years:])
    assert said[years].baseline.first == 60
    unbroken = find_unusual(replace(series, breaks=()), SMALL, first=60)
    assert unbroken[0].expected > 50
    assert find_unusual(series, SMALL, last=59) == find_unusual(replace(series, breaks=()), SMALL, last=59)


def test_after_a_break_fewer_years_may_do_if_that_was_said():
    series = Series([90] * 60 + [3, 5, 4, 4] * 20, per_year=PER_YEAR, breaks=[60])
    said = find_unusual(series, replace(SMALL, fewest_years=1), first=60)
    first = next(one for one in said if one.why is None)
    assert first.at == 60 + PER_YEAR + 1
    assert first.baseline.first == 60
    assert first.trend is False, "a line through less than three years is no trend"


def test_a_young_series_is_judged_from_the_years_it_has_if_that_was_said():
    young = Series([3, 5, 4, 4] * 5, per_year=PER_YEAR)
    assert find_unusual(young, SMALL) == ()
    assert earliest(young, replace(SMALL, fewest_years=1)) == PER_YEAR + 1
    assert find_unusual(young, replace(SMALL, fewest_years=1))[0].expected > 0


@settings(max_examples=100)
@given(COUNTS, st.one_of(FARRINGTONS, EARS))
def test_the_baseline_that_is_named_is_the_one_that_was_used(counts, method):
    found = last(counts, method)
    places = baseline_places(Series(counts, per_year=PER_YEAR), method, found.at)
    assert len(places) == (found.baseline.used if found.baseline else 0)
    if places:
        assert found.baseline.first <= places[0] <= places[-1] <= found.baseline.last < found.at
        assert all(counts[place] is not None for place in places)
    if isinstance(method, FarringtonSettings) and found.baseline:
        refs = plain.same_season(found.at, method.years_back, PER_YEAR, None)
        assert places == tuple(p for p in sorted(plain.levels(refs, method)) if counts[p] is not None)


def test_ears_says_nothing_across_a_break():
    series = Series([50] * 10 + [3, 5, 4, 4] * 5, breaks=[10])
    said = find_unusual(series, EarsSettings(baseline=7), first=7)
    assert [one.at for one in said if one.why is Why.TOO_LITTLE_PAST] == list(range(10, 17))
    assert all(one.expected < 6 for one in said if one.at >= 17)


def test_by_the_calendar_a_leap_week_does_not_move_the_season():
    start = date(2012, 1, 2)
    starts = [start + timedelta(days=7 * week) for week in range(9 * 52)]
    counts = [30 if day.isocalendar().week == 30 else 3 for day in starts]
    settings_ = FarringtonSettings(years_back=5, half_window=0, season_groups=10, trend=False, reweight=False)
    at = next(p for p, day in enumerate(starts) if day.year == 2019 and day.isocalendar().week == 30)
    dated = find_unusual(Series(counts, starts=starts), settings_, first=at, last=at)[0]
    counted = find_unusual(Series(counts), settings_, first=at, last=at)[0]
    assert dated.expected == pytest.approx(30)
    assert counted.expected < 20, "every 52 weeks drifts by a day a year and misses week 30"


def test_the_cost_grows_with_the_length_of_the_baseline_and_the_number_of_weeks(count):
    """Counted in steps through the baseline, which do not depend on the machine; seconds are printed by the benchmark."""
    per_week = {}
    for years in (2, 4, 8):
        method = FarringtonSettings(years_back=years, trend=False, reweight=False)
        said = find_unusual(Series([7, 8, 9, 6, 7] * 120), method, first=500)
        per_week[years] = sum(one.baseline.used for one in said) / len(said)
        count(f"early warning: baseline weeks of a fit over {years} years", round(per_week[years]))
    assert per_week[4] - per_week[2] == pytest.approx(2 * 52)
    assert per_week[8] - per_week[4] == pytest.approx(4 * 52)


HOSTILE = {
    "nothing but zeros": [0] * 400,
    "astronomical": [10**15 + 7**week % 10**14 for week in range(400)],
    "beyond every float's whole numbers": [10**300] * 400,
    "one case ever": [0] * 100 + [1] + [0] * 299,
    "doubling every week": [min(2**week, 10**300) for week in range(400)],
    "missing but for one": [None] * 399 + [3],
    "only one year": [None] * 260 + [5] * 52 + [None] * 87 + [5],
    "falling to nothing": [10**12, *[0] * 399],
    "each week a different size": [10 ** (week % 40) for week in range(400)],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_input_hangs_it(name, count):
    began = time.process_time()
    for threshold in Threshold:
        for mode in Mode:
            for trend in (False, True):
                method = FarringtonSettings(
                    years_back=3, threshold=threshold, mode=mode, trend=trend, fewest_cases=0
                )
                said = find_unusual(Series(HOSTILE[name]), method)
                count("early warning: weeks of hostile series judged", len(said))
                for one in said:
                    numbers = (one.expected, one.upper_bound, one.score, one.p_value, one.mu0, one.phi)
                    assert all(number is None or type(number) is float for number in numbers)
                    assert one.p_value is None or 0 <= one.p_value <= 1
    # not how fast it is, but that it ends: the library's own quantile is still searching after this long
    assert time.process_time() - began < 60


def test_every_function_of_the_kernel_is_the_same_compiled_or_not(count):
    """The fit as plain Python, line by line, gives the very numbers of the machine code."""
    import numpy as np

    past = np.zeros((compiled_kernel.ROWS, 6))
    past[compiled_kernel.Y], past[compiled_kernel.T], past[compiled_kernel.PRIOR] = (
        [3, 5, 0, 9, 2, 4],
        range(6),
        1,
    )
    again, groups = past.copy(), np.zeros((compiled_kernel.GROUP_ROWS, 2))
    g = np.array([0, 0, 1, 1, 0, 1])
    fast = compiled_kernel.fit(past, g, 6, True, groups)
    slow = compiled_kernel.fit.py_func(again, g, 6, True, groups.copy())
    assert fast == pytest.approx(slow, rel=1e-12)
    assert past == pytest.approx(again, rel=1e-12)
    fast_means = past[compiled_kernel.MU]
    count("early warning: means compared with the uncompiled fit", len(fast_means))


def test_a_year_too_short_for_its_groups_is_refused_with_a_sentence():
    with pytest.raises(NotPossible, match="choose fewer season_groups"):
        find_unusual(
            Series([1] * 60, per_year=12), FarringtonSettings(years_back=2, half_window=3, season_groups=10)
        )
