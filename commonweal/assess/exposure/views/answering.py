"""What do the pages of this room share: who reads them, what was changed meanwhile, and where do they lead?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from commonweal.assess.exposure.forms import ReasonForm
from commonweal.design.forms import merge_response
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused

READ, STUDY, LAYERS = "exposure.read", "exposure.study", "exposure.layers"


def check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(READ):
        raise Refused("You do not have a role that reads what lies near a place.")


def entries_of(record: Any) -> list[dict[str, Any]]:
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in list_history(record)]


def end_with_a_reason(request: Request, change: Any, *, record: Any, words: str, of: str) -> HttpResponse:
    """A form that asks why, and the change that takes the reason; `of` is the page of the record."""
    form = ReasonForm(request.POST or None, version=record.version)
    if request.method == "POST" and form.is_valid():
        try:
            change(
                by=request.viewer,
                at=request.at,
                version=form.version,
                note=form.said_of_text,
                **form.cleaned_data,
            )
        except Stale as stale:
            return merge(request, form, stale)
        return to(of, record.pk)
    context = {
        "form": form,
        "words": words,
        "of": record,
        "back": reverse(f"exposure:{of}", args=[record.pk]),
    }
    return render(request, "exposure/reason.jinja", context, status=422 if form.errors else 200)


def merge(request: Request, form: Any, stale: Stale) -> HttpResponse:
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, {}, who, at, current_version=stale.record.version)


def to(name: str, pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"exposure:{name}", args=[pk]), status=303)
