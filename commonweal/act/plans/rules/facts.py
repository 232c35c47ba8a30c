"""What does a status follow from? Values only, gathered by reads and judged by `status`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Code(StrEnum):
    """The letters of the scale plan_status."""

    COMPLETE = "B"
    ON_TRACK = "G"
    AT_RISK = "A"
    OFF_TRACK = "R"
    NOT_STARTED = "W"
    UNDELIVERED = "X"
    NO_UPDATE = "N"


LABELS = {
    Code.COMPLETE: "Complete",
    Code.ON_TRACK: "On track",
    Code.AT_RISK: "At risk",
    Code.OFF_TRACK: "Off track",
    Code.NOT_STARTED: "Not started",
    Code.UNDELIVERED: "Closed undelivered",
    Code.NO_UPDATE: "No update",
}
CODE_CHOICES = [(code.value, label) for code, label in LABELS.items()]
# How bad each is. Nobody knowing is worse than being on track and better than a trouble that is known.
SEVERITY = {
    Code.COMPLETE: 0,
    Code.NOT_STARTED: 1,
    Code.ON_TRACK: 1,
    Code.NO_UPDATE: 2,
    Code.AT_RISK: 3,
    Code.OFF_TRACK: 4,
    Code.UNDELIVERED: 5,
}
# For sorting, and for saying which way it went: knowing nothing is then worse than knowing a risk.
WORRY = {
    Code.COMPLETE: 0,
    Code.NOT_STARTED: 2,
    Code.ON_TRACK: 2,
    Code.AT_RISK: 3,
    Code.NO_UPDATE: 4,
    Code.OFF_TRACK: 5,
    Code.UNDELIVERED: 1,
}
SLIP_DAYS = 28
EVERY_DAYS = 91


@dataclass(frozen=True)
class TaskFacts:
    name: str
    due_on: date | None = None
    forecast_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class EvidenceFacts:
    state: str
    offered_by: int | None
    judged_by: int | None = None
    judged_on: date | None = None
    shown_from_on: date | None = None

    @property
    def proves(self) -> bool:
        """Accepted, and by somebody else than the one who offered it."""
        return self.state == "accepted" and self.judged_by is not None and self.judged_by != self.offered_by

    @property
    def holds_from_on(self) -> date | None:
        return self.shown_from_on or self.judged_on


@dataclass(frozen=True)
class OutcomeFacts:
    name: str
    evidence: tuple[EvidenceFacts, ...] = ()
    demonstrate_days: int = 0

    @property
    def proven(self) -> bool:
        return any(e.proves for e in self.evidence)

    @property
    def waiting(self) -> bool:
        return not self.proven and any(e.state == "offered" for e in self.evidence)

    def must_hold_until(self) -> date | None:
        """When the demonstration period of proven evidence ends; the earliest evidence counts."""
        since = [e.holds_from_on for e in self.evidence if e.proves and e.holds_from_on]
        return min(since) + timedelta(days=self.demonstrate_days) if since else None


@dataclass(frozen=True)
class ResourceFacts:
    name: str
    state: str = "secured"
    condition: str = ""


@dataclass(frozen=True)
class ActionFacts:
    """One action as it stood on a day. updates_from_on is the day from which reports are owed."""

    on: date
    starts_on: date | None = None
    due_on: date | None = None
    forecast_on: date | None = None
    updates_from_on: date | None = None
    every_days: int = EVERY_DAYS
    last_update_on: date | None = None
    issue: str = ""
    recovery: str = ""
    lead: str = ""
    contact: str = ""
    tasks: tuple[TaskFacts, ...] = ()
    outcomes: tuple[OutcomeFacts, ...] = ()
    resources: tuple[ResourceFacts, ...] = ()
    state: str = "open"
    closed_on: date | None = None
    decision: str = ""
    challenged_on: date | None = None

    @property
    def tasks_done(self) -> bool:
        return all(task.done_on for task in self.tasks)

    @property
    def outcomes_proven(self) -> bool:
        return bool(self.outcomes) and all(outcome.proven for outcome in self.outcomes)

    def silent_days(self) -> int | None:
        """Days since anybody reported, or since reports were first owed; None while nothing is owed."""
        since = self.last_update_on or self.updates_from_on
        return max(0, (self.on - since).days) if since else None

    def reports_missed(self) -> int:
        silent = self.silent_days()
        return 0 if silent is None or silent <= self.every_days else 1 + (silent > 2 * self.every_days)

    def update_due_on(self) -> date | None:
        since = self.last_update_on or self.updates_from_on
        return since + timedelta(days=self.every_days) if since else None

    def next_on(self) -> date | None:
        """The next date on which something is due; where all have passed, the earliest that is still owed."""
        if self.state in ("closed", "undelivered"):
            return None
        dates = [t.due_on for t in self.tasks if t.due_on and not t.done_on]
        dates += [self.due_on] if self.due_on else []
        coming = [d for d in dates if d >= self.on]
        return min(coming) if coming else min(dates, default=None)
