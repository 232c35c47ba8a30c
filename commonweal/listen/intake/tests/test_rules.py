"""What becomes of a reading when people settle its doubts?"""

import pytest

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.intake import rules

RESULT = {
    "paper": None,
    "plan": {"objectives": [{"actions": [{"reference": "1.1", "lead": None, "partners": ["Aa", "B"]}]}]},
    "doubts": [
        {"line": 3, "place": "/plan/objectives/0/actions/0/partners/0", "correction": "A"},
        {"line": 2, "place": "/plan/objectives/0/actions/0/lead", "correction": None},
        {"line": 9, "place": "", "correction": None},
    ],
}
ACTION = ("plan", "objectives", 0, "actions", 0)


def action(result):
    for step in ACTION:
        result = result[step]
    return result


def test_accepting_puts_the_suggestion_in_place_and_leaves_the_source_alone():
    settled = rules.settle(RESULT, [rules.Decided(0, rules.ACCEPTED)])
    assert action(settled)["partners"] == ["A", "B"]
    assert action(RESULT)["partners"] == ["Aa", "B"]


def test_correcting_puts_what_the_person_wrote():
    settled = rules.settle(RESULT, [rules.Decided(1, rules.CORRECTED, "B")])
    assert action(settled)["lead"] == "B"


def test_leaving_changes_nothing():
    assert rules.settle(RESULT, [rules.Decided(0, rules.LEFT)]) == RESULT


@pytest.mark.parametrize(
    "decided",
    [
        rules.Decided(3, rules.ACCEPTED),
        rules.Decided(1, rules.ACCEPTED),
        rules.Decided(2, rules.CORRECTED, "anything"),
        rules.Decided(0, rules.CORRECTED, ""),
        rules.Decided(0, "guessed"),
    ],
)
def test_what_makes_no_sense_is_not_possible(decided):
    with pytest.raises(NotPossible):
        rules.check_decision(RESULT, decided)


def test_a_list_is_typed_one_entry_a_line():
    assert rules.from_typed(" A \n\n B ", like=["x"]) == ["A", "B"]
    assert rules.as_typed(["A", "B"]) == "A\nB"
    assert rules.from_typed(" A  b ", like="x") == "A b"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/plan/objectives/0/actions/0/partners/1", "Action 1.1, partner 2"),
        ("/plan/objectives/0/actions/0/lead", "Action 1.1, lead"),
        ("/plan/objectives/0", "Objective 1"),
        ("", ""),
    ],
)
def test_a_place_is_said_in_words(place, words):
    assert rules.place_in_words(RESULT, place) == words
