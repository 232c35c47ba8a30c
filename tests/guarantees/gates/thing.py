"""What is one kind of thing that goes through states, and how does somebody try an event on it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.ground.people.models import Account

Call = Callable[[Any], tuple[str, dict[str, Any]]]
SAYS_WHY = {"reason": ["Because"], "why": ["Because"], "answer": ["Here is why"]}


def _version(row: Any) -> Any:
    return row.version


@dataclass(frozen=True)
class Thing:
    """Its table and states; what each event sends; a record in a state; and what else a step would change."""

    model: Any
    states: tuple[str, ...]
    events: dict[str, Call]
    in_state: Callable[[str], Any]
    second_person: frozenset[str] = frozenset()
    changes: Callable[[Any], Any] = _version

    def stands(self, row: Any) -> tuple[str, Any]:
        """The state, and whatever tells that something else was changed."""
        now = self.model._base_manager.get(pk=row.pk)
        return now.state, self.changes(now)


def somebody() -> Account:
    """Who had no hand in what is set up here."""
    return Account.objects.get(email="manager2@demonstration.example")


def typed(name: str, on: date) -> dict[str, int]:
    """A day in the three boxes of a form."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}
