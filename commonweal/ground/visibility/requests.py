"""What does every request know, once the people middleware has seen it?"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from commonweal.ground.visibility.rules import Viewer


class Request(HttpRequest):
    """A request with who is asking and what time it is: real_at by the clock on the wall, at as it is told here."""

    viewer: Viewer
    at: datetime
    real_at: datetime
    request_id: str
