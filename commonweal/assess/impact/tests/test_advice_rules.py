"""Do the rules about ratings, advice and disclosure say what they should, over everything they can be asked?"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.assess.impact.rules import advice, disclosure
from commonweal.assess.impact.rules.advice import RECOMMENDATION
from commonweal.assess.impact.rules.effects import Judged, check_judgement
from commonweal.assess.impact.rules.scores import Rating, never_below
from commonweal.ground.visibility.rules import NotPossible, Refused

FALLS = {("high", "medium"), ("high", "low"), ("medium", "low")}


def test_a_rating_falls_only_where_something_is_done_about_it(count):
    numbers = range(1, 6)
    asked = 0
    for first, second in product(product(numbers, numbers), repeat=2):
        before, after = Judged(*first), Judged(*second)
        asked += 1
        if (before.rating, after.rating) in FALLS:
            with pytest.raises(NotPossible, match="what is done"):
                check_judgement(before, after, " ", "low")
        assert check_judgement(before, after, "Stewards", "low") == (before.computed, after.computed)
    count("impact: judgements before and after", asked)


def test_the_whole_is_never_better_than_its_worst_community_unless_somebody_says_so():
    assert never_below(Rating.LOW, "high", "") == "high"
    assert never_below(Rating.LOW, "high", "low") == "low"
    assert never_below(Rating.HIGH, "low", "") == "high"
    assert never_below(Rating.MEDIUM, "", "") == "medium"


@pytest.mark.parametrize("answer", [*advice.ANSWERS, "perhaps"])
@pytest.mark.parametrize("said", ["", "Wait until Sunday"])
@pytest.mark.parametrize("reason", ["", "It cannot wait"])
def test_advice_that_is_not_taken_says_why(answer, said, reason):
    possible = answer in advice.ANSWERS and (answer == "none") == (not said)
    if possible and (reason or answer not in ("partly", "declined")):
        advice.check_answer(answer, reason, said)
    else:
        with pytest.raises(NotPossible):
            advice.check_answer(answer, reason, said)


def test_only_those_who_were_told_are_consulted_about_what_is_covert():
    advice.check_told(False, False)
    advice.check_told(True, True)
    with pytest.raises(Refused, match="covert"):
        advice.check_told(True, False)


def test_nothing_leads_out_of_declined_done_or_transferred(count):
    asked = 0
    for state, event in product(RECOMMENDATION.states, RECOMMENDATION.events):
        asked += 1
        if state in ("declined", "done", "transferred"):
            assert not RECOMMENDATION.may(state, event)
    assert RECOMMENDATION.reachable("proposed") == {"accepted", "declined", "done", "transferred"}
    count("impact: moves of a recommendation", asked)


WORDS = st.text(alphabet="abcdefghij ", min_size=3, max_size=12).map(lambda t: f"secret {t}")
ROW = st.fixed_dictionaries(
    {
        "who": WORDS, "shared": WORDS, "advice": WORDS, "text": WORDS, "concerns": WORDS, "vulnerabilities": WORDS,
        "basis": WORDS, "cites_label": WORDS, "holding_line": WORDS, "key_message": WORDS, "reason": WORDS,
        "group": st.sampled_from(list(advice.GROUPS.values())), "strength": st.just("reported"),
        "source": st.sampled_from(["returns", "contacts"]), "decision": st.just("Accepted"),
    }
)  # fmt: skip
HIDDEN = ("statements", "consultations", "observations", "bronze")


@given(rows=st.lists(ROW, max_size=4), extra=WORDS)
def test_no_word_of_a_source_is_ever_in_the_disclosable_copy(rows, extra):
    """Whatever is chosen: of what people said, only classes and how many."""
    content = dict.fromkeys(HIDDEN, rows) | {
        "impacts": [{"community": "Somali", "likely_effect": "Fear", "concerns": extra}],
        "something_new": [extra],
        "disclosure": [{"part": part, "included": True} for part in disclosure.PARTS],
    }
    told = str(disclosure.copy_of(disclosure.disclose(content)))
    assert "secret" not in told
    assert "Fear" in told
    counted = {p.key: sum(n for _, n in p.counts) for p in disclosure.disclose(content) if p.is_counted}
    assert counted == dict.fromkeys(HIDDEN, len(rows))


def test_a_part_that_was_left_out_is_not_in_the_copy():
    content = {"impacts": [{"community": "Somali"}], "disclosure": [{"part": "impacts", "included": False}]}
    assert "impacts" not in [part.key for part in disclosure.disclose(content)]
    with pytest.raises(NotPossible, match="stays out of"):
        disclosure.check_part("impacts", False, "")
