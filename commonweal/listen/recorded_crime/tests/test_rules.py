"""Does every kind of wrong row say which it is and why, and is an unknown month never a zero?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.recorded_crime.rules.breaks import check_break
from commonweal.listen.recorded_crime.rules.checking import KnownArea, check_rows, find_columns, number_of
from commonweal.listen.recorded_crime.rules.months import month_of, next_month

TODAY = date(2010, 7, 15)
AREAS = {
    "E1": [KnownArea(1, "Northmarsh", date(1965, 4, 1), None)],
    "E2": [
        KnownArea(2, "Eastham", date(1965, 4, 1), date(2008, 1, 1)),
        KnownArea(3, "Eastham", date(2008, 1, 1), None),
    ],
    "E3": [KnownArea(4, "Gone", date(1965, 4, 1), date(2000, 1, 1))],
}
HEAD = ["area_code", "area", "month", "count"]


def check(*rows, stored=None, head=HEAD, add_up=False):
    return check_rows(
        head, list(enumerate(rows, 2)), areas=AREAS, stored=stored or {}, today=TODAY, add_up=add_up
    )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "", "2010-01", "3"], "Row 2: the code of the area is missing."),
        (["E9", "", "2010-01", "3"], "Row 2: no area has the code E9."),
        (["E3", "", "2010-01", "3"], "Row 2: E3 was no area in that month."),
        (["E1", "", "soon", "3"], "Row 2: “soon” is no month."),
        (["E1", "", "2010-13", "3"], "Row 2: “2010-13” is no month."),
        (["E1", "", "2010-07", "3"], "Row 2: 2010-07 is not over yet"),
        (["E1", "", "2010-01", ""], "Row 2: the number is missing. Write 0"),
        (["E1", "", "2010-01", "-1"], "Row 2: “-1” is no whole number"),
        (["E1", "", "2010-01", "1.5"], "Row 2: “1.5” is no whole number"),
        (["E1", "", "2010-01", "NaN"], "Row 2: “NaN” is no whole number"),
        (["E1", "", "2010-01", "1e400"], "Row 2: “1e400” is no whole number"),
        (["E1", "", "2010-01", "=2+3"], "Row 2: “=2+3” is no whole number"),
        (["E1", "", "2010-01", "999999999"], "Row 2: 999,999,999 is more than any area"),
        (["E1"], "Row 2: “” is no month."),
    ],
)
def test_a_wrong_row_is_named_with_its_reason(row, why):
    report = check(row)
    assert report.wrong[0].startswith(why)
    assert not report.may_be_stored


def test_the_same_month_twice_is_wrong():
    report = check(["E1", "", "2010-01", "3"], ["E1", "", "01/2010", "4"])
    assert report.wrong == [
        "Row 3: E1 in 2010-01 stands already in row 2. Where both count, say that rows of the same area and month are "
        "added up."
    ]


def test_rows_of_the_same_month_are_added_up_where_somebody_says_so():
    rows = (["E1", "", "2010-01", "3"], ["E1", "", "2010-02", "1"], ["E1", "", "01/2010", "4"])
    report = check(*rows, stored={("E1", date(2010, 2, 1)): 1}, add_up=True)
    assert report.wrong == []
    assert [(each.month, each.number) for each in report.new] == [(date(2010, 1, 1), 7)]
    assert (report.row_count, report.same, report.added_up) == (3, 1, 1)
    assert any(words.startswith("Rows that name an area and month once more: 1.") for words in report.said)


def test_what_is_added_up_is_compared_with_what_is_stored_as_a_sum():
    rows = (["E1", "", "2010-01", "3"], ["E1", "", "2010-01", "4"])
    assert check(*rows, stored={("E1", date(2010, 1, 1)): 7}, add_up=True).same == 1
    revised = check(*rows, stored={("E1", date(2010, 1, 1)): 3}, add_up=True).revised
    assert [(each.number, each.earlier) for each in revised] == [(7, 3)]


def test_a_sum_that_no_area_records_is_wrong():
    rows = (["E1", "", "2010-01", "900000"], ["E1", "", "2010-01", "900000"])
    assert check(*rows, add_up=True).wrong[0].startswith("Row 3: 1,800,000 is more than any area")


def test_the_name_of_a_ward_is_not_looked_for_in_the_column_of_boroughs():
    head = ["ward_code", "ward", "borough", "month", "count"]
    assert check(["E1", "Northmarsh", "Elsewhere", "2010-01", "3"], head=head).said == []
    assert "is called “Southmarsh”" in check(["E1", "Southmarsh", "x", "2010-01", "3"], head=head).said[0]


def test_a_good_file_knows_new_revised_and_same():
    stored = {("E1", date(2010, 1, 1)): 3, ("E1", date(2010, 2, 1)): 5}
    report = check(
        ["E1", "Northmarsh", "2010-01", "3"],
        ["e1", "", "2010-02", "6"],
        ["E1", "", "2010-04", "1,204"],
        stored=stored,
    )
    assert (report.same, len(report.revised), len(report.new)) == (1, 1, 1)
    assert report.revised[0].earlier == 5
    assert report.new[0].number == 1204
    assert any("1 months of an area" in words for words in report.said)
    assert report.may_be_stored


def test_a_count_belongs_to_the_area_as_it_was_in_that_month():
    report = check(["E2", "", "2007-12", "1"], ["E2", "", "2008-01", "1"])
    assert [each.area for each in report.new] == [2, 3]


def test_another_name_is_said_and_does_not_stop():
    report = check(["E1", "Southmarsh", "2010-01", "3"])
    assert report.may_be_stored
    assert report.said == ["E1 is called “Southmarsh” in the file and “Northmarsh” here."]


@pytest.mark.parametrize(
    "head", [["month", "count"], ["code", "count"], ["code", "month"], ["code", "month", "count", "total"]]
)
def test_a_head_row_that_names_no_or_two_columns_is_refused(head):
    with pytest.raises(NotPossible, match="column"):
        find_columns(head)


@given(st.integers(0, 1_000_000))
def test_every_whole_number_is_read_as_it_is_written(number):
    assert number_of(str(number)) == number_of(f"{number:,}") == number


@given(st.dates(date(1900, 1, 1), date(9999, 11, 1)))
def test_every_way_to_write_a_month_means_the_same(day):
    first = day.replace(day=1)
    for words in (
        f"{first:%Y-%m}",
        f"{first.year}/{first.month}",
        f"{first.month}/{first.year}",
        f"{first:%Y-%m-%d}",
    ):
        assert month_of(words) == first
    assert next_month(first) > first


@given(st.text(max_size=12))
def test_any_text_is_a_month_or_none(words):
    found = month_of(words)
    assert found is None or found.day == 1


@pytest.mark.parametrize(
    "given",
    [
        {"from_on": date(2010, 8, 1), "reason": "x", "effect": "restart"},
        {"from_on": date(2010, 7, 1), "reason": " ", "effect": "restart"},
        {"from_on": date(2010, 7, 1), "reason": "x", "effect": "else"},
    ],
)
def test_a_break_needs_a_past_month_a_reason_and_an_effect(given):
    with pytest.raises(NotPossible):
        check_break(**given, today=TODAY)
