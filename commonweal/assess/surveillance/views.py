"""Pages of the early warning: what waits, one alert, an area's history, this week, and what is watched."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.assess.surveillance import writes
from commonweal.assess.surveillance.forms import BreakForm, ReasonForm, WatchForm
from commonweal.assess.surveillance.reads import (
    alerts,
    choices,
    histories,
    sources,
    tables,
    telling,
    this_week,
)
from commonweal.design.files import FORMATS, as_file, file_of
from commonweal.design.forms import merge_response
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import Stale, note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused, check_may

READ, WATCH = "surveillance.read", "surveillance.watch"
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


def _check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(READ):
        raise Refused("You do not have a role that reads the early warning.")


@require_GET
def list_page(request: Request) -> HttpResponse:
    _check_reads(request)
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
    _check_reads(request)
    rows = tables.alert_rows(_asked_alerts(request, _only(request)))
    return _file(request, rows, tables.ALERTS, kind, name="alerts", what="the alerts of the early warning")


def _file(
    request: Request, rows: tables.Rows, columns: tuple[str, ...], kind: str, *, name: str, what: str
) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    note_read(what=what, by=request.viewer, at=request.at)
    return as_file(file_of(rows, columns, kind), kind, name)


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
        "history": _history(alert),
        "source": _source(alert.watch),
    })  # fmt: skip


def _history(record: Any) -> list[dict[str, Any]]:
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in list_history(record)]


def _source(watch: Any) -> str:
    if watch.offence_class_id:
        return f"{watch.offence_class.name}. {watch.offence_class.source}"
    return f"{watch.return_round.title}: items in the returns that came in"


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
            return _merge(request, form, stale)
        messages.success(request, f"{words}: done.")
        return _to("surveillance:show", pk)
    context = {"form": form, "words": words, "asks": asks, "alert": alert, "action": words}
    status = 422 if asks and form.errors else 200
    return render(request, "surveillance/answer.jinja", context, status=status)


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() and len(words) < 10 else None


def _merge(request: Request, form: ReasonForm, stale: Stale) -> HttpResponse:
    """Somebody else answered meanwhile: what was typed is shown again, to be sent once more or not."""
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, {}, who, at, current_version=stale.record.version)


@require_GET
def week(request: Request) -> HttpResponse:
    _check_reads(request)
    shown = _asked_week(request)
    if shown is None:
        return render(request, "surveillance/no_week.jinja", {})
    monday = shown.week
    return render(request, "surveillance/this_week.jinja", {
        "shown": shown, "waiting": sum(len(row.alerts) for row in shown.rows), "before": this_week.week_before(monday),
        "strength": sources.strength_of_returns(monday),
    })  # fmt: skip


def _asked_week(request: Request) -> this_week.Week | None:
    """The week that the address names, or the newest; None where no round runs."""
    on = timezone.localdate(request.at)
    newest = this_week.newest_week(on, request.at)
    if newest is None:
        return None
    chosen, monday = newest
    asked = _date(request.GET.get("week", ""))
    monday = min(monday, this_week.monday_of(asked)) if asked else monday
    return this_week.week_of_areas(request.viewer, chosen, monday, now=request.at, on=on)


@require_GET
def week_file(request: Request, kind: str) -> HttpResponse:
    """How every area stands, as a table; who took it out is kept."""
    _check_reads(request)
    shown = _asked_week(request)
    rows = tables.area_rows(shown) if shown else []
    name = f"week-{shown.week}" if shown else "week"
    return _file(request, rows, tables.AREAS, kind, name=name, what="how every area stood in a week")


def _date(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


# What is watched


@require_GET
def watches(request: Request) -> HttpResponse:
    _check_reads(request)
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
        "source": _source(found),
        "history": _history(found),
    })  # fmt: skip


@require_GET
def history(request: Request, pk: int, code: str) -> HttpResponse:
    found = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    area = get_object_or_404(histories.list_areas(found, request.viewer), code=code)
    told = histories.history_of(
        found, area, request.viewer, method=request.GET.get("method", ""), now=request.at
    )
    addresses = {alert.pk: reverse("surveillance:show", args=[alert.pk]) for alert in told.alerts}
    return render(request, "surveillance/history.jinja", {
        "watch": found,
        "area": area,
        "told": told,
        "says": told.says(),
        "drawing": histories.draw(told, url_of=addresses),
        "sentences": [told.told(each) for each in reversed(told.unusual)][:30],
        "methods": choices.method_words(found),
        "strength": sources.strength_of(found, timezone.localdate(request.at)),
        "source": _source(found),
        "period": found.period.capitalize(),
    })  # fmt: skip


@require_GET
def history_file(request: Request, pk: int, code: str, kind: str) -> HttpResponse:
    """One area's series with what was to be expected, as a table; who took it out is kept."""
    found = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    area = get_object_or_404(histories.list_areas(found, request.viewer), code=code)
    told = histories.history_of(
        found, area, request.viewer, method=request.GET.get("method", ""), now=request.at
    )
    return _file(
        request,
        tables.period_rows(told),
        tables.PERIODS,
        kind,
        name=f"series-{found.pk}",
        what=f"the series of {area.name}",
    )


def begin(request: Request) -> HttpResponse:
    check_may(request.viewer, WATCH)
    form = WatchForm(request.POST or None, choices=choices.watchable(request.viewer))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        subject = choices.find_watchable(request.viewer, values.pop("of"))
        made = writes.begin_watch(
            by=request.viewer,
            at=request.at,
            once=request.POST.get("once") or None,
            note=form.said_of_text,
            **subject,
            **values,
        )
        return _to("surveillance:watch", made.pk)
    return _form(request, form, "Watch a series", "Begin to watch", once=uuid.uuid4().hex)


def stop(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    check_may(request.viewer, WATCH)
    form = ReasonForm(request.POST or None, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.stop_watch(
                watch=found,
                by=request.viewer,
                at=request.at,
                version=form.version,
                note=form.said_of_text,
                **form.cleaned_data,
            )
        except Stale as stale:
            return _merge(request, form, stale)
        return _to("surveillance:watch", pk)
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
            area=where, by=request.viewer, at=request.at, once=request.POST.get("once") or None,
            note=form.said_of_text,
        )  # fmt: skip
        return _to("surveillance:watch", pk)
    return _form(request, form, "Declare a break", "Declare it", once=uuid.uuid4().hex, of=found)


def withdraw_break(request: Request, pk: int) -> HttpResponse:
    known = get_object_or_404(histories.find_breaks(request.viewer), pk=pk)
    check_may(request.viewer, WATCH)
    form = ReasonForm(request.POST or None, version=known.watch.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.withdraw_break(
                watch=known.watch, series_break=known, by=request.viewer, at=request.at, version=form.version,
                note=form.said_of_text, **form.cleaned_data,
            )  # fmt: skip
        except Stale as stale:
            return _merge(request, form, stale)
        return _to("surveillance:watch", known.watch_id)
    return _form(request, form, "Withdraw a break", "Withdraw it", of=known.watch)


def _form(
    request: Request, form: Any, words: str, action: str, *, once: str = "", of: Any = None
) -> HttpResponse:
    context = {"form": form, "words": words, "action": action, "once": once, "of": of}
    return render(request, "surveillance/form.jinja", context, status=422 if form.errors else 200)


def _to(name: str, pk: int) -> HttpResponse:
    response = redirect(reverse(name, args=[pk]))
    response.status_code = 303
    return response
