"""How long does a session last, and was the second step part of it?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from commonweal.ground.people import rules

BEGAN, SEEN, SECOND_STEP, DEMONSTRATION = "began", "seen", "second_step", "demonstration"
LAST_VISIT = "last_visit"
NOTE_EVERY = timedelta(minutes=1)  # reading a page every second need not write every second


def begin(session: Any, *, at: datetime, second_step: bool) -> None:
    session[BEGAN] = session[SEEN] = at.timestamp()
    session[SECOND_STEP] = second_step


def keep_last_visit(session: Any, began_at: datetime | None) -> None:
    """When this person was here before, asked once when they sign in."""
    session[LAST_VISIT] = began_at.isoformat() if began_at else ""


def last_visit(session: Any) -> datetime | None:
    kept = session.get(LAST_VISIT, "")
    return datetime.fromisoformat(kept) if kept else None


def is_over(session: Any, *, at: datetime) -> bool:
    """Idle for half an hour, or twelve hours old. A session that nobody began in our way begins now."""
    if BEGAN not in session:
        session[BEGAN] = session[SEEN] = at.timestamp()
    began, seen = (datetime.fromtimestamp(session.get(key, 0), UTC) for key in (BEGAN, SEEN))
    return rules.session_is_over(began=began, seen=seen, at=at)


def note_seen(session: Any, *, at: datetime) -> None:
    if at.timestamp() - session.get(SEEN, 0) >= NOTE_EVERY.total_seconds():
        session[SEEN] = at.timestamp()
