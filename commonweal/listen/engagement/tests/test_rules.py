"""Do the states, clocks, floors and gaps say what they should, for every state and every number?"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.engagement.rules import clocks, coverage, loading
from commonweal.listen.engagement.rules.census import BadMapping, add_up, as_table
from commonweal.listen.engagement.rules.coverage import Effort, Gap, judge, rank
from commonweal.listen.engagement.rules.feedback import FLOOR as FEEDBACK_FLOOR
from commonweal.listen.engagement.rules.feedback import answered_words, said_words
from commonweal.listen.engagement.rules.sizes import FLOOR, Count, hidden_areas, is_worth_naming, level_of
from commonweal.listen.engagement.rules.states import TABLES
from commonweal.listen.engagement.rules.words import band_of
from commonweal.reading.files import open_table

ON = date(2012, 7, 20)


@pytest.mark.parametrize("thing", TABLES)
def test_every_state_can_be_reached_and_no_word_stands_twice(thing):
    moves = TABLES[thing]
    reached, added = {moves.start}, True
    while added:
        more = {to for (state, _), to in moves.table.items() if state in reached} - reached
        reached, added = reached | more, bool(more)
    assert reached == set(moves.states)
    assert len(set(moves.states.values())) == len(moves.states)


# Clocks


@given(days=st.integers(0, 400), state=st.sampled_from(sorted(TABLES["commitment"].states)),
       confidential=st.booleans(), released=st.booleans())  # fmt: skip
def test_a_promise_is_for_everybody_once_released_or_open_for_more_than_28_days_unless_confidential(
    days, state, confidential, released
):
    shown = clocks.is_for_everybody(
        state=state, made_on=ON - timedelta(days=days), confidential=confidential, released=released, on=ON
    )
    owed = state in {"open", "in_progress"}
    assert shown == (not confidential and (released or (owed and days > 28)))


def test_a_promise_shows_by_itself_on_the_29th_day():
    made = date(2012, 6, 1)
    assert not clocks.is_overdue("open", made, made + timedelta(days=28))
    assert clocks.is_overdue("open", made, clocks.shows_by_itself_on(made))
    assert clocks.shows_by_itself_on(made) == date(2012, 6, 30)


@given(given_=st.integers(0, 900), lasts=st.integers(-10, 900))
def test_consent_counts_only_between_its_days_and_for_two_years_at_most(given_, lasts):
    consented = ON - timedelta(days=given_)
    expires = consented + timedelta(days=lasts)
    possible = expires > ON and lasts <= 732
    if possible:
        clocks.check_consent(consented, expires, ON)
        assert clocks.is_consent_valid(consented, expires, None, ON)
    else:
        with pytest.raises(NotPossible):
            clocks.check_consent(consented, expires, ON)
    assert not clocks.is_consent_valid(consented, expires, ON, ON)


# Floors


@st.composite
def areas(draw):
    """Areas in a few larger ones, with small and large counts."""
    numbers = draw(st.lists(st.one_of(st.integers(0, 150), st.integers(0, 50_000)), max_size=25))
    return [
        Count(n, draw(st.sampled_from([None, 1000, 1001, 1002])), people) for n, people in enumerate(numbers)
    ]


@given(areas())
def test_no_count_below_the_floor_is_shown(counts):
    hidden = hidden_areas(counts)
    assert {c.area for c in counts if c.people < FLOOR} <= hidden


@given(areas())
def test_nothing_hidden_can_be_worked_out_from_a_sum(counts):
    """In every larger area, and over all: never one hidden alone, nor so few together that they are below the floor."""
    hidden = hidden_areas(counts)
    families = [counts, *([c for c in counts if c.parent == p] for p in (1000, 1001, 1002))]
    for family in families:
        inside = [c for c in family if c.area in hidden]
        if inside and len(inside) < len(family):
            assert len(inside) >= 2
            assert sum(c.people for c in inside) >= FLOOR


@given(st.lists(st.integers(FLOOR, 50_000), max_size=20))
def test_where_every_count_is_large_enough_nothing_is_hidden(numbers):
    assert hidden_areas(Count(n, 1, people) for n, people in enumerate(numbers)) == frozenset()


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_more_people_are_never_a_lighter_shade(one, other):
    assert (level_of(one) <= level_of(other)) or one > other
    assert is_worth_naming(one) == (one >= FLOOR)


@given(answered=st.integers(0, 400), more=st.integers(0, 400), said=st.integers(0, 400))
def test_feedback_never_says_a_number_below_its_floor_nor_one_that_leaves_so_few(answered, more, said):
    asked, said = answered + more, min(said, answered)
    words = said_words(said, answered)
    if f"{said:,} of" in words:
        assert said >= FEEDBACK_FLOOR
        assert answered - said >= FEEDBACK_FLOOR
    if "who were asked answered" in (told := answered_words(answered, asked)) and answered:
        assert answered >= FEEDBACK_FLOOR, told
        assert asked == answered or asked - answered >= FEEDBACK_FLOOR


@given(st.integers(0, 1_000_000))
def test_a_count_of_people_falls_into_one_band(people):
    least = {"under_10": 0, "10": 10, "50": 50, "200": 200, "1000": 1000, "10000": 10_000}
    assert least[band_of(people)] <= people


# Who has not been heard

efforts = st.builds(
    Effort, people=st.integers(100, 90_000), desks=st.integers(0, 3), organisations=st.integers(0, 3),
    contacts=st.integers(0, 3), engagements=st.integers(0, 3),
    last_on=st.one_of(st.none(), st.dates(date(2009, 1, 1), ON)),
)  # fmt: skip


@given(efforts, st.integers(1, 60), st.integers(0, 60))
def test_every_effort_stands_in_exactly_one_place_and_says_so(effort, short, more):
    found = judge(effort, on=ON, short=short, long=short + more)
    assert found.sentence
    if effort.last_on is None:
        assert found.gap in {Gap.NOBODY, Gap.SILENT}
        assert (found.gap is Gap.NOBODY) == (not (effort.desks or effort.organisations or effort.contacts))
    else:
        weeks = (ON - effort.last_on).days / 7
        assert (found.gap is Gap.HEARD) == (weeks <= short)
        assert (found.gap is Gap.LONG) == (weeks > short + more)


@given(efforts, st.integers(0, 500))
def test_hearing_a_community_later_never_makes_its_gap_worse(effort, days):
    earlier = judge(effort, on=ON)
    on = ON if effort.last_on is None else min(ON, effort.last_on + timedelta(days=days))
    heard = judge(Effort(effort.people, effort.desks, effort.organisations, effort.contacts, 1, on), on=ON)
    assert heard.gap >= earlier.gap


@given(efforts, efforts)
def test_the_wider_gap_stands_first(one, other):
    first, second = sorted((one, other), key=lambda e: rank(judge(e, on=ON), e.people))
    assert judge(first, on=ON).gap <= judge(second, on=ON).gap


def test_thirteen_weeks_to_the_day_are_no_gap_yet():
    assert judge(Effort(200, last_on=ON - timedelta(weeks=13)), on=ON).gap is Gap.HEARD
    assert judge(Effort(200, last_on=ON - timedelta(weeks=13, days=1)), on=ON).gap is Gap.SHORT
    assert judge(Effort(200, last_on=ON - timedelta(weeks=26)), on=ON).gap is Gap.SHORT
    assert judge(Effort(200, last_on=ON - timedelta(weeks=26, days=1)), on=ON).gap is Gap.LONG
    assert coverage.since(ON, 13) == date(2012, 4, 20)


# Tables of sizes

KNOWN = {"communities": {"somali": 1, "somalilander": 1, "roma": 2}, "areas": {"E1": 10, "E2": 20}}


def sizes_in(content: bytes, name: str = "sizes.csv"):
    return loading.check_rows(loading.by_heading(open_table(content, name=name)), **KNOWN)


def test_a_good_table_is_read_with_any_name_of_a_community_and_thousands_marks():
    report = sizes_in('﻿Community,Area code,People,Note\nSomali,E1,"1,204",x\n\n ROMA ,E2,0,\n'.encode())
    assert report.may_be_stored
    assert [(s.community, s.area, s.people) for s in report.sizes] == [(1, 10, 1204), (2, 20, 0)]


def test_a_wrong_row_has_the_number_that_a_spreadsheet_gives_it():
    report = sizes_in(b"community,area_code,people\nSomali,E1,5\n\n\nMartian,E1,5\n")
    assert [f.row for f in report.stopping] == [5]


@pytest.mark.parametrize(("row", "words"), [
    ("Martian,E1,5", "no community is called"), ("Somali,E9,5", "no area has the code"), ("Somali,E1,-5", "no number"),
    ("Somali,E1,1.5", "no number"), ("Somali,E1,", "no number"), ("Somali", "no area has the code"),
    ("Somali,E1,5\nSomalilander,E1,6", "stood in a row before"), ("=cmd|' /C calc'!A0,E1,5", "no community is called"),
    ('"Somali,E1,5', "no community is called"), ("Somali,E1,5,,6", "more in this row"),
])  # fmt: skip
def test_one_bad_row_keeps_the_whole_table_out(row, words):
    report = sizes_in(f"community,area_code,people\nRoma,E2,7\n{row}\n".encode())
    assert not report.may_be_stored
    assert words in report.stopping[0].words


@pytest.mark.parametrize("rows", [
    [], [("a", "b", "c"), ("1", "2", "3")], [loading.NEEDED], [("community", *loading.NEEDED), ("Somali", "Somali", "E1", "5")],
    [loading.NEEDED] * (loading.MOST_ROWS + 1),
])  # fmt: skip
def test_a_table_of_something_else_gets_one_sentence(rows):
    with pytest.raises(loading.BadTable) as fault:
        loading.by_heading(list(enumerate(rows, 1)))
    assert str(fault.value).endswith(".")


@given(st.lists(st.lists(st.text(max_size=20), max_size=5), max_size=6))
def test_any_cells_are_read_or_refused(rows):
    rows = list(enumerate([loading.NEEDED, *rows], 1))
    with suppress(loading.BadTable):
        report = loading.check_rows(loading.by_heading(rows), **KNOWN)
        assert report.rows == len(report.sizes) + len(report.stopping)


# Census tables

CATEGORIES = [
    {"table": "T", "cat_id": "1", "label": "Total", "level": "total"},
    {"table": "T", "cat_id": "2", "label": "Tamil", "level": "leaf"},
    {"table": "T", "cat_id": "3", "label": "Tamil", "level": "leaf"},
    {"table": "T", "cat_id": "4", "label": "Asian", "level": "aggregate"},
]
FACTS = [{"table": "T", "area_code": area, "cat_id": code, "value": value}
         for area, code, value in (("E1", "2", "10"), ("E1", "3", "5"), ("E2", "2", "7"), ("E9", "2", "99"), ("E1", "4", "1000"))]  # fmt: skip


def test_the_same_answer_under_several_headings_is_added_up_and_other_areas_are_left_out():
    counts = add_up(
        categories=CATEGORIES, facts=FACTS, mapping={"Tamil": [("T", "Tamil")]}, areas=["E1", "E2"]
    )
    assert counts == {("Tamil", "E1"): 15, ("Tamil", "E2"): 7}
    assert as_table(counts) == b"community,area_code,people\nTamil,E1,15\nTamil,E2,7\n"


@pytest.mark.parametrize("label", ["Asian", "Total", "Martian"])
def test_a_mapping_to_anything_but_a_finest_category_is_refused(label):
    with pytest.raises(BadMapping):
        add_up(categories=CATEGORIES, facts=FACTS, mapping={"Tamil": [("T", label)]}, areas=["E1"])


@given(founded=st.dates(date(2005, 1, 1), ON), later=st.integers(0, 900))
def test_a_network_is_asked_each_quarter(founded, later):
    asked = founded + timedelta(days=later)
    assert clocks.next_round_on(founded, None) == founded + timedelta(weeks=13)
    assert clocks.next_round_on(founded, asked) == asked + timedelta(weeks=13)
