"""Does no path reach authorised without another person, whatever the order of events and whoever acts (G5, G24)?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from commonweal.assess.impact.rules import exiting, gate, reviews, scores, states
from commonweal.assess.impact.tests.factories import AT
from commonweal.ground.visibility.rules import NotPossible, Refused

ASKER, AUTHOR, SUBMITTER, APPROVER, OTHER = range(1, 6)
PEOPLE = (ASKER, AUTHOR, SUBMITTER, APPROVER, OTHER)
OUTCOMES = (None, "submitted", "approved", "sent_back")
WHOEVER = st.sampled_from(PEOPLE)
WORDS = {"proposed", "authorised", "under_way", "ended", "withdrawn"}
# Written out by hand, apart from the tables of the program.
LEGAL_OPERATION = {
    ("proposed", "authorise"): "authorised", ("proposed", "override"): "authorised",
    ("proposed", "withdraw"): "withdrawn", ("authorised", "begin"): "under_way",
    ("authorised", "withdraw"): "withdrawn", ("under_way", "end"): "ended",
}  # fmt: skip


def may_go_ahead(outcome: str | None, assessment: str, approver: int | None, person: int) -> bool:
    """The gate in one sentence, as a reader of the brief would say it."""
    return (
        outcome == "approved"
        and assessment in ("approved", "live")
        and approver in (APPROVER, OTHER)
        and person in (APPROVER, OTHER)
    )


def test_the_gate_opens_for_exactly_those_and_then(count: Callable[[str, int], None]):
    tried = opened = overridden = 0
    for state, assessment, outcome, approver, person, reason in product(
        states.OPERATION.states, ["", *states.ASSESSMENT.states], OUTCOMES, [None, *PEOPLE], PEOPLE, ["", "Why"]
    ):  # fmt: skip
        version = outcome and gate.Version(outcome, AUTHOR, SUBMITTER, approver)
        standing = gate.Standing(state, ASKER, assessment, version or None)
        legal = state == "proposed" and may_go_ahead(outcome, assessment, approver, person)
        approved = may_go_ahead(outcome, assessment, approver, APPROVER)
        over = state == "proposed" and not approved and person != ASKER and bool(reason)
        assert passes(gate.check_authorise, standing, person) == legal, (standing, person)
        assert passes(gate.check_override, standing, person, reason) == over, (standing, person)
        tried, opened, overridden = tried + 2, opened + legal, overridden + over
    count("G5 gate: standings × persons tried as pure rules", tried)
    count("G5 gate: of them authorised", opened)
    count("G5 gate: of them overridden", overridden)
    assert opened
    assert overridden


def passes(check: Callable[..., str], *given: object) -> bool:
    try:
        return check(*given) == "authorised"
    except (NotPossible, Refused):
        return False


def test_every_state_event_and_person_of_both_tables_is_legal_or_refused(count: Callable[[str, int], None]):
    tried = legal = 0
    for table in (states.OPERATION, states.ASSESSMENT):
        hands = {"asked_by": ASKER, "author": AUTHOR, "submitted_by": SUBMITTER, "authors": OTHER}
        for state, event, person in product(table.states, table.events, PEOPLE):
            rule_of = table.events[event]
            own = {hands[column] for column in rule_of.never_by}
            expected = (state, event) in table.moves and person not in own
            assert steps(table, state, event, person, own) == expected
            tried, legal = tried + 1, legal + expected
    assert dict(states.OPERATION.moves) == LEGAL_OPERATION
    assert set(states.OPERATION.states) == WORDS
    for judging in ("approve", "send_back", "exit"):
        never = set(states.ASSESSMENT.events[judging].never_by)
        assert never == {"author", "authors", "submitted_by", "asked_by"}
    count("G5 impact: state × event × person tried as pure rules", tried)
    count("G5 impact: of them legal", legal)


def steps(table: states.StateTable, state: str, event: str, person: int, own: set[int]) -> bool:
    try:
        table.follow(state, event)
        table.check_person(event, person, own)
    except (NotPossible, Refused):
        return False
    return True


def test_every_move_is_one_that_the_database_lets_pass():
    from importlib import import_module

    laid = import_module("commonweal.assess.impact.migrations.0002_the_gate")
    operation = {f"{a}>{b}" for (a, _), b in states.OPERATION.moves.items()}
    assert operation == set(laid.OPERATION_STEPS)
    resting = {"approve": ("approved", "live"), "confirm": ("approved", "live")}
    moves = {
        f"{state}>{end}"
        for (state, event), target in states.ASSESSMENT.moves.items()
        for end in resting.get(event, (target,))
    }
    assert moves == set(laid.ASSESSMENT_STEPS)


@dataclass(frozen=True)
class World:
    """One operation as it stands, and everybody who had a hand in it."""

    operation: str = "proposed"
    assessment: str = "requested"
    phase: str = "planning"
    author: int | None = None
    submitted_by: int | None = None
    version: gate.Version | None = None
    overridden_by: int | None = None
    authorised_by: int | None = None
    on: gate.Version | None = None
    asked_by: int = ASKER
    hands: frozenset[int] = field(default_factory=frozenset)

    @property
    def standing(self) -> gate.Standing:
        return gate.Standing(self.operation, self.asked_by, self.assessment, self.version)


class EveryPath(RuleBasedStateMachine):
    """Any person tries anything in any order, through the rules alone."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    def _assess(self, event: str, person: int) -> bool:
        table = states.ASSESSMENT
        world = self.world
        try:
            state = table.follow(world.assessment, event)
            table.check_person(event, person, [world.author, world.submitted_by, world.asked_by])
        except (NotPossible, Refused):
            return False
        if event in ("approve", "confirm"):
            state = states.rest_in(world.phase)
        self.world = replace(world, assessment=state)
        return True

    @rule(person=WHOEVER)
    def claim(self, person: int) -> None:
        if self._assess("claim", person):
            self.world = replace(self.world, author=person)

    @rule(person=WHOEVER)
    def submit(self, person: int) -> None:
        author = self.world.author
        if author is not None and self._assess("submit", person):
            version = gate.Version("submitted", author, person)
            self.world = replace(self.world, submitted_by=person, version=version)

    @rule(person=WHOEVER)
    def approve(self, person: int) -> None:
        version = self.world.version
        if version is not None and self._assess("approve", person):
            approved = replace(version, outcome="approved", approved_by=person)
            self.world = replace(self.world, version=approved)

    @rule(person=WHOEVER)
    def send_back(self, person: int) -> None:
        version = self.world.version
        if version is not None and self._assess("send_back", person):
            self.world = replace(self.world, version=replace(version, outcome="sent_back"))

    @rule(person=WHOEVER, event=st.sampled_from(["consult", "review", "confirm", "decline", "supersede"]))
    def carry_on(self, person: int, event: str) -> None:
        if self._assess(event, person) and event in ("decline", "supersede"):
            self.world = replace(
                self.world, assessment="requested", author=None, submitted_by=None, version=None
            )

    @rule(person=WHOEVER)
    def authorise(self, person: int) -> None:
        if passes(gate.check_authorise, self.world.standing, person):
            self.world = replace(
                self.world, operation="authorised", authorised_by=person, on=self.world.version
            )

    @rule(person=WHOEVER, reason=st.sampled_from(["", " ", "It cannot wait"]))
    def override(self, person: int, reason: str) -> None:
        if passes(gate.check_override, self.world.standing, person, reason):
            self.world = replace(
                self.world, operation="authorised", authorised_by=person, overridden_by=person
            )

    @rule(event=st.sampled_from(["begin", "end", "withdraw"]))
    def go_on(self, event: str) -> None:
        if states.OPERATION.may(self.world.operation, event):
            self.world = replace(self.world, operation=states.OPERATION.follow(self.world.operation, event))
            if event == "begin" and states.ASSESSMENT.may(self.world.assessment, "go_live"):
                self.world = replace(self.world, assessment="live", phase="live")

    @invariant()
    def nothing_is_authorised_without_another_person(self) -> None:
        world = self.world
        if world.operation in states.CLEARED:
            assert world.authorised_by not in (None, world.asked_by)
            if world.overridden_by is None:
                version = world.on
                assert version is not None
                assert version.outcome == "approved"
                assert version.approved_by not in (None, version.author, version.submitted_by, world.asked_by)
                assert world.authorised_by not in (version.author, version.submitted_by)


TestEveryPath = EveryPath.TestCase
TestEveryPath.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_likelihood_times_impact_is_low_to_six_medium_to_twelve_high_from_fifteen():
    table = {(a, b): scores.rate(a, b) for a, b in product(range(1, 6), repeat=2)}
    assert len(table) == 25
    for (likelihood, impact), rating in table.items():
        score = likelihood * impact
        assert score not in (7, 11, 13, 14)
        assert rating == ("low" if score <= 6 else "high" if score >= 15 else "medium")
    assert scores.worst(["low", "high", "medium"]) == "high"
    assert scores.worst([]) is None
    for wrong in ((0, 1), (1, 6)):
        with pytest.raises(NotPossible):
            scores.rate(*wrong)


@pytest.mark.parametrize(("rating", "hours"), [("high", 24), ("medium", 72), ("low", 168)])
def test_a_review_is_late_from_the_moment_it_is_due(rating, hours):
    due = reviews.next_review(rating, at=AT)
    assert due == AT + timedelta(hours=hours)
    assert not reviews.is_overdue(due, now=due - timedelta(seconds=1))
    assert reviews.is_overdue(due, now=due)
    assert not reviews.is_overdue(due, now=due, is_over=True)
    assert not reviews.is_overdue(None, now=due)


@pytest.mark.parametrize(
    ("levels", "baseline", "is_back"),
    [
        ([2, 2], 2, True), ([1, 2, 5], 2, True), ([2, 3], 2, False), ([2], 2, False), ([None, 2], 2, False),
        ([2, 2], None, False), ([], 2, False),
    ],
)  # fmt: skip
def test_tension_is_back_after_two_returns_in_a_row_at_the_level_before(levels, baseline, is_back):
    assert exiting.is_back_to_usual(levels, baseline) == is_back
