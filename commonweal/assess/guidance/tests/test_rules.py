"""Which step may follow which, how fresh is a document on each day, and what differs between two texts?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.assess.guidance.rules import kinds, text
from commonweal.assess.guidance.rules.freshness import REMINDERS, days_of, freshness, reminder_due
from commonweal.assess.guidance.rules.states import COMMUNITY_REVIEW, VERSION
from commonweal.ground.visibility.rules import NotPossible, Refused

REVIEW_ON = date(2010, 7, 22)


def test_every_state_and_event_leads_where_the_table_says_and_nowhere_else(count):
    tried = 0
    for table in (VERSION, COMMUNITY_REVIEW):
        for state, event in product(table.states, table.events):
            tried += 1
            if (state, event) in table.moves:
                assert table.follow(state, event) == table.moves[state, event]
            else:
                with pytest.raises(NotPossible):
                    table.follow(state, event)
    count("guidance state × event", tried)
    assert tried >= 40


def test_no_path_leads_into_force_without_another_person():
    into = [(state, event) for (state, event), to in VERSION.moves.items() if to == "in_force"]
    assert into == [("submitted", "approve")]
    for person in (1, 2):
        with pytest.raises(Refused):
            VERSION.check_person("approve", person, [1, 2])
    VERSION.check_person("approve", 3, [1, 2])
    with pytest.raises(Refused):
        VERSION.check_person("approve", None, [1, 2])


def test_nothing_leaves_the_last_states():
    assert VERSION.reachable("superseded") == VERSION.reachable("withdrawn") == frozenset()
    assert COMMUNITY_REVIEW.reachable("answered") == {"answered"}


@pytest.mark.parametrize(
    ("days_left", "state", "said"),
    [
        (22, "fresh", "due on 22 July 2010."),
        (21, "due", "in 21 days"),
        (1, "due", "in 1 day."),
        (0, "due", "today"),
        (-1, "stale", "1 day ago"),
        (-400, "stale", "400 days ago"),
    ],
)
def test_freshness_turns_on_the_day_it_says(days_left, state, said):
    found = freshness(REVIEW_ON, on=REVIEW_ON - timedelta(days=days_left), in_force=True)
    assert found.state == state
    assert said in found.sentence


def test_what_is_not_in_force_is_never_fresh():
    assert freshness(REVIEW_ON, on=date(2009, 1, 1), in_force=False).state == "none"


@given(st.integers(-60, 60))
def test_the_filter_finds_exactly_those_that_stand_so(days_left):
    on = REVIEW_ON - timedelta(days=days_left)
    stands = freshness(REVIEW_ON, on=on, in_force=True).state
    for state in ("fresh", "due", "stale"):
        since, until = days_of(state, on)
        inside = (since is None or since <= REVIEW_ON) and (until is None or until >= REVIEW_ON)
        assert inside == (state == stands)


def test_the_owner_is_reminded_once_at_each_stage():
    reminded, said = "", []
    for left in range(30, -10, -1):
        stage = reminder_due(REVIEW_ON, on=REVIEW_ON - timedelta(days=left), reminded=reminded)
        if stage:
            said.append((left, stage))
            reminded = stage
    assert said == [(21, "first"), (7, "last"), (-1, "late")]
    assert set(REMINDERS) == {"", "first", "last", "late"}
    # who looks only after the day hears of it once, and of no earlier stage
    assert reminder_due(REVIEW_ON, on=REVIEW_ON + timedelta(days=3), reminded="") == "late"


def test_no_more_people_read_it_than_the_author_agreed():
    for tier, agreed in product(kinds.TIERS, kinds.TIERS):
        wider = list(kinds.TIERS).index(tier) < list(kinds.TIERS).index(agreed)
        try:
            kinds.check_consent("briefing", tier, author="Desk", consented=True, agreed_tier=agreed)
        except NotPossible:
            assert wider
        else:
            assert not wider
    for author, consented, agreed in (("", True, "police"), ("Desk", False, "police"), ("Desk", True, "")):
        with pytest.raises(NotPossible, match="consent"):
            kinds.check_consent("briefing", "police", author=author, consented=consented, agreed_tier=agreed)
    kinds.check_consent("note", "public", author="", consented=False, agreed_tier="")


def test_indicators_cannot_go_without_signposts_and_nothing_goes_without_a_reason():
    with pytest.raises(NotPossible, match="signposts"):
        kinds.check_complete("indicators", text="- A sign", signposts=" ", occasions=1)
    with pytest.raises(NotPossible, match="why"):
        kinds.check_complete("note", text="Words", signposts="", occasions=0)
    with pytest.raises(NotPossible, match="text"):
        kinds.check_complete("note", text=" \n", signposts="", occasions=1)
    kinds.check_complete("indicators", text="- A sign", signposts="Helpline", occasions=1)
    assert "before immigration control" in kinds.PROTECTION_FIRST


def test_a_community_is_not_asked_about_what_it_may_not_read():
    with pytest.raises(NotPossible, match="police alone"):
        kinds.check_may_be_asked("police", "in_force")
    with pytest.raises(NotPossible):
        kinds.check_may_be_asked("public", "superseded")
    kinds.check_may_be_asked("partnership", "draft")


def test_whoever_disagrees_says_why():
    for stance in ("disagrees", "asks"):
        with pytest.raises(NotPossible, match="own words"):
            kinds.check_words(stance, " ")
    kinds.check_words("agrees", "")
    with pytest.raises(NotPossible):
        kinds.check_words("shrugs", "Words")


LINES = st.lists(
    st.sampled_from(["Many speak Lingala.", "- Ask first", "", "## Who", "Call 0800"]), max_size=12
)


@given(LINES, LINES)
def test_two_texts_can_be_put_together_again_from_what_differs(was, now):
    found = text.differences("\n".join(was), "\n".join(now))
    assert [line for each in found for line in each.was] == "\n".join(was).splitlines()
    assert [line for each in found for line in each.now] == "\n".join(now).splitlines()
    added, out = text.how_much(found)
    assert ("\n".join(was).splitlines() == "\n".join(now).splitlines()) == (added == out == 0)


def test_a_text_has_headings_lists_and_paragraphs():
    blocks = text.blocks_of("## Who\nOne line\nanother\n\n- first\n- second\n\n- third\nEnd")
    assert [(b.kind, b.lines) for b in blocks] == [
        ("heading", ("Who",)),
        ("text", ("One line", "another")),
        ("list", ("first", "second")),
        ("list", ("third",)),
        ("text", ("End",)),
    ]
    assert text.blocks_of(" \n\n") == []
