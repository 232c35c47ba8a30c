"""Are the states, the duties of a day and what a check asks for as the design says?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from commonweal.assess.equality.reads.duties import duties_for
from commonweal.assess.equality.rules import following, signing
from commonweal.assess.equality.rules.checking import Judged, Whole, find_faults
from commonweal.assess.equality.rules.duties import lines_of, local_line
from commonweal.assess.equality.rules.states import ASSESSMENT, SETTLED, SIGNED, WRITABLE
from commonweal.ground.visibility.rules import NotPossible, Refused

ON = date(2010, 7, 22)


def test_every_state_is_reached_and_what_is_sent_back_goes_on_again(count):
    assert ASSESSMENT.reachable("screening") | {"screening"} == set(ASSESSMENT.states)
    back = ("send-back", "take-back", "refuse", "reopen")
    for (state, event), target in ASSESSMENT.moves.items():
        if event in back:
            assert ASSESSMENT.events[event].needs_reason
            assert target in WRITABLE, (state, event)
            assert "signed_off" in ASSESSMENT.reachable(target)
    count("equality moves", len(ASSESSMENT.moves))


def test_no_path_reaches_signed_but_by_check_and_signature():
    """Without the check, or without the signature, nothing signed can be reached."""
    for left_out in ("check", "sign"):
        moves = {key: to for key, to in ASSESSMENT.moves.items() if key[1] != left_out}
        assert not replace(ASSESSMENT, moves=moves).reachable("screening") & set(SIGNED)
    assert ASSESSMENT.events["sign"].never_by == ("authors", "checked_by")
    assert ASSESSMENT.events["check"].never_by == ("authors",)
    assert set(SETTLED) == {"not_required", *SIGNED}


@pytest.mark.parametrize(
    ("on", "further", "keys", "rows", "cells"),
    [
        (date(2010, 7, 22), [], ["public_sector_duty@2007"], 3, 12),
        (
            date(2010, 7, 22),
            ["gla_equality_duty"],
            ["public_sector_duty@2007", "gla_equality_duty@1999"],
            9,
            30,
        ),
        (date(2011, 4, 4), [], ["public_sector_duty@2007"], 3, 12),
        (date(2011, 4, 5), [], ["public_sector_duty@2011"], 9, 25),
        (date(2024, 1, 1), [], ["public_sector_duty@2011"], 9, 25),
        (date(2005, 1, 1), ["race_duty"], ["race_duty@2001"], 1, 3),
        (
            date(2007, 1, 1),
            ["race_duty", "disability_duty"],
            ["race_duty@2001", "disability_duty@2006"],
            2,
            9,
        ),
    ],
)  # fmt: skip
def test_the_law_of_the_day_of_decision_says_which_questions_are_asked(on, further, keys, rows, cells):
    duties = duties_for(on, further)
    lines = lines_of(duties)
    assert [d.key for d in duties] == keys
    assert (len(lines), sum(len(line.aims) for line in lines)) == (rows, cells)


def test_marriage_counts_for_the_first_aim_only():
    lines = {line.label: line for line in lines_of(duties_for(date(2012, 1, 1), []))}
    assert [code for code, _ in lines.pop("marriage and civil partnership").aims] == ["eliminate"]
    assert {len(line.aims) for line in lines.values()} == {3}
    assert local_line(duties_for(date(2012, 1, 1), []), "carers").duty_set == ""


@pytest.mark.parametrize(
    ("on", "further"),
    [(date(1999, 1, 1), []), (date(2012, 1, 1), ["gla_equality_duty"]), (date(2003, 1, 1), ["gender_duty"])],
)
def test_a_duty_that_did_not_hold_that_day_is_refused(on, further):
    with pytest.raises(NotPossible):
        duties_for(on, further)


def good(**cell) -> Whole:
    judged = Judged(**{"row": "Race", "aim": "Relations", "effect": "neutral", **cell})
    return Whole([judged], 1, 1, "", "2", "", "", "Counted", ON, ON + timedelta(days=365))


def test_what_a_check_asks_for_of_every_cell(count):
    """Every combination of effect and of what is given with it."""
    tried = 0
    for effect, severity, has, answered, gap in product(
        ["", "positive", "neutral", "negative", "unknown"],
        ["", "high"],
        [True, False],
        [True, False],
        [True, False],
    ):
        found = find_faults(
            good(effect=effect, severity=severity, has_evidence=has, is_answered=answered, has_gap_action=gap)
        )
        wrong = (
            not effect
            or (effect == "unknown" and not gap)
            or (effect == "negative" and not (answered and severity and has))
            or (effect == "positive" and not has)
        )
        assert bool(found) == wrong, (effect, severity, has, answered, gap, found)
        tried += 1
    count("equality cells × what is given with them", tried)


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": 0}, {"engagements": 0}, {"outcome": ""}, {"outcome": "3"}, {"monitoring": " "}, {"review_on": None},
        {"review_on": ON}, {"outcome": "3", "justification": "It must be"},
        {"outcome": "3", "legal_advice_reference": "LA 1"},
    ],
)  # fmt: skip
def test_what_is_missing_is_said(change):
    assert len(find_faults(replace(good(), **change))) >= 1
    assert not find_faults(good())


def test_nobody_consulted_needs_its_reason_and_outcome_three_its_advice():
    assert not find_faults(
        replace(good(), engagements=0, no_engagement_reason="It is secret until it is done")
    )
    assert not find_faults(
        replace(good(), outcome="3", justification="It must be", legal_advice_reference="LA 1")
    )


def test_a_late_signature_is_recorded_with_its_reason_or_not_at_all():
    signing.check_late(ON, ON, "")
    signing.check_late(ON + timedelta(days=1), ON, "Nobody was there")
    for on, reason in ((ON + timedelta(days=1), ""), (ON, "No need")):
        with pytest.raises(NotPossible):
            signing.check_late(on, ON, reason)
    with pytest.raises(Refused):
        signing.check_named("chief_officer", {"commander"}, "Chief officer")


def test_an_action_that_is_late_is_told_again_until_somebody_acts():
    due = date(2010, 7, 1)
    told = [due + timedelta(days=1), due + timedelta(days=29), due + timedelta(days=57)]
    last, when = None, []
    for day in (due + timedelta(days=n) for n in range(60)):
        if following.is_to_be_told("open", due, last, day):
            last = day
            when.append(day)
    assert when == told
    assert not following.is_to_be_told("done", due, None, told[0])


@pytest.mark.parametrize(
    ("until", "reason", "person"),
    [(date(2010, 7, 1), "Later", 1), (date(2010, 9, 1), " ", 1), (date(2010, 9, 1), "Later", None)],
)
def test_more_time_needs_a_later_day_a_reason_and_a_person(until, reason, person):
    with pytest.raises((NotPossible, Refused)):
        following.check_extension(date(2010, 8, 1), until, ON, reason, person)
