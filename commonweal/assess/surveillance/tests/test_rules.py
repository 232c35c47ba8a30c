"""Does a series keep what is missing apart from what is nil, and does a sentence say what the method found?"""

from __future__ import annotations

from datetime import date
from math import exp, lgamma, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.analysis.early_warning import FarringtonSettings
from commonweal.assess.surveillance.rules.bounds import lower_bound
from commonweal.assess.surveillance.rules.judging import judge, period_words, sentence_of
from commonweal.assess.surveillance.rules.recipes import (
    RECIPES,
    Period,
    Subject,
    check_methods,
    settings_as_json,
    settings_in_words,
)
from commonweal.assess.surveillance.rules.series import Rupture, make_series, starts_between
from commonweal.assess.surveillance.rules.states import ALERT
from commonweal.assess.surveillance.tests.factories import counts
from commonweal.ground.visibility.rules import NotPossible

FARRINGTON = RECIPES["farrington"]


def test_a_missing_week_is_missing_and_a_nil_is_a_zero():
    series = make_series(Period.WEEK, {date(2010, 6, 7): 3, date(2010, 6, 14): 0, date(2010, 6, 28): 2})
    assert series.counts == (3, 0, None, 2)


def test_a_silent_week_at_the_end_is_missing_too():
    series = make_series(Period.WEEK, {date(2010, 6, 7): 3}, until=date(2010, 6, 21))
    assert series.counts == (3, None, None)


def test_a_nil_and_a_missing_week_are_judged_differently():
    """Zeros pull the bound down; unknown weeks leave it where the known ones put it."""
    weeks = starts_between(date(2010, 1, 4), date(2010, 3, 22), Period.WEEK)
    usual = dict(zip(weeks, (5, 6, 4, 5, 6, 4, 5, 5, 6, 4, 5, 9), strict=True))
    nil = make_series(Period.WEEK, {**usual, weeks[-2]: 0})
    missing = make_series(Period.WEEK, {week: n for week, n in usual.items() if week != weeks[-2]})
    ears = RECIPES["ears_c1"]
    assert judge(nil, ears)[-1].high is not None
    assert judge(missing, ears)[-1].high is None
    assert "nobody knows" in judge(missing, ears)[-1].why_not


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 50), min_size=1, max_size=40))
def test_no_unknown_period_ever_becomes_a_number(known):
    months = starts_between(date(2005, 1, 1), date(2010, 1, 1), Period.MONTH)
    given_ = {months[at]: n for at, n in known.items()}
    series = make_series(Period.MONTH, given_)
    assert {s: c for s, c in zip(series.starts, series.counts, strict=True) if c is not None} == given_


def series_of(last: int, **given):
    return make_series(Period.MONTH, dict(counts(last=last)), **given)


def test_a_month_that_stands_out_is_found_and_told_in_one_sentence():
    found = judge(series_of(41), FARRINGTON)[-1]
    assert found.is_unusual
    words = sentence_of(
        found, area="Croydon", subject=Subject.RECORDED_CRIME, period=Period.MONTH, recipe=FARRINGTON
    )
    low, high = found.low, int(found.high)
    assert 0 < low < 10 < high < 30
    assert words == (
        f"In June 2010 Croydon recorded 41; from the same months of earlier years between {low} and {high} were to be "
        "expected."
    )


@settings(max_examples=25)
@given(st.integers(0, 200), st.integers(0, 200))
def test_more_is_never_less_unusual(one, other):
    fewer, more = sorted((one, other))
    first, second = (judge(series_of(n), FARRINGTON)[-1] for n in (fewer, more))
    assert first.is_unusual <= second.is_unusual


def test_a_break_that_restarts_leaves_too_little_to_compare_with():
    rupture = Rupture(date(2009, 9, 1), "Another system.", restarts=True)
    found = judge(series_of(41, ruptures=[rupture]), FARRINGTON)[-1]
    assert not found.is_unusual
    assert found.high is None
    assert found.why_not == "too little history to compare with"
    assert series_of(41, ruptures=[rupture]).cautions(date(2010, 6, 1)) == []


def test_a_break_that_only_cautions_stands_beside_the_result():
    rupture = Rupture(date(2009, 9, 1), "Another system.", restarts=False)
    series = series_of(41, ruptures=[rupture])
    assert judge(series, FARRINGTON)[-1].is_unusual
    assert series.cautions(date(2010, 6, 1)) == ["Another system."]
    assert series.cautions(date(2009, 8, 1)) == []


def test_no_future_period_moves_the_judgement_of_an_earlier_one():
    whole = judge(series_of(41), FARRINGTON)
    shorter = judge(make_series(Period.MONTH, dict(counts()[:-1])), FARRINGTON)
    assert [j.high for j in whole[:-1]] == [j.high for j in shorter]


def test_the_baseline_names_only_periods_that_are_known():
    known = dict(counts(last=41))
    gone = date(2008, 3, 1)
    del known[gone]
    found = judge(make_series(Period.MONTH, known), FARRINGTON)[-1]
    assert gone not in found.baseline
    assert found.baseline
    assert max(found.baseline) < date(2010, 6, 1)


@pytest.mark.parametrize(
    ("mean", "dispersion"), [(0.0, 1.0), (3.0, 1.0), (12.5, 1.8), (900.0, 14.0), (90_000.0, 3.0)]
)
def test_the_lower_bound_leaves_alpha_below_it(mean, dispersion):
    low = lower_bound(mean, dispersion, 0.005)
    assert 0 <= low <= mean
    if 0 < mean < 1000:
        below = sum(_probability(n, mean, dispersion) for n in range(low))
        assert below < 0.005 <= below + _probability(low, mean, dispersion)


def _probability(number, mean, dispersion):
    if dispersion == 1.0:
        return exp(number * log(mean) - mean - lgamma(number + 1))
    size = mean / (dispersion - 1)
    share = 1 / dispersion
    ways = lgamma(number + size) - lgamma(size) - lgamma(number + 1)
    return exp(ways + size * log(share) + number * log(1 - share))


def test_periods_are_written_as_people_say_them():
    assert period_words(date(2016, 7, 1), Period.MONTH) == "July 2016"
    assert period_words(date(2010, 7, 12), Period.WEEK) == "the week of Monday 12 July 2010"


def test_settings_travel_with_an_alert_as_words():
    kept = settings_as_json(FarringtonSettings())
    assert kept["threshold"] == "nbPlugin"
    assert ("Trend", "yes") in settings_in_words(kept)
    assert ("Fewest years", "as the method sets it") in settings_in_words(kept)


def test_a_watch_needs_known_methods():
    for wrong in ([], ["guessing"]):
        with pytest.raises(NotPossible):
            check_methods(wrong)
    check_methods(list(RECIPES))


def test_the_table_of_states_reaches_every_state_and_leaves_none_for_ever():
    assert ALERT.reachable("raised") == set(ALERT.states)
    assert all("raised" in ALERT.reachable(state) for state in ALERT.states)
