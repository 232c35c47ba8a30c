"""Pages that show what is defined: the list, one definition, one version."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from commonweal.assess.harm import forms, writes
from commonweal.assess.harm.reads import versions
from commonweal.assess.harm.views.answering import GET_OR_POST, FormPage, anew, to
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.requests import Request


@require_GET
def list_page(request: Request) -> HttpResponse:
    found = list(versions.list_definitions(request.viewer)[:200])
    return render(request, "harm/list.jinja", {
        "definitions": found, "newest": versions.newest_by_definition(request.viewer, found), "tags": versions.TAGS,
        "may_edit": request.viewer.may(versions.EDIT),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    """The definition with the version that counts: the agreed one, or the newest where none is agreed."""
    definition = get_object_or_404(versions.list_definitions(request.viewer), pk=pk)
    found = list(versions.list_versions(request.viewer).filter(definition=definition))
    counts = next((one for one in found if one.state == "agreed"), found[0] if found else None)
    picture = versions.picture_of(counts, request.viewer) if counts else None
    return render(request, "harm/show.jinja", {
        "definition": definition, "versions": found, "picture": picture, "tags": versions.TAGS,
        "may_draft": request.viewer.may(versions.EDIT) and not versions.has_open(found),
        "uses_url": reverse("agreements:uses", args=[definition.pk]),
    })  # fmt: skip


@require_GET
def version(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(versions.list_versions(request.viewer), pk=pk)
    takes_part = request.viewer.may_somewhere(versions.READ)
    return render(request, "harm/version.jinja", {
        "version": found, "picture": versions.picture_of(found, request.viewer),
        "events": versions.events_open_to(found, request.viewer), "takes_part": takes_part,
        "may_edit": request.viewer.may(versions.EDIT), "history": entries_of(list_history(found)) if takes_part else [],
    })  # fmt: skip


@GET_OR_POST
def start(request: Request) -> HttpResponse:
    page = FormPage(
        "Define a word", "Begin the definition", lambda made: to("show", made.pk), "The definition is begun. Now say what it covers, limb by limb.",
        (("Definitions", to("list")), ("Define a word", "")),
        "Until the oversight body has agreed to a version, nobody is deployed on the strength of it.",
    )  # fmt: skip

    def save(**typed: Any) -> Any:
        return writes.start_definition(by=request.viewer, at=request.at, **typed)

    return anew(request, forms.StartForm, save, page, versions.EDIT)


@GET_OR_POST
def draft(request: Request, pk: int) -> HttpResponse:
    definition = get_object_or_404(versions.list_definitions(request.viewer), pk=pk)
    page = FormPage(
        f"A new version of “{definition.title}”", "Begin the new version", lambda made: to("version", made.pk), "The new version is begun.",
        (("Definitions", to("list")), (definition.title, to("show", definition.pk)), ("A new version", "")),
        "It begins with the words, limbs and cases of the version before. The cases have to be tried anew.",
    )  # fmt: skip

    def save(**typed: Any) -> Any:
        return writes.draft_version(definition=definition, by=request.viewer, at=request.at, **typed)

    return anew(request, forms.NextForm, save, page, versions.EDIT)
