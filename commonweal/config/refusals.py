"""What does a person see when a write refuses? One place turns refusals into pages, so no view has to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from commonweal.ground.audit.writes import Stale, note_refusal
from commonweal.ground.visibility.rules import NotPossible, Refused


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refused is 403; what cannot be done now goes back to the page it came from, with the sentence."""
        if isinstance(exception, Refused):
            _keep(exception, request)
            return render(request, "design/403.jinja", {"reason": str(exception)}, status=403)
        if isinstance(exception, Stale):
            return render(
                request, "design/409.jinja", {"reason": str(exception), "last": exception.last}, status=409
            )
        if isinstance(exception, NotPossible):
            messages.error(request, str(exception))
            back = request.headers.get("Referer", "")
            here = url_has_allowed_host_and_scheme(
                back, {request.get_host()}, require_https=request.is_secure()
            )
            return HttpResponseRedirect(back if here else "/", status=303)
        return None


def _keep(refusal: Refused, request: Any) -> None:
    """A write keeps its own refusals; what a page refused before it came to that is kept here."""
    if not refusal.is_kept:
        what = f"{request.resolver_match.view_name} by {request.method}"
        note_refusal(what=what, why=str(refusal), by=request.viewer, at=request.at)
