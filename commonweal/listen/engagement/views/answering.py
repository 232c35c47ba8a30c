"""How does a form page answer: show it, save it, merge it with somebody else's change, or say why it cannot be?"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.design.forms import merge_response
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.engagement.forms import RoomForm

GET_OR_POST = require_http_methods(["GET", "POST"])
READ, COVERAGE = "engagement.read", "engagement.coverage"
DESK, LOG = "engagement.desk", "engagement.log"


@dataclass(frozen=True)
class FormPage:
    """The words around a form."""

    title: str
    button: str
    back: str
    done: str
    trail: tuple[tuple[str, str], ...] = ()
    intro: str = ""
    warning: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def asked(request: Request, name: str) -> str:
    """What stands in the address under this name, without what no database keeps as text."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]


def sent(request: Request, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:200]


def to(name: str, *args: Any) -> str:
    return reverse(f"engagement:{name}", args=args)


def trail(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("Communities", to("list")), *steps)


def make(request: Request, form_class: type[RoomForm], **given: Any) -> Any:
    """The form, told the day and who asks; a new record's form gets the key that makes it only once."""
    initial = {"once": secrets.token_urlsafe(24), **given.pop("initial", {})}
    return form_class(
        request.POST or None, on=today(request), viewer=request.viewer, initial=initial, **given
    )


def answer(
    request: Request,
    form: forms.Form,
    save: Callable[..., Any],
    page: FormPage,
    *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """save is given the clean values; current gives a record's values for the merge page."""
    if request.method == "POST" and form.is_valid():
        try:
            made = save(**form.cleaned_data, **_what_was_said_of_text(form))
        except Stale as stale:
            return _merge(request, form, stale, current(stale.record) if current else {})
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return redirect(page.back or made)
    context = {"form": form, "page": page, "draft": request.path, **page.more}
    return render(request, "engagement/form.jinja", context)


def _what_was_said_of_text(form: Any) -> dict[str, str]:
    """For the audit: why words that looked private may stay."""
    said = getattr(form, "said_of_text", "")
    return {"note": said} if said else {}


def _merge(request: Request, form: Any, stale: Stale, values: dict[str, Any]) -> HttpResponse:
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, values, who, at, current_version=stale.record.version)


def redirect(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)


def columns(*names: str) -> Callable[[Any], dict[str, Any]]:
    """A record's values under the names of a form's fields; lists of records as their keys."""

    def values(record: Any) -> dict[str, Any]:
        return {name: _plain(getattr(record, name)) for name in names}

    return values


def _plain(value: Any) -> Any:
    if hasattr(value, "values_list"):
        return list(value.values_list("pk", flat=True))
    return getattr(value, "pk", value)
