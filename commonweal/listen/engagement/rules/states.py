"""Through which states does a thing go, and which step is possible from where?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.ground.visibility.rules import NotPossible


@dataclass(frozen=True)
class Moves:
    """The states of one kind of thing in words, and what each event makes of each state; what is not there is refused."""

    thing: str
    start: str
    states: Mapping[str, str]
    events: Mapping[str, str]
    table: Mapping[tuple[str, str], str]

    def choices(self) -> list[tuple[str, str]]:
        return list(self.states.items())

    def may(self, state: str, event: str) -> bool:
        return (state, event) in self.table

    def open_to(self, state: str) -> list[str]:
        """The events that are possible now, in the order of the list."""
        return [event for event in self.events if self.may(state, event)]

    def next(self, state: str, event: str) -> str:
        """The state that follows. Raises NotPossible with a sentence."""
        if not self.may(state, event):
            words = self.states.get(state, state).lower()
            raise NotPossible(
                f"This {self.thing} is {words}: it cannot be {self.events.get(event, event)} now."
            )
        return self.table[state, event]


RELATIONSHIP = Moves(
    thing="relationship",
    start="new",
    states={
        "new": "New",
        "building": "Building",
        "trusted": "Trusted",
        "strained": "Strained",
        "dormant": "Dormant",
    },
    events={
        "build": "called building",
        "trust": "called trusted",
        "strain": "called strained",
        "rest": "called dormant",
    },
    table={
        ("new", "build"): "building",
        ("new", "rest"): "dormant",
        ("building", "trust"): "trusted",
        ("building", "strain"): "strained",
        ("building", "rest"): "dormant",
        ("trusted", "strain"): "strained",
        ("trusted", "rest"): "dormant",
        # Trust that was lost is built again, never declared.
        ("strained", "build"): "building",
        ("strained", "rest"): "dormant",
        ("dormant", "build"): "building",
    },
)

LOAN = Moves(
    thing="loan",
    start="asked",
    states={
        "asked": "Waiting for the person’s consent",
        "agreed": "Agreed by the person",
        "declined": "Declined by the person",
        "cancelled": "Cancelled",
        "ended": "Ended",
    },
    events={"agree": "agreed", "decline": "declined", "cancel": "cancelled", "end": "ended"},
    table={
        ("asked", "agree"): "agreed",
        ("asked", "decline"): "declined",
        ("asked", "cancel"): "cancelled",
        # Consent can be taken back for as long as the loan runs.
        ("agreed", "decline"): "declined",
        ("agreed", "cancel"): "cancelled",
        ("agreed", "end"): "ended",
    },
)

COMMITMENT = Moves(
    thing="commitment",
    start="open",
    states={
        "open": "Not begun",
        "in_progress": "In progress",
        "done": "Done",
        "not_possible": "Not possible",
    },
    events={
        "begin": "begun",
        "finish": "called done",
        "refuse": "called not possible",
        "reopen": "opened again",
    },
    table={
        ("open", "begin"): "in_progress",
        ("open", "finish"): "done",
        ("open", "refuse"): "not_possible",
        ("in_progress", "finish"): "done",
        ("in_progress", "refuse"): "not_possible",
        ("done", "reopen"): "in_progress",
        ("not_possible", "reopen"): "in_progress",
    },
)
OWED = frozenset({"open", "in_progress"})

ISSUE = Moves(
    thing="issue",
    start="raised",
    states={
        "raised": "Raised",
        "assessed": "Assessed",
        "acted": "Acted on",
        "told": "Told back",
    },
    events={
        "assess": "assessed",
        "act": "acted on",
        "tell": "told back",
        "raise": "raised again",
    },
    table={
        ("raised", "assess"): "assessed",
        ("assessed", "assess"): "assessed",
        ("assessed", "act"): "acted",
        # An assessment may say that nothing is to be done; whoever spoke is still owed an answer.
        ("assessed", "tell"): "told",
        ("acted", "act"): "acted",
        ("acted", "tell"): "told",
        ("told", "raise"): "raised",
    },
)

EVENT = Moves(
    thing="expectation",
    start="watched",
    states={"watched": "Being watched", "judged": "Judged"},
    events={"change": "changed", "judge": "judged", "watch": "watched again"},
    table={
        ("watched", "change"): "watched",
        ("watched", "judge"): "judged",
        ("judged", "watch"): "watched",
    },
)

ROUND = Moves(
    thing="round",
    start="open",
    states={"open": "Open", "closed": "Closed"},
    events={"answer": "answered", "close": "closed"},
    table={("open", "answer"): "open", ("open", "close"): "closed"},
)

TABLES = {
    "relationship": RELATIONSHIP,
    "loan": LOAN,
    "commitment": COMMITMENT,
    "issue": ISSUE,
    "event": EVENT,
    "round": ROUND,
}
