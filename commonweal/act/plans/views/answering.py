"""How does a form page answer: show it, save it, merge it with somebody else's change, or say why it cannot be?"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.design.forms import merge_response
from commonweal.design.scanned import ScannedForm
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, Refused

GET_OR_POST = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class FormPage:
    """The words around a form."""

    title: str
    button: str
    back: str
    done: str
    trail: tuple[tuple[str, str], ...] = ()
    intro: str = ""
    second_button: str = ""
    template: str = "plans/form.jinja"
    more: dict[str, Any] = field(default_factory=dict)


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def answer(
    request: Request,
    form: ScannedForm,
    save: Callable[..., Any],
    page: FormPage,
    *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """save is given the clean values and what was said of the text; current gives a record's values for the merge page."""
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data, note=form.said_of_text)
        except Stale as stale:
            values = current(stale.record) if current else {}
            return _merge(request, form, stale, values)
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return redirect(page.back)
    return render(request, page.template, {"form": form, "page": page, "draft": request.path, **page.more})


def _merge(request: Request, form: Any, stale: Stale, values: dict[str, Any]) -> HttpResponse:
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, values, who, at, current_version=stale.record.version)


def redirect(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)


def to(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)


def columns(*names: str) -> Callable[[Any], dict[str, Any]]:
    """A record's values under the names of a form's fields."""

    def values(record: Any) -> dict[str, Any]:
        found = {name: getattr(record, name) for name in names}
        return {name: getattr(value, "pk", value) for name, value in found.items()}

    return values


def new_key() -> dict[str, str]:
    return {"once": secrets.token_urlsafe(24)}


def check_may(request: Request, permission: str, owners: Iterable[int | None] = ()) -> None:
    """Whoever may not save a form is not shown it; the write refuses in any case."""
    if not request.viewer.may(permission, owners):
        raise Refused("You do not have a role that allows this. Ask your organisation’s administrator.")


def done(request: Request, words: str, address: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address)
