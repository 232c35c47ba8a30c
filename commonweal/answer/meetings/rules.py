"""What may happen to a meeting, and which sentence says that its papers are late or its body overdue?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible

CLEAR_DAYS = 5
STANDING_ITEMS = (
    "Apologies for absence",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Matters arising and action log",
    "Forward plan",
    "Urgent business",
)


class State(StrEnum):
    PLANNED = "planned"
    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


class Event(StrEnum):
    PUBLISH_AGENDA = "publish agenda"
    HOLD = "hold"
    CANCEL = "cancel"


class Access(StrEnum):
    OPEN = "open"
    PART_EXEMPT = "part_exempt"
    EXEMPT = "exempt"


STATE_WORDS = {
    State.PLANNED: "Planned",
    State.CALLED: "Agenda published",
    State.HELD: "Held",
    State.CANCELLED: "Cancelled",
}
ACCESS_WORDS = {
    Access.OPEN: "Open to the public",
    Access.PART_EXEMPT: "Part of it in private (exempt items)",
    Access.EXEMPT: "In private",
}
NEXT: dict[tuple[State, Event], State] = {
    (State.PLANNED, Event.PUBLISH_AGENDA): State.CALLED,
    (State.PLANNED, Event.CANCEL): State.CANCELLED,
    (State.CALLED, Event.HOLD): State.HELD,
    (State.CALLED, Event.CANCEL): State.CANCELLED,
}


def next_state(state: str, event: Event) -> State:
    """The state that follows. Raises NotPossible, with a sentence, where the event does not fit the state."""
    following = NEXT.get((State(state), event))
    if following is None:
        raise NotPossible(f"This meeting is {STATE_WORDS[State(state)].lower()}: “{event}” is not possible.")
    return following


def may_edit(state: str) -> bool:
    return State(state) in {State.PLANNED, State.CALLED}


def check_may_edit(state: str) -> None:
    if not may_edit(state):
        raise NotPossible("A meeting that was held or cancelled is not changed any more.")


def check_held_on(meeting_on: date, today: date) -> None:
    if today < meeting_on:
        raise NotPossible("The meeting lies ahead: it cannot have been held yet.")


def check_notice(clear_days: int, urgency_reason: str) -> None:
    """A shorter notice needs the reason for urgency that the minutes will carry."""
    if clear_days < CLEAR_DAYS and not urgency_reason.strip():
        raise NotPossible(
            f"Only {clear_days} of {CLEAR_DAYS} clear working days are left. Give the reason for urgency."
        )


def notice_sentence(*, out_by: date, clear_days: int, published: bool, in_words: str) -> str:
    """Are the agenda and its papers out in time? `in_words` is the day by which they must be out."""
    if published and clear_days >= CLEAR_DAYS:
        return f"Published with {clear_days} clear working days' notice."
    if published:
        return f"Published late: {clear_days} clear working days instead of {CLEAR_DAYS}."
    if clear_days >= CLEAR_DAYS:
        return f"Must be out by {in_words} to leave {CLEAR_DAYS} clear working days."
    return f"Too late for {CLEAR_DAYS} clear working days: it had to be out by {in_words}."


def overdue_sentence(rule: str, last: str, due: str, days_late: int) -> str:
    """Why a body counts as overdue, with what that was worked out from."""
    days = "1 day" if days_late == 1 else f"{days_late} days"
    return f"It meets {rule}; {last}; so a meeting was due by {due}, {days} ago."
