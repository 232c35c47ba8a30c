"""The page "What would they see?", for administrators. Looking is kept in the audit."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonweal.ground.audit.writes import note_read
from commonweal.ground.people import seeing
from commonweal.ground.people.forms import SeeAsForm
from commonweal.ground.visibility.requests import Request


@require_GET
def see_as(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere("visibility.see_as"):
        raise Http404
    form = SeeAsForm(request.GET if "kind" in request.GET else None, viewer=request.viewer)
    seen = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        them = seeing.viewer_in(given["role"], given["organisation"])
        seen = seeing.see_as(given["kind"], them, asker=request.viewer, pk=given["record"])
        note_read(
            what=f"{seen.kind.lower()} {given['record']} as a {given['role'] or 'member of the public'} would see it",
            by=request.viewer,
            at=request.at,
        )
    return render(request, "people/see_as.jinja", {"form": form, "seen": seen, "query": _query(request)})


def _query(request: Request) -> str:
    query = request.GET.copy()
    query.pop("record", None)
    return str(query.urlencode())
