"""How does a page with a form answer: show it, save it, merge it with somebody else's change, or say why not?"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.design.forms import merge_response
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, Refused

GET_OR_POST = require_http_methods(["GET", "POST"])
READ, OVERSEE = "impact.read", "impact.oversee"
ASSESS, REQUEST = "impact.assess", "impact.request"


@dataclass(frozen=True)
class FormPage:
    """The words around a form."""

    title: str
    button: str
    back: str
    done: str
    trail: tuple[tuple[str, str], ...]
    intro: str = ""
    seen: tuple[tuple[str, str], ...] = ()
    """What somebody saw who was there, and who saw it where and when: to be read while one writes."""


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def to(name: str, *args: Any) -> str:
    return reverse(f"impact:{name}", args=args)


def check_reads(request: Request) -> None:
    if not any(request.viewer.may_somewhere(permission) for permission in (READ, OVERSEE, ASSESS)):
        raise Refused("You do not have a role that reads impact assessments.")


def make(request: Request, form_class: Any, **given: Any) -> Any:
    """The form, told the day and who asks; a new record's form gets the key that makes it only once."""
    initial = {"once": secrets.token_urlsafe(24), **given.pop("initial", {})}
    return form_class(
        request.POST or None, on=today(request), viewer=request.viewer, initial=initial, **given
    )


def answer(
    request: Request,
    form: Any,
    save: Callable[..., Any],
    page: FormPage,
    *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """save is given the clean values and may say where to go; current gives a record's values for the merge page."""
    status = 200
    if request.method == "POST" and form.is_valid():
        note = {"note": form.said_of_text} if form.said_of_text else {}
        try:
            made = save(**form.cleaned_data, **note)
        except Stale as stale:
            return _merge(request, form, stale, current(stale.record) if current else {})
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return HttpResponseRedirect(made if isinstance(made, str) else page.back, status=303)
    if form.errors:
        status = 422
    context = {"form": form, "page": page, "draft": request.path}
    return render(request, "impact/written.jinja", context, status=status)


def _merge(request: Request, form: Any, stale: Stale, values: dict[str, Any]) -> HttpResponse:
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, values, who, at, current_version=stale.record.version)
