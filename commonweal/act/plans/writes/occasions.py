"""How does a write that touches many records leave an entry with each of them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonweal.ground.audit.models import Record
from commonweal.ground.audit.writes import _append, _Earlier
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class _Occasion:
    """By which write, by whom, when and why records are changed."""

    action: str
    by: Viewer
    at: datetime
    reason: str

    def enter(self, record: Record, words: str, earlier: _Earlier | None = None, reason: str = "") -> None:
        """One more sealed entry in the same transaction, so that each record's own history tells of it."""
        changed = (earlier or _Earlier(None)).compare(record)
        why = reason or self.reason
        _append(by=self.by, at=self.at, action=self.action, words=words, reason=why, once=None, **changed)
