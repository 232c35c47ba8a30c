"""What does every request know, once the people middleware has seen it?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from commonweal.ground.visibility.rules import Refused, Viewer

NO_ROLE = "You do not have a role that allows this. Ask your organisation’s administrator."


class Request(HttpRequest):
    """A request with who is asking and what time it is: real_at by the clock on the wall, at as it is told here."""

    viewer: Viewer
    at: datetime
    real_at: datetime
    request_id: str


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def check_may(request: Request, permission: str, owners: Iterable[int | None] = ()) -> None:
    """Whoever may not save a form is not shown it; the write refuses in any case."""
    if not request.viewer.may(permission, owners):
        raise Refused(NO_ROLE)


def check_may_somewhere(request: Request, *permissions: str) -> None:
    if not any(request.viewer.may_somewhere(permission) for permission in permissions):
        raise Refused(NO_ROLE)
