"""Who is asking, and what time is it? Every request learns both here, once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from commonweal.ground.people.reads import get_viewer
from commonweal.ground.visibility.rules import Viewer


class ViewerMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            request.viewer = get_viewer(  # type: ignore[attr-defined]
                request.user,
                on=timezone.localdate(request.at),
                request_id=request.request_id,  # type: ignore[arg-type,attr-defined]
            )
        else:
            request.viewer = Viewer(request_id=request.request_id)  # type: ignore[attr-defined]
        return self.get_response(request)
