"""How did one area's series run, on a page and as a file?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.assess.surveillance.reads import choices, histories, sources, tables
from commonweal.assess.surveillance.views.answering import source_of, table_file
from commonweal.ground.visibility.requests import Request


def _asked_history(request: Request, pk: int, code: str) -> histories.History:
    watch = get_object_or_404(histories.list_watches(request.viewer), pk=pk)
    area = get_object_or_404(histories.list_areas(watch, request.viewer), code=code)
    method = request.GET.get("method", "")
    return histories.history_of(watch, area, request.viewer, method=method, now=request.at)


def _strength(request: Request, told: histories.History) -> sources.Grade:
    return sources.strength_of(told.watch, timezone.localdate(request.at))


@require_GET
def history(request: Request, pk: int, code: str) -> HttpResponse:
    told = _asked_history(request, pk, code)
    addresses = {alert.pk: reverse("surveillance:show", args=[alert.pk]) for alert in told.alerts}
    return render(request, "surveillance/history.jinja", {
        "watch": told.watch, "area": told.area, "told": told, "says": told.says(),
        "drawing": histories.draw(told, url_of=addresses),
        "sentences": [told.told(each) for each in reversed(told.unusual)][:30],
        "methods": choices.method_words(told.watch), "strength": _strength(request, told),
        "source": source_of(told.watch), "period": told.watch.period.capitalize(),
    })  # fmt: skip


@require_GET
def history_file(request: Request, pk: int, code: str, kind: str) -> HttpResponse:
    """One area's series with what was to be expected, as a table; who took it out is kept."""
    told = _asked_history(request, pk, code)
    rows = tables.period_rows(told, _strength(request, told))
    name, what = f"series-{told.watch.pk}", f"the series of {told.area.name}"
    return table_file(request, rows, tables.PERIODS, kind, name=name, what=what)
