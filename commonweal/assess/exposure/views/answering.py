"""What do the pages of this room share: who reads them, what ends with a reason, and where do they lead?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonweal.assess.exposure.forms import ReasonForm
from commonweal.ground.audit.answering import as_sent, merge, redirect
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused

READ, STUDY, LAYERS = "exposure.read", "exposure.study", "exposure.layers"


def check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(READ):
        raise Refused("You do not have a role that reads what lies near a place.")


def end_with_a_reason(request: Request, change: Any, *, record: Any, words: str, of: str) -> HttpResponse:
    """A form that asks why, and the change that takes the reason; `of` is the page of the record."""
    form = ReasonForm(request.POST or None, version=record.version)
    if request.method == "POST" and form.is_valid():
        try:
            change(**as_sent(request, form))
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


def to(name: str, pk: int) -> HttpResponse:
    return redirect(reverse(f"exposure:{name}", args=[pk]))
