"""How does a form page of this room answer: show it, save it, merge it, or say why it cannot be?"""

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
    trail: tuple[tuple[str, str], ...]
    intro: str = ""
    warning: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def to(name: str, *args: Any) -> str:
    return reverse(f"trusted:{name}", args=args)


def home_trail(request: Request, *rest: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Back to the first page of the room that this person may open."""
    keeps = request.viewer.may_somewhere("trusted.keep")
    first = ("Trusted exchange", to("list")) if keeps else ("Relays", to("relays"))
    return (first, *rest)


def answer(
    request: Request, form: Any, save: Callable[..., Any], page: FormPage, *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    """save is given the clean values and says where to go, or nothing; current gives values for the merge page."""
    if request.method == "POST" and form.is_valid():
        try:
            address = save(**form.cleaned_data, note=form.said_of_text)
        except Stale as stale:
            values = current(stale.record) if current else {}
            who, at = (stale.last.actor, stale.last.at) if stale.last else ("Somebody", request.at)
            return merge_response(request, form, values, who, at, current_version=stale.record.version)
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return redirect(address or page.back)
    return render(
        request, "exchange/form.jinja", {"form": form, "page": page, "draft": request.path, **page.more}
    )


def redirect(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)


def done(request: Request, words: str, address: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address)


def new_key() -> dict[str, str]:
    return {"once": secrets.token_urlsafe(24)}


def check_may(request: Request, permission: str, owners: Iterable[int | None] = ()) -> None:
    """Whoever may not save a form is not shown it; the write refuses in any case."""
    if not request.viewer.may(permission, owners):
        raise Refused("You do not have a role that allows this. Ask your organisation’s administrator.")


def check_may_somewhere(request: Request, *permissions: str) -> None:
    if not any(request.viewer.may_somewhere(permission) for permission in permissions):
        raise Refused("You do not have a role that allows this. Ask your organisation’s administrator.")


def version_sent(request: Request) -> int:
    try:
        return int(request.POST.get("version") or 0)
    except ValueError:
        return 0
