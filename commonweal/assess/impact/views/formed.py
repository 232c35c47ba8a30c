"""How does a form about advice answer: show it, save it, merge it with somebody else's change, or say why it cannot be?"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.assess.impact.forms.advising import AdviceForm
from commonweal.assess.impact.reads import advice
from commonweal.design.forms import merge_response
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible

GET_OR_POST = require_http_methods(["GET", "POST"])
ASSESS, ADVISE, DECIDE, READ = "impact.assess", "impact.advise", "impact.approve", "impact.read"
OVERSEE = "impact.oversee"
Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormPage:
    """The words around a form, and what stands above it as (term, value)."""

    title: str
    button: str
    back: str
    done: str
    trail: Trail = ()
    intro: str = ""
    facts: tuple[tuple[str, Any], ...] = field(default=())


def today(request: Request) -> date:
    return timezone.localdate(request.at)


def to(name: str, *args: Any) -> str:
    return reverse(f"advice:{name}", args=args)


def make(request: Request, form_class: type[AdviceForm], **given: Any) -> Any:
    """The form, told the day; a new record's form gets the key that makes it only once."""
    initial = {"once": secrets.token_urlsafe(24), **given.pop("initial", {})}
    return form_class(request.POST or None, on=today(request), initial=initial, **given)


def answer(
    request: Request,
    form: Any,
    save: Callable[..., Any],
    page: FormPage,
    *,
    current: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """save is given the clean values and what was said of the text; current gives a record's values for the merge page."""
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data, note=form.said_of_text, by=request.viewer, at=request.at)
        except Stale as stale:
            return _merge(request, form, stale, current(stale.record) if current else {})
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return HttpResponseRedirect(page.back, status=303)
    return render(request, "impact/advice/form.jinja", {"form": form, "page": page, "draft": request.path})


def _merge(request: Request, form: Any, stale: Stale, values: dict[str, Any]) -> HttpResponse:
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, values, who, at, current_version=stale.record.version)


def columns(*names: str) -> Callable[[Any], dict[str, Any]]:
    """A record's values under the names of a form's fields."""

    def values(record: Any) -> dict[str, Any]:
        return {name: getattr(getattr(record, name), "pk", getattr(record, name)) for name in names}

    return values


def find_assessment(request: Request, pk: int) -> Any:
    return get_object_or_404(advice.assessments(request.viewer), pk=pk)


def find_operation(request: Request, pk: int) -> Any:
    return get_object_or_404(advice.operations(request.viewer), pk=pk)


def trail_of(assessment: Any, *steps: tuple[str, str]) -> Trail:
    return ((str(assessment.operation), to("show", assessment.pk)), *steps)


def history_of(record: Any) -> list[dict[str, Any]]:
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in list_history(record)]
