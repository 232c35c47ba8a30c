"""When has work drifted from its purpose, and can a number that is kept back be worked out from what goes out?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.act.agreements.rules import drift, small_numbers, states, words
from commonweal.act.agreements.rules.states import AGREEMENT, DEPLOYMENT

ROWS = [("a", "First"), ("b", "Second"), ("c", "Third")]
COLUMNS = [(1, "Northmarsh"), (2, "Eastham"), (3, "Westhill")]


def tables():
    cells = list(product([key for key, _ in ROWS], [key for key, _ in COLUMNS]))
    return st.lists(st.integers(0, 12), min_size=9, max_size=9).map(
        lambda n: dict(zip(cells, n, strict=True))
    )


@given(tables(), st.data())
def test_whatever_the_hidden_numbers_were_the_table_that_goes_out_reads_the_same(counts, data):
    """So nothing in it, and no sum or difference of what is in it, says anything about them but that they are small."""
    out = small_numbers.protect(counts, ROWS, COLUMNS)
    other = {
        cell: data.draw(st.integers(1, 4)) if small_numbers.is_small(number) else number
        for cell, number in counts.items()
    }
    assert small_numbers.protect(other, ROWS, COLUMNS) == out


@given(tables())
def test_what_is_shown_is_true_and_no_small_number_is_shown(counts):
    out = small_numbers.protect(counts, ROWS, COLUMNS)
    for (row, _), line in zip(ROWS, out.lines, strict=True):
        for (column, _), cell in zip(COLUMNS, line.cells, strict=True):
            assert cell == (None if small_numbers.is_small(counts[row, column]) else counts[row, column])
        numbers = [counts[row, column] for column, _ in COLUMNS]
        assert line.total == (None if None in line.cells else sum(numbers))
        assert line.found_in == sum(number > 0 for number in numbers)
    hides = any(small_numbers.is_small(number) for number in counts.values())
    assert (out.total is None) == hides
    assert hides or out.total == sum(counts.values())


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_every_day_lies_in_one_quarter(day):
    start = small_numbers.quarter_of(day)
    following = small_numbers.next_quarter(start)
    assert start <= day < following
    assert small_numbers.quarter_of(following - timedelta(days=1)) == start
    assert small_numbers.quarter_of(following) == following
    assert str(start.year) in small_numbers.quarter_in_words(start)


def _done(hours, limb=1, led="harm", month=date(2010, 6, 1)):
    return drift.Done(month, limb, led, 1, hours)


def test_hours_for_no_limb_or_one_that_is_not_covered_lie_outside_the_purpose():
    months = drift.by_month([_done(60), _done(30, 5), _done(10, None, "volume")], {1, 2})
    assert [(m.hours, m.outside, m.share_outside, m.share_by_volume) for m in months] == [(100, 40, 40, 10)]
    assert months[0].share_of(1) == 60
    assert months[0].has_drifted(40)
    assert not months[0].has_drifted(41)


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from([1, 2, 3, None])), min_size=1),
    st.integers(1, 100),
)
def test_shares_of_limbs_make_a_whole_and_drift_is_compared_without_rounding(rows, threshold):
    (month,) = drift.by_month([_done(hours, limb) for hours, limb in rows], {1, 2})
    assert sum(month.by_limb.values()) == month.hours
    assert month.outside == sum(hours for hours, limb in rows if limb not in {1, 2})
    assert month.has_drifted(threshold) == (
        month.hours > 0 and month.outside / month.hours * 100 >= threshold - 1e-9
    )


def test_drift_is_told_in_words():
    assert "nobody can say" in drift.in_words([], 20, "")
    months = drift.by_month([_done(38), _done(18, None, "volume")], {1})
    assert drift.in_words(months, 20, "June 2010") == (
        "In June 2010, 32% of the hours (18 of 56) lay outside the purpose, and 32% were led by a number to be reached. "
        "That is drift: the parties agreed to speak of it from 20% on."
    )
    later = drift.by_month([_done(50, None), _done(50, month=date(2010, 7, 1))], {1})
    assert "but 1 of 2 months reached 20%" in drift.in_words(later, 20, "July 2010")
    assert drift.weeks_in_words(20, 6, 20).endswith("That is drift.")
    assert drift.weeks_in_words(20, 0, 20) == "0 of 20 weeks were spent on something else."


@pytest.mark.parametrize(
    ("agreement", "version"), list(product(AGREEMENT.states, ["draft", "consulting", "agreed", "superseded"]))
)
def test_nobody_is_deployed_but_under_an_agreement_in_force_to_an_agreed_definition(
    agreement, version, count
):
    missing = states.missing_for_deployment(agreement, version)
    assert (missing == []) == (agreement == "in_force" and version == "agreed")
    count("Deployment: state of the agreement × of the definition", 1)


def test_an_agreement_that_ended_and_a_deployment_that_ended_lead_nowhere():
    assert AGREEMENT.reachable("ended") == frozenset()
    assert DEPLOYMENT.reachable("ended") == frozenset()
    assert ("draft", "bring-into-force") not in AGREEMENT.moves


def test_a_risk_is_rated_by_likelihood_and_impact():
    labels = {(a, b): words.rating(a, b)[0] for a in words.SCORES for b in words.SCORES}
    assert labels[5, 5] == labels[3, 5] == "High"
    assert labels[4, 2] == labels[2, 4] == "Medium"
    assert labels[1, 5] == "Low"
