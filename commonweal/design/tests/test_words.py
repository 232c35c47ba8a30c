"""Are dates, times, distances and counts written as readers say them?"""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.design import words


def test_a_day_is_written_out() -> None:
    assert words.day(date(2010, 7, 22)) == "22 July 2010"
    assert words.day(None) == ""


def test_a_moment_is_told_by_the_clock_in_london() -> None:
    assert words.moment(datetime(2010, 7, 22, 14, 5, tzinfo=UTC)) == "22 July 2010, 3:05pm"
    assert words.moment(datetime(2010, 7, 22, 23, 0, tzinfo=UTC)) == "23 July 2010, midnight"
    assert words.moment(datetime(2010, 1, 22, 12, 0, tzinfo=UTC)) == "22 January 2010, midday"
    assert words.moment(datetime(2010, 1, 22, 9, 0, tzinfo=UTC)) == "22 January 2010, 9am"


def test_a_time_without_a_zone_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        words.moment(datetime(2010, 7, 22, 14, 5))


@given(st.dates(min_value=date(1900, 1, 8)))
def test_every_day_belongs_to_the_week_of_its_monday(when: date) -> None:
    monday = date.fromordinal(when.toordinal() - when.weekday())
    assert words.week(when) == f"week of Monday {monday.day} {words.MONTHS[monday.month - 1]}"


def test_distances_are_in_metres_below_one_kilometre() -> None:
    said = [words.distance(metres) for metres in (0, 849.6, 999.4, 999.6, 1234, 20000)]
    assert said == ["0 m", "850 m", "999 m", "1.0 km", "1.2 km", "20.0 km"]


def test_counts_agree_with_their_noun() -> None:
    said = [words.count(n, "action") for n in (0, 1, 3, 1204)]
    assert said == ["no actions", "1 action", "3 actions", "1,204 actions"]
    assert words.count(2, "body", "bodies") == "2 bodies"


def test_a_list_is_joined_as_in_speech() -> None:
    assert [words.listed(w) for w in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
