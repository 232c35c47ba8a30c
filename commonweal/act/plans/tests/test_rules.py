"""Is every status what its facts allow, does its sentence name what it rests on, and is lateness never rewarded?"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.act.plans.rules.closing import check_may_close, missing_for_closing
from commonweal.act.plans.rules.exceptions import KINDS, exceptions_of
from commonweal.act.plans.rules.facts import (
    SEVERITY,
    ActionFacts,
    Code,
    EvidenceFacts,
    OutcomeFacts,
    ResourceFacts,
    TaskFacts,
)  # fmt: skip
from commonweal.act.plans.rules.standing import Judgement, check_may_judge, shown_status, trend_of
from commonweal.act.plans.rules.status import Status, status_of
from commonweal.ground.visibility.rules import NotPossible

ON = date(2010, 7, 22)


def ago(days: int) -> date:
    return ON - timedelta(days=days)


PROOF = EvidenceFacts("accepted", offered_by=1, judged_by=2, judged_on=ago(30))
SOUND = ActionFacts(
    on=ON,
    starts_on=ago(200),
    due_on=ago(-100),
    updates_from_on=ago(200),
    last_update_on=ago(20),
    lead="City Hall",
    contact="Head of policy",
    tasks=(TaskFacts("task 1", ago(-30)), TaskFacts("task 2", ago(-60))),
    outcomes=(OutcomeFacts("outcome 1"),),
)
DONE = replace(SOUND, tasks=(TaskFacts("task 1", ago(10), done_on=ago(12)),))
PROVEN = replace(DONE, outcomes=(OutcomeFacts("outcome 1", (PROOF,)),))


def test_the_sentence_of_the_issue():
    """Late task, unproven outcome, old update: the worst first, then what is known."""
    facts = replace(
        SOUND,
        last_update_on=ago(94),
        every_days=100,
        tasks=(TaskFacts("task 1", ago(40), done_on=ago(41)), TaskFacts("task 2", ago(28))),
    )
    assert status_of(facts).sentence == (
        "At risk: task 2 was due 28 days ago; 1 of 2 tasks done; outcome 1 has no evidence; last update 94 days ago."
    )


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({}, Code.ON_TRACK, "On track: none of 2 tasks done; outcome 1 has no evidence; last update 20 days ago."),
        ({"tasks": (TaskFacts("task 1", ago(1)),)}, Code.AT_RISK, "task 1 was due 1 day ago"),
        ({"tasks": (TaskFacts("task 1", ago(0)),)}, Code.ON_TRACK, "none of 1 task done"),
        ({"tasks": (TaskFacts("task 1", ago(28)),)}, Code.AT_RISK, "task 1 was due 28 days ago"),
        ({"tasks": (TaskFacts("task 1", ago(29)),)}, Code.OFF_TRACK, "task 1 was due 29 days ago"),
        ({"tasks": (TaskFacts("task 1", ago(-9), ago(-30)),)}, Code.AT_RISK, "task 1 is forecast 21 days after its date"),
        ({"tasks": (TaskFacts("task 1", ago(-9), ago(-40)),)}, Code.OFF_TRACK, "forecast 31 days after its date"),
        ({"due_on": ago(3)}, Code.AT_RISK, "the action was due 3 days ago"),
        ({"forecast_on": ago(-140)}, Code.OFF_TRACK, "the action is forecast 40 days after its date"),
        ({"lead": ""}, Code.OFF_TRACK, "lead not stated"),
        ({"contact": ""}, Code.OFF_TRACK, "City Hall has named no contact"),
        ({"issue": "No hall.", "recovery": "Rent one"}, Code.AT_RISK, "an issue is open with a recovery plan (No hall)"),
        ({"issue": "No hall."}, Code.OFF_TRACK, "an issue has no recovery plan (No hall)"),
        ({"last_update_on": ago(91)}, Code.ON_TRACK, "last update 91 days ago"),
        ({"last_update_on": ago(92)}, Code.NO_UPDATE, "No update: last update 92 days ago"),
        ({"last_update_on": ago(183)}, Code.OFF_TRACK, "last update 183 days ago, two reports overdue"),
        ({"last_update_on": None, "updates_from_on": ago(120)}, Code.NO_UPDATE, "nobody has reported in 120 days"),
        ({"last_update_on": None, "updates_from_on": ago(1)}, Code.ON_TRACK, "first update due on 20 October 2010"),
        ({"starts_on": ago(-1), "tasks": ()}, Code.NOT_STARTED, "Not started: starts on 23 July 2010."),
        ({"starts_on": ago(-1), "tasks": (), "lead": ""}, Code.NOT_STARTED, "lead not stated"),
        ({"resources": (ResourceFacts("The fund", "at_risk"),)}, Code.AT_RISK, "The fund is at risk"),
        ({"resources": (ResourceFacts("The fund", "failed", "the bid"),)}, Code.OFF_TRACK, "because its condition was not met (the bid)"),
        ({"resources": (ResourceFacts("The fund", "conditional", "the bid"),)}, Code.ON_TRACK, "The fund depends on a condition (the bid)"),
        ({"challenged_on": ago(2)}, Code.AT_RISK, "challenged on 20 July 2010 as not proven"),
        ({"state": "undelivered", "decision": "Board, item 4"}, Code.UNDELIVERED, "Closed undelivered: decision Board, item 4."),
        ({"outcomes": ()}, Code.ON_TRACK, "no outcome is stated"),
        ({"tasks": ()}, Code.ON_TRACK, "no tasks are stated"),
    ],
)  # fmt: skip
def test_each_cause_gives_its_status_and_its_words(change, code, words):
    status = status_of(replace(SOUND, **change))
    assert status.code == code
    assert words in status.sentence


def test_all_tasks_done_but_outcome_unproven_is_its_own_sentence():
    assert "all tasks done, outcome unproven; outcome 1 has no evidence" in status_of(DONE).sentence
    assert status_of(DONE).code == Code.ON_TRACK
    nothing_to_reach = status_of(replace(DONE, due_on=None))
    assert nothing_to_reach.code == Code.AT_RISK
    assert "no date is set for proving it" in nothing_to_reach.sentence


def test_many_late_tasks_are_each_named():
    tasks = tuple(TaskFacts(f"task {n}", ago(n)) for n in range(1, 6))
    sentence = status_of(replace(SOUND, tasks=tasks)).sentence
    assert "5 tasks are late (1, 2, 3, 4 and 5), task 5 by 5 days" in sentence


def test_several_outcomes_are_named_by_their_numbers():
    outcomes = tuple(OutcomeFacts(f"outcome {n}") for n in (1, 2, 3))
    assert "outcomes 1, 2 and 3 have no evidence" in status_of(replace(SOUND, outcomes=outcomes)).sentence


def test_complete_needs_tasks_proof_time_and_no_open_challenge():
    assert status_of(PROVEN).sentence == (
        "Complete: task 1 done; evidence accepted for outcome 1; waiting to be closed."
    )
    assert status_of(replace(PROVEN, state="closed", closed_on=ON)).sentence.endswith(
        "closed on 22 July 2010."
    )
    for change in (
        {"tasks": (*PROVEN.tasks, TaskFacts("task 2"))},
        {"outcomes": (*PROVEN.outcomes, OutcomeFacts("outcome 2"))},
        {"outcomes": ()},
        {"outcomes": (OutcomeFacts("outcome 1", (PROOF,), demonstrate_days=31),)},
        {"challenged_on": ON},
    ):
        assert status_of(replace(PROVEN, **change)).code != Code.COMPLETE
    assert (
        status_of(replace(PROVEN, outcomes=(OutcomeFacts("outcome 1", (PROOF,), 30),))).code == Code.COMPLETE
    )


def test_what_still_has_to_hold_is_named_with_its_day():
    facts = replace(PROVEN, outcomes=(OutcomeFacts("outcome 1", (PROOF,), demonstrate_days=60),))
    assert "outcome 1 must hold until 21 August 2010" in status_of(facts).sentence
    assert missing_for_closing(facts) == ["Outcome 1 must hold until 21 August 2010."]


def test_closing_names_everything_that_is_missing():
    with pytest.raises(
        NotPossible, match=r"Task 1 is not done\. Task 2 is not done\. Outcome 1 has no evidence"
    ):
        check_may_close(SOUND)
    check_may_close(PROVEN)


# Properties

names = st.integers(1, 3)
when = st.none() | st.integers(-400, 400).map(ago)
evidence = st.builds(
    EvidenceFacts,
    st.sampled_from(["offered", "accepted", "rejected", "withdrawn"]),
    names,
    st.none() | names,
    when,
    when,
)
tasks = st.lists(st.tuples(when, when, when), max_size=6).map(
    lambda rows: tuple(TaskFacts(f"task {n}", *row) for n, row in enumerate(rows, 1))
)
outcomes = st.lists(st.tuples(st.lists(evidence, max_size=2).map(tuple), st.integers(0, 90)), max_size=3).map(
    lambda rows: tuple(OutcomeFacts(f"outcome {n}", *row) for n, row in enumerate(rows, 1))
)
resources = st.lists(
    st.builds(ResourceFacts, st.sampled_from(["The fund", "Staff time"]),
              st.sampled_from(["secured", "applied", "conditional", "at_risk", "failed"]), st.sampled_from(["", "a bid"])),
    max_size=2,
).map(tuple)  # fmt: skip
facts = st.builds(
    ActionFacts, on=st.just(ON), starts_on=when, due_on=when, forecast_on=when, updates_from_on=when,
    every_days=st.integers(1, 120), last_update_on=st.none() | st.integers(0, 400).map(ago),
    issue=st.sampled_from(["", "No hall"]), recovery=st.sampled_from(["", "Rent one"]),
    lead=st.sampled_from(["", "City Hall"]), contact=st.sampled_from(["", "Head"]), tasks=tasks, outcomes=outcomes,
    resources=resources, state=st.sampled_from(["open", "proposed", "closed", "challenged", "reopened"]),
    closed_on=when, challenged_on=when,
)  # fmt: skip


def no_better(worse: Status, than: Status) -> bool:
    return SEVERITY[worse.code] >= SEVERITY[than.code]


@given(facts)
def test_every_sentence_names_each_input_that_it_used(known):
    status = status_of(known)
    assert status.sentence.startswith(status.label)
    assert status.sentence.endswith(".")
    for cause in status.causes:
        for used in cause.inputs:
            assert used in status.sentence or used in ("tasks", "outcome")


@given(facts, st.integers(1, 500))
def test_more_days_late_is_never_a_better_status(known, more):
    """Every date that was missed, missed by more days: tasks, the action's own date and the last update."""

    def earlier(day):
        return day and day - timedelta(days=more)

    later = replace(
        known,
        tasks=tuple(replace(t, due_on=earlier(t.due_on)) for t in known.tasks),
        due_on=earlier(known.due_on),
        last_update_on=earlier(known.last_update_on),
    )
    assert no_better(status_of(later), than=status_of(known))


@given(facts)
def test_nothing_is_complete_without_evidence_that_another_person_accepted(known):
    if status_of(known).code == Code.COMPLETE:
        assert known.outcomes
        assert known.tasks_done
        for outcome in known.outcomes:
            assert any(
                e.state == "accepted" and e.judged_by and e.judged_by != e.offered_by
                for e in outcome.evidence
            )


@given(facts)
def test_a_silent_action_is_never_on_track(known):
    if known.reports_missed() and known.state in ("open", "proposed", "reopened"):
        assert status_of(known).code != Code.ON_TRACK


@given(facts)
def test_what_may_be_closed_is_complete(known):
    assert (missing_for_closing(known) == []) == (status_of(known).code == Code.COMPLETE)


@given(facts)
def test_an_open_action_that_is_off_track_is_an_exception(known):
    shown = shown_status(status_of(known), None)
    kinds = {concern.kind for concern in exceptions_of(known, shown, None, {})}
    assert kinds <= set(KINDS)
    if known.state not in ("closed", "undelivered") and shown.code == Code.OFF_TRACK:
        assert "off_track" in kinds


# Judgements and trends


def test_a_judgement_stands_beside_the_computed_status_but_hides_no_silence(count):
    judged = Judgement(Code.ON_TRACK, "I know better.", "The manager", ON)
    for code in Code:
        shown = shown_status(Status(code), judged)
        count("statuses judged otherwise", 1)
        if code in (Code.NO_UPDATE, Code.COMPLETE, Code.UNDELIVERED):
            assert shown.code == code
        else:
            assert shown.code == Code.ON_TRACK
            assert shown.computed.code == code
        assert "I know better" in shown.sentence
        assert Status(code).sentence in shown.sentence


def test_who_judges_needs_a_reason_and_cannot_declare_completion(count):
    for computed, code in product(Code, Code):
        count("judgements tried", 1)
        allowed = code in (Code.ON_TRACK, Code.AT_RISK, Code.OFF_TRACK, Code.NOT_STARTED) and computed not in (
            Code.NO_UPDATE, Code.COMPLETE, Code.UNDELIVERED,
        )  # fmt: skip
        if allowed:
            check_may_judge(computed, code, "a reason")
            with pytest.raises(NotPossible, match="Say why"):
                check_may_judge(computed, code, " ")
        else:
            with pytest.raises(NotPossible):
                check_may_judge(computed, code, "a reason")


def test_going_backwards_is_a_value():
    went = trend_of(date(2010, 5, 3), Code.AT_RISK, Code.ON_TRACK)
    assert (went.direction, went.words) == ("back", "went back from On track to At risk on 3 May 2010")
    assert trend_of(ON, Code.ON_TRACK, Code.OFF_TRACK).direction == "forward"
    assert trend_of(ON, Code.ON_TRACK, None).words == "On track since 22 July 2010"


def test_every_pair_of_statuses_has_a_direction_and_its_opposite(count):
    opposite = {"back": "forward", "forward": "back", "same": "same"}
    for one, other in product(Code, Code):
        count("trends", 1)
        if one == other:
            continue
        there, back = trend_of(ON, one, other), trend_of(ON, other, one)
        assert there.words
        if Code.UNDELIVERED not in (one, other):
            assert opposite[there.direction] == back.direction
    assert trend_of(ON, Code.NO_UPDATE, Code.AT_RISK).direction == "back"
