"""How does a form page of the register answer: show it, save it, merge it, or say why it cannot be?"""

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

from commonweal.assess.harm.forms import HarmForm, NewForm
from commonweal.design.forms import merge_response
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may

GET_OR_POST = require_http_methods(["GET", "POST"])
Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormPage:
    """The words around a form; back may be made from the record that was saved."""

    title: str
    button: str
    back: str
    done: str
    trail: Trail
    intro: str = ""
    kind: str = "primary"


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def to(name: str, *args: Any) -> str:
    return reverse(f"harm:{name}", args=args)


def trail_to(version: Any, last: str) -> Trail:
    return (
        ("Definitions", to("list")),
        (f"{version.definition.title}, version {version.number}", to("version", version.pk)),
        (last, ""),
    )


def answer(
    request: Request, form: HarmForm, save: Callable[..., Any], page: FormPage, current: Callable[[Any], dict[str, Any]]
) -> HttpResponse:  # fmt: skip
    """save is given the clean values; current gives a record's values for the page that merges."""
    if request.method == "POST" and form.is_valid():
        try:
            made = save(**form.cleaned_data, note=form.said_of_text)
        except Stale as stale:
            who = stale.last.actor if stale.last else "Somebody"
            at = stale.last.at if stale.last else request.at
            return merge_response(
                request, form, current(stale.record), who, at, current_version=stale.record.version
            )
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return HttpResponseRedirect(page.back or made, status=303)
    status = 422 if form.errors else 200
    context = {"form": form, "page": page, "draft": request.path}
    return render(request, "harm/form.jinja", context, status=status)


def on_version(
    request: Request, version: Any, form_class: type[HarmForm], write: Callable[..., Any], page: FormPage, *,
    values: Callable[[Any], dict[str, Any]] = lambda record: {}, permission: str = "harm.edit", **given: Any,
) -> HttpResponse:  # fmt: skip
    """A form that changes a version or one of its parts, against the version that the person saw."""
    check_may(request.viewer, permission)
    form = form_class(
        request.POST or None, on=today(request), initial=values(version), version=version.version
    )

    def save(**typed: Any) -> None:
        write(of=version, version=form.version, by=request.viewer, at=request.at, **given, **typed)

    return answer(request, form, save, page, values)


def anew(
    request: Request, form_class: type[NewForm], save: Callable[..., str], page: FormPage, permission: str
) -> HttpResponse:
    """A form that makes a record; save gives the address to go to."""
    check_may(request.viewer, permission)
    form = form_class(request.POST or None, on=today(request), initial={"once": secrets.token_urlsafe(24)})
    return answer(request, form, save, page, lambda record: {})
