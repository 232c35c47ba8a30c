"""Which move may follow which, who may make it, and who may not because it would be their own work?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.ground.visibility.rules import NotPossible, Refused


@dataclass(frozen=True)
class Event:
    """words finishes "cannot be …"; never_by names the columns whose person may not do this."""

    words: str
    permission: str
    never_by: tuple[str, ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class StateTable:
    """A thing's states, its events and the moves between them, as data."""

    thing: str
    start: str
    states: Mapping[str, str]
    events: Mapping[str, Event]
    moves: Mapping[tuple[str, str], str]

    def choices(self) -> list[tuple[str, str]]:
        return [(state, words.capitalize()) for state, words in self.states.items()]

    def may(self, state: str, event: str) -> bool:
        return (state, event) in self.moves

    def follow(self, state: str, event: str) -> str:
        """The state after the event. Raises NotPossible with a sentence where the table has no such move."""
        if not self.may(state, event):
            raise NotPossible(
                f"{_a(self.thing).capitalize()} that is {self.states[state]} cannot be {self.events[event].words}."
            )
        return self.moves[state, event]

    def events_from(self, state: str) -> list[str]:
        return [event for event in self.events if self.may(state, event)]

    def check_person(self, event: str, person: int | None, workers: Iterable[int | None]) -> None:
        """Raise Refused where this person did the work that the event judges."""
        if self.events[event].never_by and (person is None or person in set(workers) - {None}):
            raise Refused(
                f"Somebody else has to do this: your own {self.thing} cannot be {self._by_you(event)}."
            )

    def _by_you(self, event: str) -> str:
        return f"{self.events[event].words} by you"

    def check_reason(self, event: str, reason: str) -> None:
        if self.events[event].needs_reason and not reason.strip():
            raise NotPossible(
                f"Say why: {_a(self.thing)} cannot be {self.events[event].words} without a reason."
            )

    def reachable(self, state: str) -> frozenset[str]:
        """Every state that can follow, however many moves later."""
        found: set[str] = set()
        waiting = [state]
        while waiting:
            here = waiting.pop()
            for (origin, _), target in self.moves.items():
                if origin == here and target not in found:
                    found.add(target)
                    waiting.append(target)
        return frozenset(found)


def _a(thing: str) -> str:
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"
