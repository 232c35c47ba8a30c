"""What happened in the demonstration's year, who did it and when? Steps in the order of time, and who lives there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from commonweal.act.plans.models import Outcome, PlannedAction, Strategy
from commonweal.answer.meetings.models import Meeting
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.visibility.rules import Viewer

WORLD = Path(__file__).with_name("world")


@dataclass
class World:
    """Everything that exists so far, by the name that the YAML gives it."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Account] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    strategy: Strategy | None = None
    actions: dict[str, PlannedAction] = field(default_factory=dict)
    trusted: dict[str, Any] = field(default_factory=dict)

    def who(self, key: str, at: datetime) -> dict[str, Any]:
        """The person as they were that day, and the moment: what every write asks for."""
        return {"by": self.viewer(key, at), "at": at}

    def viewer(self, key: str, at: datetime) -> Viewer:
        return get_viewer(self.people[key], on=timezone.localdate(at))

    def organisation_of(self, key: str, at: datetime) -> Organisation:
        return self.organisations[self.viewer(key, at).organisation]

    def outcome(self, reference: str, number: int) -> Outcome:
        return self.actions[reference].outcomes.get(number=number)

    def task(self, reference: str, number: str) -> Any:
        """ "1.2" is the second part of task 1."""
        first, *rest = number.split(".")
        task = self.actions[reference].tasks.get(parent=None, number=first)
        for part in rest:
            task = task.subtasks.get(number=part)
        return task


@dataclass(frozen=True)
class Step:
    """One thing that happened. `do` gets the world as it is by then, and the moment."""

    at: datetime
    do: Callable[[World, datetime], Any]


def read(name: str) -> Any:
    return _parsed(WORLD / f"{name}.yaml")


@cache
def _parsed(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)  # noqa: S506  a safe loader, below


class _Words(yaml.SafeLoader):
    """Here "on" is the word before a date, and not a switch."""

    yaml_implicit_resolvers = {
        letter: [
            (tag, found) for tag, found in rules if letter not in "oO" or tag != "tag:yaml.org,2002:bool"
        ]
        for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def moment(on: date, hour: int = 10, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def tell(world: World, steps: Iterable[Step], *, until: datetime) -> None:
    """Do what happened until then, in order; what happens at the same moment keeps the order of the files."""
    for step in sorted((s for s in steps if s.at <= until), key=lambda s: s.at):
        step.do(world, step.at)


def weekly(since: date, until: date) -> list[date]:
    return [since + timedelta(days=n) for n in range(0, (until - since).days + 1, 7)]
