"""How does a form page of guidance answer: show it, save it, merge it, or say why it cannot be?"""

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
from commonweal.ground.visibility.rules import NotPossible, Refused, check_may

GET_OR_POST = require_http_methods(["GET", "POST"])
WRITE, APPROVE, REVIEW = "guidance.write", "guidance.approve", "guidance.review"
Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormPage:
    """The words around a form, and where it leads once it is saved."""

    title: str
    button: str
    back: str | Callable[[Any], str]
    leave: str
    trail: Trail
    done: str = "Saved."
    intro: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def to(name: str, *args: Any) -> str:
    return reverse(f"guidance:{name}", args=args)


def trail(*steps: tuple[str, str]) -> Trail:
    return (("Guidance", to("list")), *steps)


def check_reads(request: Request) -> None:
    """Guidance is for those who take part; what everybody may read is what anybody who signed in reads."""
    if not request.viewer.is_signed_in:
        raise Refused("Sign in first.")


def check_own(request: Request, permission: str, owners: Iterable[int]) -> None:
    """Whoever may not save a form is not shown it; the write refuses in any case."""
    check_may(request.viewer, permission, owners)


def make(request: Request, form_class: Any, *, of: Any = None, **given: Any) -> Any:
    initial = {"once": secrets.token_urlsafe(24), **given.pop("initial", {})}
    return form_class(
        request.POST or None, on=today(request), viewer=request.viewer, of=of, initial=initial, **given
    )


def answer(
    request: Request,
    form: Any,
    save: Callable[..., Any],
    page: FormPage,
    *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """save is given the clean values; current gives a record's values for the merge page."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(note=form.said_of_text, **form.cleaned_data)
        except Stale as stale:
            who = stale.last.actor if stale.last else "Somebody"
            at = stale.last.at if stale.last else request.at
            now = current(stale.record) if current else {}
            return merge_response(request, form, now, who, at, current_version=stale.record.version)
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            back = page.back if isinstance(page.back, str) else page.back(saved)
            return HttpResponseRedirect(back, status=303)
    context = {"form": form, "page": page, "draft": request.path, **page.more}
    return render(request, "guidance/form.jinja", context, status=422 if form.errors else 200)


def values_of(*names: str) -> Callable[[Any], dict[str, Any]]:
    """A record's values under the names of a form's fields; lists of records as their keys."""

    def values(record: Any) -> dict[str, Any]:
        return {name: _plain(getattr(record, name)) for name in names}

    return values


def _plain(value: Any) -> Any:
    return list(value.values_list("pk", flat=True)) if hasattr(value, "values_list") else value


def entries_of(history: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in history]
