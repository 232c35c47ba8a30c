"""How does a form page answer: show it, save it, merge it with somebody else's change, or say why it cannot be?

A room says which words stand around its forms and which template shows them; what becomes of what was sent is said here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from commonweal.design.merging import merge_response
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible

Trail = tuple[tuple[str, str], ...]
Values = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class FormPage:
    """The words around a form, and where it leads: to an address, or to the one that is worked out from what was saved."""

    title: str
    button: str
    back: str | Callable[[Any], str]
    done: str = "Saved."
    trail: Trail = ()
    intro: str = ""
    warning: str = ""
    second_button: str = ""
    template: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def leads_to(self, saved: Any) -> str:
        return self.back if isinstance(self.back, str) else self.back(saved)

    @property
    def leave(self) -> str:
        """Where somebody goes who leaves it as it is: back, or to the page above while nothing is saved."""
        return self.back if isinstance(self.back, str) else self.trail[-2][1]


def answer(
    request: Request, form: Any, save: Callable[..., Any], page: FormPage, *, current: Values | None = None
) -> HttpResponse:
    """save is given the clean values and what was said of the text; current gives a record's values for the merge page."""
    return answer_form(
        request, form, lambda: save(**form.cleaned_data, note=form.said_of_text), page, current=current
    )


def answer_form(
    request: Request, form: Any, save: Callable[[], Any], page: FormPage, *, current: Values | None = None
) -> HttpResponse:
    """The same where saving takes what it needs out of the clean form by itself."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = save()
        except Stale as stale:
            return merge(request, form, stale, current(stale.record) if current else None)
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            return done(request, page.done, page.leads_to(saved))
    context = {"form": form, "page": page, "draft": request.path, **page.more}
    return render(request, page.template, context, status=422 if form.errors else 200)


def merge(request: Request, form: Any, stale: Stale, now: Mapping[str, Any] | None = None) -> HttpResponse:
    """Somebody else saved first: both stand side by side, nothing is overwritten and nothing typed is lost."""
    who, at = (stale.last.actor, stale.last.at) if stale.last else ("Somebody", request.at)
    return merge_response(request, form, now or {}, who, at, current_version=stale.record.version)


def as_sent(request: Request, form: Any) -> dict[str, Any]:
    """What a write is told of a form: by whom and when, on which version, and what was typed and said of it."""
    return {
        "by": request.viewer, "at": request.at, "version": form.version, "note": form.said_of_text, **form.cleaned_data,
    }  # fmt: skip


def done(request: Request, words: str, address: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address)


def redirect(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)


def new_key() -> dict[str, str]:
    """The key of a form that makes something: a second submission finds the first one's record."""
    return {"once": secrets.token_urlsafe(24)}


def values_of(*names: str) -> Values:
    """A record's values under the names of a form's fields; other records as their keys."""
    return lambda record: {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    if hasattr(value, "values_list"):
        return list(value.values_list("pk", flat=True))
    return getattr(value, "pk", value)
