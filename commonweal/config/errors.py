"""What does a person see when something went wrong? The same page whether a thing is not theirs or does not exist."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "design/400.jinja", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "design/403.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "design/404.jinja", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says so without asking the database anything, because it may be the database that is away."""
    return HttpResponse(get_template("design/500.jinja").render(), status=500)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: it stood open too long, or it came from somewhere else."""
    said = "This form could not be accepted: it was open for too long, or it did not come from here. Open it again."
    return render(request, "design/403.jinja", {"reason": said}, status=403)
