"""Pages of alerts: what waits, one of them, and what is answered to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.assess.surveillance import writes
from commonweal.assess.surveillance.forms import ReasonForm
from commonweal.assess.surveillance.reads import alerts, histories, sources, tables, telling
from commonweal.assess.surveillance.views.answering import (
    WATCH,
    check_reads,
    source_of,
    table_file,
    to,
)
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may

SHOWN = 200
AROUND = 48  # periods on the chart beside one alert
ONLY = {
    "waiting": "Waiting for an answer",
    "raised": "Raised",
    "acknowledged": "Acknowledged",
    "explained": "Explained",
    "closed": "Closed",
    "all": "All",
}


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    only = _only(request)
    rows = list(_asked_alerts(request, only)[: SHOWN + 1])
    waiting = alerts.count_waiting(request.viewer)
    return render(request, "surveillance/list.jinja", {
        "alerts": rows[:SHOWN], "title_of": alerts.method_title, "more": len(rows) > SHOWN, "only": only, "choices": ONLY, "waiting": waiting,
        "tags": alerts.TAGS, "may_watch": request.viewer.may(WATCH), "strength_of": sources.strength_of,
    })  # fmt: skip


def _only(request: Request) -> str:
    only = request.GET.get("state", "waiting")
    return only if only in ONLY else "waiting"


def _asked_alerts(request: Request, only: str) -> Any:
    return alerts.list_alerts(request.viewer, only="" if only == "all" else only)


@require_GET
def list_file(request: Request, kind: str) -> HttpResponse:
    """All alerts of the chosen kind as a table; who took them out is kept."""
    check_reads(request)
    rows = tables.alert_rows(_asked_alerts(request, _only(request)))
    return table_file(
        request, rows, tables.ALERTS, kind, name="alerts", what="the alerts of the early warning"
    )


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    alert = get_object_or_404(alerts.list_alerts(request.viewer), pk=pk)
    near = alerts.around(alert, request.viewer)
    told = histories.history_of(
        alert.watch, alert.area, request.viewer, method=alert.method, now=request.at, breaks=near.breaks,
        alerts=near.of_its_series(alert),
    )  # fmt: skip
    return render(request, "surveillance/show.jinja", {
        "alert": alert,
        "tag": alerts.TAGS[alert.state],
        "deeds": alerts.deeds_open_to(alert, request.viewer, near.bodies),
        "facts": alerts.facts_of(alert),
        "settings": alerts.settings_of(alert),
        "baseline": alerts.baseline_words(alert),
        "drawing": histories.draw(told, url_of={}, around=alert.period_on, most=AROUND),
        "effort": told.effort,
        "strength": sources.strength_of(alert.watch, alert.period_on),
        "others": near.others(alert),
        "history": entries_of(list_history(alert)),
        "source": source_of(alert.watch),
    })  # fmt: skip


DEEDS = {
    "acknowledge": (writes.acknowledge_alert, "Acknowledge the alert", ""),
    "explain": (writes.explain_alert, "Explain the alert", "What explains it, as far as you know?"),
    "close": (writes.close_alert, "Close the alert", "Why is nothing more to be done?"),
    "look-again": (writes.look_again, "Look at the alert again", "What makes you ask?"),
}


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int, event: str) -> HttpResponse:
    """Acknowledging is one button; everything else asks for words."""
    if event not in DEEDS:
        raise Http404
    alert = get_object_or_404(alerts.list_alerts(request.viewer), pk=pk)
    check_may(request.viewer, alerts.find_permission(event), telling.bodies_of(alert.area))
    change, words, asks = DEEDS[event]
    form = ReasonForm(request.POST or None, version=alert.version)
    if request.method == "POST" and (not asks or form.is_valid()):
        given = {"reason": form.cleaned_data["reason"], "note": form.said_of_text} if asks else {}
        seen = form.version if asks else _number(request.POST.get("version", ""))
        try:
            change(alert=alert, by=request.viewer, at=request.at, version=seen, **given)
        except Stale as stale:
            return merge(request, form, stale)
        messages.success(request, f"{words}: done.")
        return to("show", pk)
    context = {"form": form, "words": words, "asks": asks, "alert": alert, "action": words}
    status = 422 if asks and form.errors else 200
    return render(request, "surveillance/answer.jinja", context, status=status)


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() and len(words) < 10 else None
