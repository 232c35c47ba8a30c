"""This week: which areas said what, which said nothing, and what came about one area."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.ground.audit.writes import note_read
from commonweal.ground.places.reads import visible_areas
from commonweal.ground.visibility.requests import Request
from commonweal.listen.tension.reads import overview, returns, tables, weeks
from commonweal.listen.tension.views.answering import (
    asked_week,
    check_reads,
    find_or_404,
    monday_of,
    the_round,
    today,
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
    if not weeks.may_see_weeks(request.viewer) or kind not in tables.FORMATS:
        raise Http404
    chosen, week = the_round(request), asked_week(request)
    found = weeks.points(request.viewer, chosen, since=week, until=week, at=request.at)
    rows = tables.week_rows(found, chosen.level_scale)
    note_read(what=f"the levels of the week of {week}", by=request.viewer, at=request.at)
    return as_file(tables.file_of(rows, kind), kind, f"week-{week}")


def as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=tables.FORMATS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@require_safe
def area(request: Request, pk: int) -> HttpResponse:
    """One area through the weeks, and the returns about it that the viewer may read."""
    check_reads(request, "tension.see_levels", "tension.count")
    chosen = the_round(request)
    place = find_or_404(visible_areas(request.viewer), pk=pk)
    last = monday_of(today(request))
    series = weeks.series(
        request.viewer, chosen, place, since=last - timedelta(weeks=WEEKS_OF_AN_AREA - 1), until=last, at=request.at
    )  # fmt: skip
    context = {
        "area": place,
        "chosen": chosen,
        "series": overview.lines_of(series[::-1], chosen),
        "returns": Paginator(returns.of_area(request.viewer, place.pk), 25).get_page(request.GET.get("page")),
        "reads": request.viewer.may_somewhere("tension.read"),
    }
    return render(request, "tension/area.jinja", context)
