"""How does a form page answer: show it, save it, merge it with somebody else's change, or say why it cannot be?"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.design.forms import merge_response
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.tension.reads.weeks import main_round

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class FormPage:
    """The words around a form. back may be worked out from what was saved."""

    title: str
    button: str
    back: str | Callable[[Any], str]
    done: str
    leave: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    intro: str = ""
    second_button: str = ""
    template: str = "tension/form.jinja"
    more: dict[str, Any] = field(default_factory=dict)


def answer(
    request: Request,
    form: Any,
    save: Callable[[], Any],
    page: FormPage,
    *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """save is called once the form is clean; current gives a record's values for the merge page."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = save()
        except Stale as stale:
            return _merge(request, form, stale, current(stale.record) if current else {})
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return redirect(page.back if isinstance(page.back, str) else page.back(saved))
    status = 422 if form.errors else 200
    context = {"form": form, "page": page, "draft": request.path, **page.more}
    return render(request, page.template, context, status=status)


def _merge(request: Request, form: Any, stale: Stale, values: dict[str, Any]) -> HttpResponse:
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, values, who, at, current_version=stale.record.version)


def redirect(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)


def done(request: Request, words: str, address: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address)


def to(name: str, *args: Any) -> str:
    return reverse(f"tension:{name}", args=args)


def find_or_404(rows: Any, **lookup: Any) -> Any:
    """One of the rows that the viewer may see; a number too large for any table is not there either."""
    return get_visible_or_404(rows, **lookup)


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def values_of(*names: str) -> Callable[[Any], dict[str, Any]]:
    """A record's values under the names of a form's fields."""

    def values(record: Any) -> dict[str, Any]:
        return {name: getattr(getattr(record, name), "pk", getattr(record, name)) for name in names}

    return values


def new_key() -> dict[str, str]:
    return {"once": secrets.token_urlsafe(24)}


def once_of(form: forms.Form) -> str | None:
    return form.cleaned_data.get("once")


def check_may(request: Request, permission: str, owners: Iterable[int | None] = ()) -> None:
    """Whoever may not save a form is not shown it; the write refuses in any case."""
    if not request.viewer.may(permission, owners):
        raise Refused("You do not have a role that allows this. Ask your organisation’s administrator.")


def check_reads(request: Request, *permissions: str) -> None:
    """A page that a role has no part in is not there for it."""
    if not any(request.viewer.may_somewhere(permission) for permission in permissions):
        raise Http404


def the_round(request: Request) -> Any:
    """The round that runs today; without one there is nothing to show."""
    chosen = main_round(today(request))
    if chosen is None:
        raise Http404
    return chosen


def asked_week(request: Request) -> date:
    """The week in the address, or the one that we are in."""
    typed = request.GET.get("week", "")
    try:
        day = date.fromisoformat(typed) if typed else today(request)
    except ValueError as wrong:
        raise Http404 from wrong
    if not date(1900, 1, 8) < day < date(9998, 1, 1):
        raise Http404
    return monday_of(day)


def week_from(typed: str) -> date:
    """A week that is part of an address; anything but a Monday is no address."""
    try:
        day = date.fromisoformat(typed)
    except ValueError as wrong:
        raise Http404 from wrong
    if day.weekday() or not date(1900, 1, 8) < day < date(9998, 1, 1):
        raise Http404
    return day


def monday_of(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())
