"""What may be released, by whom and when, and what happens to what is already public?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible, Refused


class Kind(StrEnum):
    PAPER = "paper"
    PLAN = "plan"
    DECISIONS = "decisions"
    EQUALITY = "equality"


class State(StrEnum):
    PREPARED = "prepared"
    RELEASED = "released"
    PUBLISHED = "published"
    RETURNED = "returned"


class Event(StrEnum):
    RELEASE = "release"
    SEND_BACK = "send back"
    PUBLISH = "publish"


class LineKind(StrEnum):
    PROMISED = "promised"
    DONE = "done"
    DECIDED = "decided"


KIND_WORDS = {Kind.PAPER: "Committee paper", Kind.PLAN: "Plan statement", Kind.DECISIONS: "Decisions",
              Kind.EQUALITY: "Equality assessment"}  # fmt: skip
STATE_WORDS = {
    State.PREPARED: "Waiting for a second person",
    State.RELEASED: "Released, waiting for its hour",
    State.PUBLISHED: "Published",
    State.RETURNED: "Sent back",
}
NEXT: dict[tuple[State, Event], State] = {
    (State.PREPARED, Event.RELEASE): State.RELEASED,
    (State.PREPARED, Event.SEND_BACK): State.RETURNED,
    (State.RELEASED, Event.SEND_BACK): State.RETURNED,
    (State.RELEASED, Event.PUBLISH): State.PUBLISHED,
}


def next_state(state: str, event: Event) -> State:
    """The state that follows. Raises NotPossible, with a sentence, where the event does not fit the state."""
    following = NEXT.get((State(state), event))
    if following is None:
        raise NotPossible(
            f"This is in the state “{STATE_WORDS[State(state)]}”, where “{event}” is not possible."
        )
    return following


def check_second_person(account_id: int | None, prepared_by_id: int | None) -> None:
    if account_id is None or account_id == prepared_by_id:
        raise Refused("You prepared this, so somebody else has to release it.")


def check_seen(seen: str, now: str) -> None:
    if seen != now:
        raise NotPossible("This is not the text that you read. Open its preview again.")


def check_embargo(until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise NotPossible(
            "The hour until which it is held back lies in the past. Leave it empty to publish now."
        )


def is_due(until: datetime | None, now: datetime) -> bool:
    return until is None or until <= now


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossible("Say why: the public will read it.")


def slug_of(parts: Iterable[str]) -> str:
    """An address in small letters, figures and dashes, of at most 150 signs."""
    text = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:150].strip("-") or "document"
