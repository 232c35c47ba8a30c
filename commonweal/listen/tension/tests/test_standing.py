"""Are nil, missing, late and not asked four things, on their own, together and in every average?"""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commonweal.listen.engagement.rules import receipts
from commonweal.listen.tension.reads.levels import levels_on
from commonweal.listen.tension.rules import answering, grading
from commonweal.listen.tension.rules.standing import (
    HEARD,
    AreaWeek,
    Arrived,
    AskedOf,
    Standing,
    average,
    combine,
    standing_of,
    tally,
)

DUE = datetime(2010, 7, 14, 11, 0, tzinfo=UTC)
LONG_AFTER = DUE + timedelta(days=3)
moments = st.datetimes(datetime(2010, 7, 12), datetime(2010, 7, 20), timezones=st.just(UTC))
arrivals = st.builds(Arrived, arrived_at=moments, due_at=st.just(DUE), is_nil=st.booleans(), rank=st.integers(0, 5), items=st.integers(1, 9))  # fmt: skip
asked = st.builds(AskedOf, due_at=st.just(DUE), arrived=st.one_of(st.none(), arrivals))


def came(minutes=0, *, nil=False, rank=2):
    return Arrived(DUE + timedelta(minutes=minutes), DUE, nil, None if nil else rank, 0 if nil else 1)


def test_the_five_ways_to_be_asked_and_the_one_not_to_be():
    assert standing_of(AskedOf(DUE, came()), at=LONG_AFTER) is Standing.REPORTED
    assert standing_of(AskedOf(DUE, came(nil=True)), at=LONG_AFTER) is Standing.NIL
    assert standing_of(AskedOf(DUE, came(1)), at=LONG_AFTER) is Standing.LATE
    assert standing_of(AskedOf(DUE), at=LONG_AFTER) is Standing.MISSING
    assert standing_of(AskedOf(DUE), at=DUE) is Standing.AWAITED
    assert combine([], at=LONG_AFTER).standing is Standing.NOT_ASKED


@given(st.lists(asked, max_size=6), moments)
def test_a_number_stands_only_where_somebody_was_heard(bodies, at):
    found = combine(bodies, at=at)
    heard = any(body.arrived for body in bodies)
    assert (found.standing in HEARD) == heard
    assert (found.rank is not None) == heard
    assert (found.items is not None) == heard
    assert found.heard + found.silent == len(bodies)


@given(st.lists(asked, min_size=1, max_size=6), moments)
def test_silence_never_makes_an_area_look_calmer(bodies, at):
    before, after = combine(bodies, at=at), combine([*bodies, AskedOf(DUE)], at=at)
    assert after.rank == before.rank
    assert after.items == before.items


@given(st.lists(asked, min_size=1, max_size=6), st.integers(0, 5), moments)
def test_a_worse_report_never_makes_an_area_look_calmer(bodies, rank, at):
    worse = combine([*bodies, AskedOf(DUE, Arrived(DUE, DUE, False, rank, 1))], at=at)
    assert worse.rank >= max(rank, combine(bodies, at=at).rank or 0)


weeks = st.sampled_from([
    AreaWeek(Standing.REPORTED, rank=3, items=1), AreaWeek(Standing.NIL, is_nil=True, rank=0, items=0),
    AreaWeek(Standing.LATE, rank=4, items=2), AreaWeek(Standing.MISSING), AreaWeek(Standing.AWAITED),
    AreaWeek(Standing.NOT_ASKED),
])  # fmt: skip


@given(st.lists(weeks))
def test_an_average_is_over_those_heard_with_nil_as_nought_and_missing_as_nothing(areas):
    found = average(areas)
    ranks = [area.rank for area in areas if area.standing in HEARD]
    assert found.n == len(ranks)
    assert found.mean == (sum(ranks) / len(ranks) if ranks else None)
    assert found.n + found.missing + found.not_asked == len(areas)


@given(st.lists(weeks), st.integers(1, 5))
def test_a_missing_area_changes_no_average_and_a_nil_one_does(areas, more):
    plain = average(areas)
    assert average([*areas, *[AreaWeek(Standing.MISSING)] * more]).mean == plain.mean
    assert average([*areas, *[AreaWeek(Standing.NOT_ASKED)] * more]).mean == plain.mean
    if plain.mean:
        assert average([*areas, AreaWeek(Standing.NIL, is_nil=True, rank=0)]).mean < plain.mean


@given(st.lists(weeks))
def test_every_standing_is_counted_and_none_twice(areas):
    found = tally(areas)
    assert set(found) == set(Standing)
    assert sum(found.values()) == len(areas)


def test_an_answer_is_owed_by_the_end_of_the_second_working_day():
    thursday = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
    assert answering.answer_due_at(thursday) == datetime(
        2010, 7, 19, 22, 59, tzinfo=UTC
    )  # Monday, London time
    before_a_bank_holiday = datetime(2010, 8, 27, 9, 0, tzinfo=UTC)
    assert answering.answer_due_at(before_a_bank_holiday).date().isoformat() == "2010-09-01"


def test_a_promise_with_nobody_whose_time_is_up_has_no_percentage():
    now = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
    assert answering.measure([], at=now).share_in_time is None
    found = answering.measure([(now, None), (now - timedelta(days=9), None), (now - timedelta(days=9), now - timedelta(days=8))], at=now)  # fmt: skip
    assert (found.waiting, found.overdue, found.in_time, found.share_in_time) == (1, 1, 1, 0.5)


@given(st.lists(st.sampled_from(["good", "watch", "warn", "bad"])), st.booleans())
def test_urgent_is_a_bad_level_or_a_life_at_risk_and_nothing_else(tones, risk):
    assert grading.is_urgent(tones, risk) == (risk or "bad" in tones)


def test_imminent_and_disorder_are_the_levels_that_cannot_wait():
    levels = levels_on("tension_level", on=date(2010, 7, 12))[1]
    assert [level.rank for level in levels if grading.is_urgent([level.tone], False)] == [4, 5]


@given(st.text(min_size=32, max_size=64))
def test_a_receipt_can_be_typed_in_any_grouping_and_is_the_same_for_the_same_form(key):
    receipt = receipts.make_receipt(b"secret", key, "tension")
    assert len(receipt) * 5 >= 128
    assert receipts.as_typed(receipts.in_groups(receipt).lower().replace("-", " ")) == receipt
    assert receipts.make_receipt(b"secret", key, "tension") == receipt
    assert receipts.make_receipt(b"another", key, "tension") != receipt


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_receipt_of_the_right_shape_or_none(typed):
    assert receipts.as_typed(typed) in ("",) or len(receipts.as_typed(typed)) == receipts.LENGTH
