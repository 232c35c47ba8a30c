"""Which requests are answered before anybody is asked who they are? Those that no address could ever take."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

TAKEN = ("GET", "HEAD", "POST")


class DoorMiddleware:
    """Refuses every method but those a browser sends, before the session, the viewer or the database is looked at.

    So such a request cannot tell what is there from what is not, and a flood of them costs next to nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in TAKEN:
            return self.get_response(request)
        said = "This address can be opened, and some addresses take a form. Nothing else is done here.\n"
        return HttpResponseNotAllowed(TAKEN, said, content_type="text/plain; charset=utf-8")
