"""Pages that list assessments, and what of them has fallen due."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonweal.assess.equality.reads import lists
from commonweal.assess.equality.views.answering import check_reads
from commonweal.ground.visibility.requests import Request, today

WRITE = "equality.write"
A_PAGE = 50


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    asked = request.GET.get("state", "")
    only = asked if asked in lists.ONLY else ""
    rows = lists.list_assessments(request.viewer, only=only)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "equality/list.jinja", {
        "page": page, "assessments": list(page), "total": page.paginator.count, "only": only, "choices": lists.ONLY,
        "tags": lists.TAGS, "waiting": lists.waiting_for(request.viewer), "may_write": request.viewer.may_somewhere(WRITE),
    })  # fmt: skip


@require_GET
def due_page(request: Request) -> HttpResponse:
    check_reads(request)
    on = today(request)
    return render(request, "equality/due.jinja", {
        "due": lists.list_due(request.viewer, on), "on": on, "tags": lists.TAGS,
    })  # fmt: skip
