"""Pages on which it is said what is watched, and where a series breaks."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.assess.surveillance import writes
from commonweal.assess.surveillance.forms import BreakForm, ReasonForm, WatchForm
from commonweal.assess.surveillance.reads import alerts, choices, histories, sources
from commonweal.assess.surveillance.views.answering import (
    WATCH,
    check_reads,
    source_of,
    to,
)
from commonweal.ground.audit.answering import as_sent, merge
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


@require_GET
def watches(request: Request) -> HttpResponse:
    check_reads(request)
    return render(request, "surveillance/watches.jinja", {
        "watches": list(histories.list_watches(request.viewer)), "may_watch": request.viewer.may(WATCH),
    })  # fmt: skip


@require_GET
def watch(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    return render(request, "surveillance/watch.jinja", {
        "watch": found,
        "areas": list(histories.list_areas(found, request.viewer)),
        "breaks": list(histories.list_breaks(found, request.viewer)),
        "methods": choices.method_words(found),
        "strength": sources.strength_of(found, timezone.localdate(request.at)),
        "alerts": list(alerts.list_alerts(request.viewer, watch=found.pk)[:20]),
        "tags": alerts.TAGS,
        "may_watch": request.viewer.may(WATCH),
        "source": source_of(found),
        "history": entries_of(list_history(found)),
    })  # fmt: skip


def begin(request: Request) -> HttpResponse:
    check_may(request.viewer, WATCH)
    form = WatchForm(request.POST or None, choices=choices.watchable(request.viewer))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        subject = choices.find_watchable(request.viewer, values.pop("of"))
        made = writes.begin_watch(
            by=request.viewer,
            at=request.at,
            once=request.POST.get("once"),
            note=form.said_of_text,
            **subject,
            **values,
        )
        return to("watch", made.pk)
    return _form(request, form, "Watch a series", "Begin to watch", once=uuid.uuid4().hex)


def stop(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    check_may(request.viewer, WATCH)
    form = ReasonForm(request.POST or None, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.stop_watch(watch=found, **as_sent(request, form))
        except Stale as stale:
            return merge(request, form, stale)
        return to("watch", pk)
    return _form(request, form, "Stop watching", "Stop watching", of=found)


def declare_break(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    check_may(request.viewer, WATCH)
    areas = list(histories.list_areas(found, request.viewer))
    form = BreakForm(request.POST or None, areas=[(area.code, area.name) for area in areas])
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        where = next((area for area in areas if area.code == values["area"]), None)
        writes.declare_break(
            watch=found, from_on=values["from_on"], reason=values["reason"], restarts=values["restarts"] == "yes",
            area=where, by=request.viewer, at=request.at, once=request.POST.get("once"),
            note=form.said_of_text,
        )  # fmt: skip
        return to("watch", pk)
    return _form(request, form, "Declare a break", "Declare it", once=uuid.uuid4().hex, of=found)


def withdraw_break(request: Request, pk: int) -> HttpResponse:
    known = get_object_or_404(histories.find_breaks(request.viewer), pk=pk)
    check_may(request.viewer, WATCH)
    form = ReasonForm(request.POST or None, version=known.watch.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.withdraw_break(watch=known.watch, series_break=known, **as_sent(request, form))
        except Stale as stale:
            return merge(request, form, stale)
        return to("watch", known.watch_id)
    return _form(request, form, "Withdraw a break", "Withdraw it", of=known.watch)


def _form(
    request: Request, form: Any, words: str, action: str, *, once: str = "", of: Any = None
) -> HttpResponse:
    context = {"form": form, "words": words, "action": action, "once": once, "of": of}
    return render(request, "surveillance/form.jinja", context, status=422 if form.errors else 200)
