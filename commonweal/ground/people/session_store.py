"""Where does a session stand? In the database, as the framework keeps it, with the question of every request put once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from commonweal.ground.visibility.kept import KeptQuestion


def _lasting(key: str, at: datetime) -> QuerySet[Any, tuple[str]]:
    return Session.objects.filter(session_key=key, expire_date__gt=at).values_list("session_data")


LASTING = KeptQuestion(_lasting, key=str, at=datetime)


class SessionStore(db.SessionStore):
    """The framework's own, which is asked for by every request of somebody who has signed in."""

    def load(self) -> dict[str, Any]:
        found = LASTING.ask(key=self.session_key or "", at=timezone.now())
        if not found:
            self._session_key = None
            return {}
        return dict(self.decode(found[0][0]))
