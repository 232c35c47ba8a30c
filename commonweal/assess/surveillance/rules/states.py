"""What may happen to an alert, and who may not because it would be their own work?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible, Refused


class State(StrEnum):
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    EXPLAINED = "explained"
    CLOSED = "closed"


class Event(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    EXPLAIN = "explain"
    CLOSE = "close"
    LOOK_AGAIN = "look-again"


@dataclass(frozen=True)
class EventRule:
    """done finishes "cannot be …"; asks is the question that the person answers, "" where none is asked."""

    done: str
    permission: str
    asks: str = ""


STATE_WORDS = {
    State.RAISED: "Raised",
    State.ACKNOWLEDGED: "Acknowledged",
    State.EXPLAINED: "Explained",
    State.CLOSED: "Closed",
}
OPEN = (State.RAISED, State.ACKNOWLEDGED)
EVENTS = {
    Event.ACKNOWLEDGE: EventRule("acknowledged", "surveillance.acknowledge"),
    Event.EXPLAIN: EventRule("explained", "surveillance.explain", "What explains it?"),
    Event.CLOSE: EventRule("closed", "surveillance.close", "Why is it closed?"),
    Event.LOOK_AGAIN: EventRule("looked at again", "surveillance.look_again", "Why look again?"),
}
NEXT: dict[tuple[State, Event], State] = {
    (State.RAISED, Event.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.RAISED, Event.EXPLAIN): State.EXPLAINED,
    (State.ACKNOWLEDGED, Event.EXPLAIN): State.EXPLAINED,
    (State.ACKNOWLEDGED, Event.CLOSE): State.CLOSED,
    (State.EXPLAINED, Event.CLOSE): State.CLOSED,
    (State.EXPLAINED, Event.LOOK_AGAIN): State.RAISED,
    (State.CLOSED, Event.LOOK_AGAIN): State.RAISED,
}


def next_state(state: str, event: Event) -> State:
    """The state that follows. Raises NotPossible, with a sentence, where the event does not fit the state."""
    following = NEXT.get((State(state), event))
    if following is None:
        raise NotPossible(
            f"An alert that is {STATE_WORDS[State(state)].lower()} cannot be {EVENTS[event].done}."
        )
    return following


def events_from(state: str) -> list[Event]:
    return [event for event in Event if (State(state), event) in NEXT]


def check_words(event: Event, words: str) -> None:
    if EVENTS[event].asks and not words.strip():
        raise NotPossible(f"Say why: an alert cannot be {EVENTS[event].done} without words.")


def check_second_person(explained_by: int | None, closing: int) -> None:
    """Whoever gave the explanation does not also decide that it is enough."""
    if explained_by is not None and explained_by == closing:
        raise Refused("Somebody else has to close an alert that you explained.")
