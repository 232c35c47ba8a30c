"""Pages about a plan as a whole: the list, the table, the timeline, exceptions, partners, areas, and what needs me."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.act.plans.forms import PlanFilterForm
from commonweal.act.plans.reads import lines, needs, overviews, rows
from commonweal.act.plans.reads.words import COMPLETE, ORDER, status_words
from commonweal.design.tables import Column, sort_columns
from commonweal.design.timelines import TimelineRow, draw_timeline
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused
from commonweal.reading.formulas import safe_cells

COLUMNS = (
    Column("reference", "Reference", sortable=True),
    Column("title", "Action", sortable=True),
    Column("lead", "Lead"),
    Column("worry", "How it stands", sortable=True),
    Column("next", "Next date", sortable=True),
)


@require_safe
def list_page(request: Request) -> HttpResponse:
    found = list(rows.list_plans(request.viewer))
    return render(request, "plans/list.jinja", {"plans": found})


@require_safe
def needs_page(request: Request) -> HttpResponse:
    found = needs.what_needs(request.viewer, today(request))
    return render(request, "plans/needs.jinja", {"needs": [as_item(need) for need in found]})


def as_item(need: needs.Need) -> dict[str, str]:
    """A need as the first page shows it."""
    url = reverse(need.url_name, args=[need.pk])
    return {"title": need.title, "url": url, "why": need.why, "due": "", "tone": need.tone}


@require_safe
def plan_page(request: Request, pk: int) -> HttpResponse:
    return _actions_page(request, pk, "plans/plan.jinja")


@require_safe
def timeline_page(request: Request, pk: int) -> HttpResponse:
    return _actions_page(request, pk, "plans/timeline.jinja")


def _actions_page(request: Request, pk: int, template: str) -> HttpResponse:
    strategy, services = _plan_and_services(request, pk)
    on, chosen = today(request), _chosen(request)
    page = lines.page_of_actions(request.viewer, strategy, chosen, on, _number(request, "page") or 1)
    statuses = status_words(on)
    context = {
        "plan": strategy,
        "page": page,
        "statuses": statuses,
        "tally": [(statuses[code], page.counts[code]) for code in ORDER if page.counts.get(code)],
        "columns": sort_columns(COLUMNS, request.GET, "worry"),
        "applied": _applied(request, chosen, statuses, services),
        "form": _filter_form(request, statuses, services),
        "chosen": chosen,
        "services": services,
        "tab": template,
        "query": _query(request),
        "on": on,
        "drawing": draw_timeline(_timeline(page, statuses), today=on) if "timeline" in template else None,
    }
    return render(request, template, context)


def _plan_and_services(request: Request, pk: int) -> tuple[Any, list[Any]]:
    """One query where the plan has service areas, which bring it along."""
    # a filter, and no lookup, because a number too large for the table is no plan
    services = list(rows.service_areas(request.viewer).filter(strategy__pk=pk))
    strategy = services[0].strategy if services else get_object_or_404(rows.plans(request.viewer), pk=pk)
    return strategy, services


def _chosen(request: Request) -> lines.Filters:
    ask = request.GET
    state = ask.get("state", "")
    return lines.Filters(
        state=state if state in ORDER else "",
        lead=_number(request, "lead"),
        partner=_number(request, "partner"),
        service_area=_number(request, "service"),
        area=_number(request, "area"),
        words=ask.get("words", "").strip()[:100],
        sort=ask.get("sort", "worry"),
    )


def _number(request: Request, name: str) -> int | None:
    """A key from the address; anything that is none counts as not asked."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 16 else None


def _filter_form(request: Request, statuses: dict[str, Any], services: list[Any]) -> PlanFilterForm:
    states = [(code, statuses[code].label) for code in ORDER]
    initial = {name: request.GET.get(name, "") for name in ("words", "state", "service")}
    return PlanFilterForm(
        initial=initial, states=states, services=[(s.pk, s.title) for s in services], auto_id="by-%s"
    )


def _applied(
    request: Request, chosen: lines.Filters, statuses: dict[str, Any], services: list[Any]
) -> list[dict[str, str]]:
    """What is in force, in words, each with its way out."""
    titles = {service.pk: service.title for service in services}
    words = {
        "words": f"“{chosen.words}”" if chosen.words else "",
        "state": statuses[chosen.state].label if chosen.state else "",
        "service": titles.get(chosen.service_area or 0, ""),
        "lead": _lead_words(request, chosen),
        "partner": _with_body(request, chosen.partner, "with"),
        "area": _in_area(request, chosen.area),
    }
    return [
        {"words": said, "remove_url": f"?{_query(request, name)}"} for name, said in words.items() if said
    ]


def _lead_words(request: Request, chosen: lines.Filters) -> str:
    return lines.LEAD_NOT_STATED if chosen.lead == 0 else _with_body(request, chosen.lead, "led by")


def _with_body(request: Request, key: int | None, relation: str) -> str:
    body = overviews.find_organisation(request.viewer, key)
    return f"{relation} {body}" if body else ""


def _in_area(request: Request, key: int | None) -> str:
    area = overviews.find_area(request.viewer, key)
    return f"in {area.name}" if area else ""


def _query(request: Request, *without: str) -> str:
    """The address's own questions, without some of them and without the page."""
    kept = request.GET.copy()
    for name in (*without, "page"):
        kept.pop(name, None)
    return str(kept.urlencode())


def _timeline(page: lines.ActionPage, statuses: dict[str, Any]) -> list[TimelineRow]:
    return [
        TimelineRow(
            label=f"{line.reference} {line.title}",
            url=reverse("plans:action", args=[line.pk]),
            start=line.starts_on,
            due=line.due_on or line.next_on,
            done=line.trend.on if line.code == COMPLETE else None,
            tone=statuses[line.code].tone,
            words=statuses[line.code].label,
            detail=line.lead,
        )
        for line in page.lines
    ]


@require_safe
def exceptions_page(request: Request, pk: int) -> HttpResponse:
    strategy, services = _plan_and_services(request, pk)
    on = today(request)
    wanted = lines.Filters(only_concerned=True)
    page = lines.page_of_actions(request.viewer, strategy, wanted, on, _number(request, "page") or 1)
    found = overviews.exceptions_in(request.viewer, strategy, page.lines)
    context = {
        "plan": strategy,
        "services": services,
        "page": page,
        "exceptions": found,
        "statuses": status_words(on),
        "on": on,
        "query": "",
    }
    return render(request, "plans/exceptions.jinja", context)


@require_safe
def partners_page(request: Request, pk: int) -> HttpResponse:
    return _groups_page(request, pk, "partner")


@require_safe
def areas_page(request: Request, pk: int) -> HttpResponse:
    return _groups_page(request, pk, "area")


def _groups_page(request: Request, pk: int, kind: str) -> HttpResponse:
    strategy, services = _plan_and_services(request, pk)
    ask = overviews.by_partner if kind == "partner" else overviews.by_area
    groups = ask(request.viewer, strategy, today(request))
    context = {
        "plan": strategy,
        "services": services,
        "groups": groups,
        "kind": kind,
        "statuses": status_words(today(request)),
        "order": ORDER,
    }
    return render(request, "plans/groups.jinja", context)


@require_safe
def csv_page(request: Request, pk: int) -> HttpResponse:
    """The lines that the filters leave, for a spreadsheet."""
    if not request.viewer.may_somewhere("plans.export"):
        raise Refused("Your role does not allow taking a plan out.")
    strategy = get_object_or_404(rows.plans(request.viewer), pk=pk)
    found = lines.list_actions(request.viewer, strategy, _chosen(request), today(request))
    note_read(what=f"{len(found)} lines of a plan as CSV", by=request.viewer, at=request.at, record=strategy)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{strategy.pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(
        [
            "Reference",
            "Action",
            "Service area",
            "Lead",
            "Partners",
            "Status",
            "Why",
            "Trend",
            "Starts",
            "Due",
            "Next date",
        ]
    )
    for line in found:
        writer.writerow(safe_cells(_cells(line)))
    return response


def _cells(line: lines.ActionLine) -> list[object]:
    return [
        line.reference, line.title, line.service_area, line.lead, "; ".join(line.partners), line.label, line.sentence,
        line.trend.words, line.starts_on or "", line.due_on or "", line.next_on or "",
    ]  # fmt: skip
