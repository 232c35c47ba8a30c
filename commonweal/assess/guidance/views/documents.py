"""Pages of documents: all of them, one of them, and what is changed around its words."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonweal.assess.guidance import forms
from commonweal.assess.guidance.reads import lists, page
from commonweal.assess.guidance.views.answering import (
    GET_OR_POST,
    REVIEW,
    WRITE,
    FormPage,
    check_own,
    check_reads,
    make,
    to,
    trail,
)
from commonweal.assess.guidance.writes import documents as writes
from commonweal.design.words import count
from commonweal.ground.audit.answering import answer, values_of
from commonweal.ground.audit.reads import entries_of
from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused

ON_A_PAGE = 50
DETAILS = values_of("title", "owner_role", "tier", "communities", "areas", "review_on")


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    on = today(request)
    form = forms.FilterForm(request.GET or None, viewer=request.viewer)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = lists.Wanted(**asked) if asked else lists.Wanted()
    found = Paginator(lists.list_documents(request.viewer, wanted, on=on), ON_A_PAGE)
    shown = found.get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "guidance/list.jinja", {
        "lines": lists.lines_of(shown.object_list, request.viewer, on=on), "page": shown, "form": form,
        "number": found.count, "query": query.urlencode(), "sentence": f"{count(found.count, 'document').capitalize()}.",
        "may_write": request.viewer.may_somewhere(WRITE) and not request.viewer.enforces_immigration,
        "may_review": request.viewer.may_somewhere(REVIEW), "is_filtered": any(asked.values()),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_reads(request)
    document = get_visible_or_404(page.documents(request.viewer), pk=pk)
    found = page.page_of(document, request.viewer, on=today(request))
    shown = found.current or found.newest
    return render(request, "guidance/show.jinja", {
        "found": found, "document": document, "tag": lists.TAGS[found.fresh.state], "facts": page.facts_of(found),
        "protection": page.protection(document), "blocks": page.blocks(found.current.text) if found.current else [],
        "signposts": found.current.signposts.splitlines() if found.current else [],
        "said": page.how_communities_stand(found, found.current) if found.current else [],
        "tags": page.TAGS, "stances": page.STANCE_TAGS, "kinds": dict(page.occasion_kinds()), "shown": shown,
        "led": page.led_by(found.occasions, request.viewer),
        "may_write": page.may_write(document, request.viewer), "writing": page.is_being_written(found),
        "owed": {r.pk: page.owed(r, today(request)) for r in found.reviews},
        "history": entries_of(found.history),
    })  # fmt: skip


@GET_OR_POST
def start(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(WRITE):
        raise Refused("You do not have a role that writes guidance.")

    def save(**values: Any) -> Any:
        return writes.start_document(by=request.viewer, at=request.at, **values)

    words = FormPage(
        "Begin guidance", "Begin it", lambda made: to("show", made.pk), "It is begun. Write its first version now.",
        trail(("Begin guidance", "")),
        intro="You write the text on the next page. Somebody else puts it in force.",
    )  # fmt: skip
    return answer(request, make(request, forms.StartForm), save, words)


def _on_document(
    request: Request, pk: int, form_class: Any, write: Any, *, title: str, button: str, done: str, intro: str = "",
    values: Any = None,
) -> HttpResponse:  # fmt: skip
    """A form on one document, saved against the version that the person saw."""
    check_reads(request)
    document = get_visible_or_404(page.documents(request.viewer), pk=pk)
    check_own(request, WRITE, [document.owner_id])
    initial = values(document) if values else {}
    form = make(request, form_class, of=document, initial=initial, version=document.version)

    def save(**given: Any) -> Any:
        return write(document=document, version=form.version, by=request.viewer, at=request.at, **given)

    here = to("show", pk)
    words = FormPage(title, button, here, done, trail((document.title, here), (title, "")), intro=intro)
    return answer(request, form, save, words, current=values)


@GET_OR_POST
def details(request: Request, pk: int) -> HttpResponse:
    return _on_document(
        request, pk, forms.DetailsForm, writes.change_details, title="Change what stands around it", button="Save",
        done="Saved.", values=DETAILS,
    )  # fmt: skip


@GET_OR_POST
def begin(request: Request, pk: int) -> HttpResponse:
    return _on_document(
        request, pk, forms.BeginForm, writes.begin_version, title="Begin the next version", button="Begin it",
        done="The next version is begun.", intro="It begins with the words that are in force, which stay until it is approved.",
    )  # fmt: skip


@GET_OR_POST
def keep(request: Request, pk: int) -> HttpResponse:
    return _on_document(
        request, pk, forms.KeepForm, writes.keep_unchanged, title="Keep it as it is", button="Keep it",
        done="It stays as it is, and the reason with it.",
        intro="Somebody looked at it and nothing is changed. That is a decision, and it needs its reason.",
    )  # fmt: skip
