"""Does a cell say whom, what, when and which, and is it divided only where that is plain?"""

from __future__ import annotations

import pytest

from commonweal.reading.tables.cells import is_when, names_in, points_in, reference_before


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("MPS; NHS", ["MPS", "NHS"]),
        ("MPS, NHS and UKBA", ["MPS", "NHS", "UKBA"]),
        ("MPS and NHS", ["MPS", "NHS"]),
        ("Diversity and Social Policy Team", ["Diversity and Social Policy Team"]),
        ("Housing, Health, and Port Council", ["Housing", "Health", "Port Council"]),
        ("Quay Council\nHarbour Trust", ["Quay Council", "Harbour Trust"]),
        (
            "• Quay Council\n• Harbour Trust (sea, land and air)",
            ["Quay Council", "Harbour Trust (sea, land and air)"],
        ),
        ("Quay Council and Harbour Trust", ["Quay Council", "Harbour Trust"]),
        ("MPS; Department for Work and Pensions", ["MPS", "Department for Work and Pensions"]),
        ("MPS, MPS", ["MPS"]),
    ],
)
def test_partners_are_divided_where_it_is_plain(cell: str, names: list[str]) -> None:
    assert list(names_in(cell).names) == names


def test_and_divides_where_both_halves_stand_alone_elsewhere() -> None:
    known = frozenset({"sailmakers", "ropers"})
    assert names_in("Sailmakers and Ropers", known).names == ("Sailmakers", "Ropers")
    assert names_in("Sailmakers and Ropers").names == ("Sailmakers and Ropers",)


def test_points_are_divided_at_marks_or_lines() -> None:
    assert points_in("1. one\n2. two") == [("1", "one"), ("2", "two")]
    assert points_in("One thing\nAnother") == [("", "One thing"), ("", "Another")]
    assert points_in("One thing that\nruns on") == [("", "One thing that runs on")]
    assert points_in("a) one\nb) two\nlonger") == [("a", "one"), ("b", "two longer")]


@pytest.mark.parametrize(
    ("text", "reference", "rest"),
    [
        ("7.3.1 Light the quay", "7.3.1", "Light the quay"), ("1. Light", "1", "Light"), ("(7.2.2) Light", "7.2.2", "Light"),
        ("CS4: Light", "CS4", "Light"), ("Action 3.1 Light", "3.1", "Light"), ("2010 launch event", "", "2010 launch event"),
        ("12 lamps to be hung", "", "12 lamps to be hung"), ("Light", "", "Light"),
    ],
)  # fmt: skip
def test_a_reference_before_the_action_is_recognised(text: str, reference: str, rest: str) -> None:
    assert reference_before(text) == (reference, rest)


@pytest.mark.parametrize(
    "text",
    ["31 March 2013", "31/03/13", "2013-03-31", "March 2013", "Mar 13", "by end of March 2013", "Q1 2013/14", "2012/13", "ongoing",
     "Spring 2013", "end of year", "quarterly", "Sept 2012 – March 2013", "April 2012 and ongoing", "June", "Within six months",
     "31st March 2013 (draft)", "complete"],
)  # fmt: skip
def test_what_says_when_is_a_date(text: str) -> None:
    assert is_when(text)


@pytest.mark.parametrize("text", ["soonish", "when pigs fly", "see above", "Quay Council", "tbc"])
def test_what_does_not_say_when_is_no_date(text: str) -> None:
    assert not is_when(text)
