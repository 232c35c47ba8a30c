"""This week: which areas said what, which said nothing, and what came about one area."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.design.files import FORMATS, as_file, file_of_rows, to_json
from commonweal.ground.audit.writes import note_read
from commonweal.ground.places.reads import visible_areas
from commonweal.ground.visibility.requests import Request, today
from commonweal.listen.tension.reads import overview, returns, tables, weeks
from commonweal.listen.tension.views.answering import (
    asked_week,
    check_reads,
    find_or_404,
    monday_of,
    the_round,
)

WEEKS_OF_AN_AREA = 12


@require_safe
def this_week(request: Request) -> HttpResponse:
    if not weeks.may_see_weeks(request.viewer):
        raise Http404
    chosen, week = the_round(request), asked_week(request)
    page = overview.week_page(request.viewer, chosen, week, at=request.at, address=_area_address)
    now = monday_of(today(request))
    context = {
        "page": page, "chosen": chosen, "week": week, "at": request.at, "numbers": overview.numbers(page), "is_now": week == now,
        "earlier": week - timedelta(days=7), "later": week + timedelta(days=7) if week < now else None,
    }  # fmt: skip
    return render(request, "tension/week.jinja", context)


def _area_address(area: Any) -> str:
    return reverse("tension:area", args=[area.pk])


@require_safe
def week_file(request: Request, kind: str) -> HttpResponse:
    """The states and levels of a week as a table; who took them out is kept."""
    if not weeks.may_see_weeks(request.viewer) or kind not in FORMATS:
        raise Http404
    chosen, week = the_round(request), asked_week(request)
    found = weeks.points(request.viewer, chosen, since=week, until=week, at=request.at)
    note_read(what=f"the levels of the week of {week}", by=request.viewer, at=request.at)
    return as_file(_table(found, chosen, kind), kind, f"week-{week}")


def _table(found: list[weeks.AreaPoint], chosen: Any, kind: str) -> bytes:
    if kind == "json":
        return to_json(map(overview.as_json, overview.lines_of(found, chosen)))
    return file_of_rows(tables.week_rows(found, chosen.level_scale), kind)


@require_safe
def area(request: Request, pk: int) -> HttpResponse:
    """One area through the weeks, and the returns about it that the viewer may read."""
    check_reads(request, "tension.see_levels", "tension.count")
    chosen = the_round(request)
    place = find_or_404(visible_areas(request.viewer), pk=pk)
    series = _weeks_of(request, chosen, place)
    context = {
        "area": place,
        "chosen": chosen,
        "series": overview.lines_of(series[::-1], chosen),
        "returns": Paginator(returns.of_area(request.viewer, place.pk), 25).get_page(request.GET.get("page")),
        "reads": request.viewer.may_somewhere("tension.read"),
    }
    return render(request, "tension/area.jinja", context)


def _weeks_of(request: Request, chosen: Any, place: Any) -> list[weeks.AreaPoint]:
    last = monday_of(today(request))
    since = last - timedelta(weeks=WEEKS_OF_AN_AREA - 1)
    return weeks.series(request.viewer, chosen, place, since=since, until=last, at=request.at)


@require_safe
def area_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """The weeks of one area as a table; who took them out is kept."""
    check_reads(request, "tension.see_levels", "tension.count")
    chosen = the_round(request)
    place = find_or_404(visible_areas(request.viewer), pk=pk)
    if kind not in FORMATS:
        raise Http404
    note_read(what=f"the weeks of {place.name}", by=request.viewer, at=request.at)
    found = _weeks_of(request, chosen, place)
    return as_file(_table(found, chosen, kind), kind, f"weeks-{place.pk}")
