"""Pages about organisations: who they are on a day, who sits where, and whom to ask."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from commonweal.ground.audit.reads import entries_of
from commonweal.ground.partners import forms, reads
from commonweal.ground.partners.views.asked import EDIT, asked_day, find
from commonweal.ground.partners.views.changing import ACTS
from commonweal.ground.visibility.requests import Request, today
from commonweal.reading.formulas import safe_cells


@require_GET
def list_page(request: Request) -> HttpResponse:
    form = forms.FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    area = request.GET.get("area", "")
    on = asked_day(request)
    rows = reads.list_organisations(
        request.viewer, on, kind=asked.get("kind", ""), words=asked.get("words", ""),
        area=int(area) if area.isdigit() else None,
    )  # fmt: skip
    organisations = list(rows)
    names = reads.names_on(organisations, on)
    lines = [{"organisation": o, "name": names[o.pk], "kind": o.get_kind_display(), "short": o.short_name,
              "now": o.name if o.name != names[o.pk] else ""} for o in organisations]  # fmt: skip
    if request.GET.get("format") == "csv":
        return _csv(lines)
    query = request.GET.copy()
    query["format"] = "csv"
    context = {
        "form": form, "lines": lines, "on": on, "today": today(request), "csv_url": f"?{query.urlencode()}",
        "area": reads.area_named(int(area)) if area.isdigit() else None,
        "broken": reads.list_broken_seats(request.viewer, on),
        "filtered": bool(asked.get("kind") or asked.get("words")),
    }  # fmt: skip
    return render(request, "partners/list.jinja", context)


def _csv(lines: list[dict[str, Any]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="organisations.csv"'
    table = csv.writer(response)
    table.writerow(["name", "short name", "kind", "from", "until", "name now"])
    for line in lines:
        o = line["organisation"]
        table.writerow(safe_cells([
            line["name"], o.short_name, line["kind"], o.exists_from_on or "", o.exists_until_on or "", o.name,
        ]))  # fmt: skip
    return response


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    organisation, on = find(request, pk), asked_day(request)
    context = {
        "organisation": organisation,
        "on": on,
        "today": today(request),
        "page": reads.page_of(organisation, on, viewer=request.viewer),
        "may_edit": request.viewer.may(EDIT, [pk]),
        "acts": ACTS,
        "date_form": forms.FilterForm(initial={"on": on}),
    }
    return render(request, "partners/show.jinja", context)


@require_GET
def history(request: Request, pk: int) -> HttpResponse:
    organisation = find(request, pk)
    entries = entries_of(reads.list_history_of(organisation))
    return render(request, "partners/history.jinja", {"organisation": organisation, "entries": entries})


@require_GET
def contact_finder(request: Request) -> HttpResponse:
    form = forms.FinderForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    on = asked.get("on") or today(request)
    organisation = asked.get("organisation")
    contacts = reads.find_contacts(
        request.viewer, on, organisation=organisation.pk if organisation else None,
        subject=asked.get("subject", ""),
    )  # fmt: skip
    context = {
        "form": form, "on": on, "today": today(request), "contacts": list(contacts),
        "missing": reads.list_missing_contacts(request.viewer, on),
        "may_edit": request.viewer.may(EDIT),
        "address": reverse("partners:contact_finder"),
    }  # fmt: skip
    return render(request, "partners/contact_finder.jinja", context)
