"""How did every area stand in a week, on a page and as a file?"""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.assess.surveillance.reads import sources, tables, this_week
from commonweal.assess.surveillance.views.answering import check_reads, table_file
from commonweal.ground.visibility.requests import Request


@require_GET
def week(request: Request) -> HttpResponse:
    check_reads(request)
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
    check_reads(request)
    shown = _asked_week(request)
    rows = tables.area_rows(shown) if shown else []
    name = f"week-{shown.week}" if shown else "week"
    return table_file(request, rows, tables.AREAS, kind, name=name, what="how every area stood in a week")


def _date(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
