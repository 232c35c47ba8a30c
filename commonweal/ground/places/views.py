"""Pages about places: the map beside its table, one area, and loading boundaries after seeing what was found."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.places import reads, waiting, writes
from commonweal.ground.places.forms import LoadDetails, LoadForm
from commonweal.ground.places.rules.files import BadFile
from commonweal.ground.places.rules.levels import ALWAYS, LEVELS, PLURALS
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may
from commonweal.reading.formulas import safe_cells

PLAIN, CHOSEN = 1, 4  # shades of the map where an area says no more than that it is there
MOST_DRAWN = 750  # more areas than this are listed, and drawn one larger area at a time


def _today(request: Request) -> date:
    return timezone.localdate(request.at)


def _day(request: Request) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return _today(request)


@require_GET
def map_page(request: Request) -> HttpResponse:
    on = _day(request)
    levels = reads.count_by_level(on=on)
    level = _level(request, [name for name, _, _ in levels])
    rows = (
        reads.list_areas(level, on=on)
        .select_related("parent", "load")
        .defer("boundary", "parent__boundary", "parent__outline")
    )
    areas = list(rows) if level else []
    if request.GET.get("format") == "csv":
        return _csv(areas)
    context = {
        "on": on,
        "today": _today(request),
        "levels": levels,
        "level": level,
        "plural": PLURALS.get(level, "Areas"),
        "areas": areas,
        "map": _map(areas) if len(areas) <= MOST_DRAWN else None,
        "too_many": len(areas) > MOST_DRAWN,
        "source": _source(areas),
    }
    return render(request, "places/map.jinja", context)


def _level(request: Request, stored: list[str]) -> str:
    asked = request.GET.get("level", "")
    if asked in stored:
        return asked
    return "borough" if "borough" in stored else (stored[0] if stored else "")


def _map(areas: list[Any], chosen: Any = None) -> reads.AreaMap | None:
    values = {
        a.code: reads.AreaValue(
            _words(a), "level", CHOSEN if chosen is not None and a.pk == chosen.pk else PLAIN
        )
        for a in areas
    }
    return reads.map_of(areas, values, url=lambda area: reverse("places:show", args=[area.pk]))


def _words(area: Any) -> str:
    return f"{area.square_km:,.1f} km²" if area.square_km else "No outline"


def _source(areas: list[Any]) -> str:
    said = {a.load.source or a.load.file_name for a in areas if a.load}
    return "; ".join(sorted(said))


def _csv(areas: list[Any]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="areas.csv"'
    table = csv.writer(response)
    table.writerow(["code", "name", "level", "within", "square km", "valid from", "valid until"])
    for a in areas:
        table.writerow(safe_cells([
            a.code, a.name, a.level, a.parent.name if a.parent else "", a.square_km or "",
            "" if a.valid_from_on == ALWAYS else a.valid_from_on, a.valid_until_on or "",
        ]))  # fmt: skip
    return response


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    on = _day(request)
    rows = reads.visible_areas(request.viewer).select_related("load", _PARENTS)
    area = get_object_or_404(rows.defer("boundary"), pk=pk)
    children = list(reads.list_children(area, on=on)[: MOST_DRAWN + 1])
    shown = children if children and len(children) <= MOST_DRAWN else _siblings(area, on)
    context = {
        "area": area,
        "level": LEVELS[area.level],
        "always": ALWAYS,
        "above": reads.list_ancestors(area),
        "children": children[:MOST_DRAWN],
        "child_words": PLURALS[children[0].level].lower() if children else "",
        "map": _map(shown, chosen=None if shown is children else area),
        "map_of_children": shown is children,
        "versions": list(reads.list_versions(area)),
        "history": _history(area),
    }
    return render(request, "places/show.jinja", context)


_PARENTS = "parent__parent__parent__parent__parent__parent"


def _siblings(area: Any, on: date) -> list[Any]:
    rows = reads.list_areas(area.level, on=on, parent=area.parent) if area.parent else None
    found = list(rows[: MOST_DRAWN + 1]) if rows is not None else []
    return found if area in found and len(found) <= MOST_DRAWN else [area]


def _history(area: Any) -> list[dict[str, Any]]:
    entries = [*list_history(area), *(list_history(area.load) if area.load else ())]
    return entries_of(entries)


def load(request: Request) -> HttpResponse:
    """Check a file and show what was found. Nothing is stored here."""
    check_may(request.viewer, "places.load")
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            report = reads.check_file(content, **form.given())
        except BadFile as fault:
            form.add_error("file", str(fault))
        else:
            mark = waiting.keep(content, at=request.at) if report.may_be_stored else ""
            context = {
                "report": report,
                "form": form,
                "mark": mark,
                "file_name": file.name,
                "plural": PLURALS[report.level],
            }
            return render(request, "places/report.jinja", context)
    loads = reads.list_loads(request.viewer)[:20]
    return render(request, "places/load.jinja", {"form": form, "loads": loads, "plurals": PLURALS})


@require_POST
def store(request: Request) -> HttpResponse:
    check_may(request.viewer, "places.load")
    form = LoadDetails(request.POST)
    content = waiting.find(request.POST.get("mark", ""))
    if content is None or not form.is_valid():
        raise NotPossible("The file is no longer here: choose it again.")
    made = writes.load_areas(
        content=content, file_name=request.POST.get("file_name", "")[:200], source=form.cleaned_data["source"],
        by=request.viewer, at=request.at, once=request.POST.get("once"), **form.given(),
    )  # fmt: skip
    messages.success(request, f"Stored {made.area_count:,} areas.")
    response = redirect(f"{reverse('places:map')}?level={made.level}")
    response.status_code = 303
    return response
