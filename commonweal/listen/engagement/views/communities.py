"""Pages about communities, their sizes, and who has not been heard."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.ground.audit.answering import answer
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement.forms import CommunityForm, NewCommunityForm
from commonweal.listen.engagement.reads import communities as reads
from commonweal.listen.engagement.reads import sizes
from commonweal.listen.engagement.views.answering import (
    COVERAGE,
    GET_OR_POST,
    READ,
    FormPage,
    as_new,
    asked,
    make,
    to,
    trail,
)
from commonweal.listen.engagement.writes.communities import add_community, change_community

EDIT = "engagement.communities"
MOST_LISTED = 50  # on the page; the file holds all of them


def _values(community: Any) -> dict[str, Any]:
    names = "\n".join(name.name for name in community.names.all())
    return {
        "name": community.name, "basis": community.basis, "parent": community.parent_id, "names": names,
        "languages": community.languages, "known_gaps": community.known_gaps, "tier": community.tier,
    }  # fmt: skip


@require_GET
def list_page(request: Request) -> HttpResponse:
    basis, words = asked(request, "basis"), asked(request, "words")
    found = reads.list_communities(request.viewer, basis=basis, words=words)
    return render(request, "engagement/list.jinja", {
        "communities": found, "bases": reads.basis_choices(), "basis": basis, "words": words,
        "may_add": request.viewer.may(EDIT), "may_read": request.viewer.may(READ),
        "may_cover": request.viewer.may(COVERAGE), "may_load": request.viewer.may("engagement.sizes"),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    community = get_object_or_404(reads.communities(request.viewer).select_related("parent"), pk=pk)
    found = sizes.newest_sizes(community, viewer=request.viewer)
    return render(request, "engagement/community.jinja", {
        "community": community, "sizes": found,
        "strength": status_of(found.load.strength_scale, found.load.strength) if found else None, "levels": sizes.words_of_levels(),
        "map": sizes.map_of_sizes(found, on=today(request)) if found else None,
        "spoken": reads.get_spoken(community, request.viewer, on=today(request)), "may_read": request.viewer.may(READ),
        "may_edit": request.viewer.may(EDIT),
        "history": entries_of(list_history(community)[:20]) if request.viewer.may(READ) else [],
    })  # fmt: skip


@GET_OR_POST
def add(request: Request) -> HttpResponse:
    page = FormPage(
        "Add a community", "Add it", lambda made: to("show", made.pk), "The community is there.",
        trail(("Add", "")),
    )  # fmt: skip
    return as_new(request, EDIT, NewCommunityForm, add_community, page)


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, EDIT)
    community = get_object_or_404(reads.communities(request.viewer), pk=pk)
    form = make(request, CommunityForm, initial=_values(community), version=community.version)

    def save(**values: Any) -> None:
        change_community(
            community=community, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(f"Change {community}", "Save", to("show", pk), "Saved.", trail((str(community), to("show", pk)), ("Change", "")))  # fmt: skip
    return answer(request, form, save, page, current=_values)


def csv_file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse("﻿" + text, content_type="text/csv; charset=utf-8", headers=headers)
