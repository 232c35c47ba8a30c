"""Do the rules of a paper say what they should, for every state and event?"""

from itertools import product

import pytest

from commonweal.answer.papers import rules
from commonweal.answer.papers.rules import Event, State
from commonweal.ground.visibility.rules import NotPossible, Refused

# Written out once more by hand, so that the rule is not compared with itself.
LEGAL = {
    "drafting": {"edit": "drafting", "submit": "drafted", "withdraw": "withdrawn"},
    "drafted": {"clear": "cleared", "send back": "drafting", "withdraw": "withdrawn"},
    "cleared": {"approve": "approved", "send back": "drafting", "withdraw": "withdrawn"},
    "approved": {"publish": "published", "send back": "withdrawn", "withdraw": "withdrawn"},
    "published": {"withdraw": "withdrawn", "correct": "published"},
    "withdrawn": {"correct": "withdrawn"},
}


def test_every_state_and_event_is_decided(count):
    pairs = list(product(State, Event))
    for state, event in pairs:
        expected = LEGAL[state].get(event)
        if expected:
            assert rules.next_state(state, event) == expected
        else:
            with pytest.raises(NotPossible, match="not possible"):
                rules.next_state(state, event)
    count("papers: state x event pairs by rule", len(pairs))


def test_a_section_is_filled_or_says_why_not():
    rows = [
        ("Legal", True, "", ""),
        ("Money", True, "", "None, because"),
        ("Text", True, "x", ""),
        ("Extra", False, "", ""),
    ]
    assert rules.unfilled(rows) == ["Legal"]


def test_a_figure_that_the_paper_does_not_have_is_a_fault():
    found = rules.faults([], 1, ["{figure:here} and {table:gone}"], {"here"})
    assert len(found) == 1
    assert "gone" in found[0]


def test_a_paper_without_recommendation_is_not_complete():
    assert rules.faults([], 0, [], ()) == ["There is no recommendation: say what members are asked to do."]


def test_nobody_judges_what_they_wrote():
    with pytest.raises(Refused):
        rules.check_not_an_author(7, {7, 8}, "approve")
    with pytest.raises(Refused):
        rules.check_not_an_author(None, set(), "approve")
    rules.check_not_an_author(9, {7, 8}, "approve")


def test_the_only_author_does_not_publish_but_one_of_two_may():
    with pytest.raises(Refused):
        rules.check_not_the_only_author(7, {7})
    rules.check_not_the_only_author(7, {7, 8})
    rules.check_not_the_only_author(9, {7})


@pytest.mark.parametrize("verb", ["agreed_as_amended", "deferred", "referred", "rejected"])
def test_some_verbs_need_their_words(verb):
    with pytest.raises(NotPossible):
        rules.check_detail(verb, " ")
    rules.check_detail(verb, "to the next meeting")
