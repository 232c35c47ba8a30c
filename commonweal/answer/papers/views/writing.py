"""Pages on which papers are listed, started, looked at and written."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.answer.papers import writes
from commonweal.answer.papers.forms import (
    HeadingForm,
    RecommendationsForm,
    SectionForm,
    StartForm,
    TypedFigureForm,
)
from commonweal.answer.papers.reads import content, drafting, equality, figures, lists
from commonweal.answer.papers.views.answering import find_paper, find_paper_for, to, who
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused

DRAFT = "papers.draft"
SECTION_FIELDS = ("text", "not_applicable_reason", "withheld_reason")
HEADING_FIELDS = ("title", "office", "part", "figures_on")


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() else None


@require_GET
def show_list(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    meeting = _number(request.GET.get("meeting", ""))
    papers = lists.list_papers(viewer=request.viewer, meeting_id=meeting, state=state)
    return render(request, "papers/list.jinja", {
        "papers": list(papers[:200]), "waiting": lists.waiting_for(request.viewer), "state": state, "meeting": meeting,
        "states": lists.state_choices(), "may_start": request.viewer.may_somewhere(DRAFT),
        "reads_text": lists.reads_text(request.viewer),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """A blank paper, or with ?plan= a first draft from that plan."""
    if not request.viewer.may_somewhere(DRAFT):
        raise Refused("Papers are written by the officers of the body that meets.")
    on = timezone.localdate(request.at)
    plan = drafting.find_plan(_number(request.GET.get("plan", "")), viewer=request.viewer)
    meetings = lists.meetings_to_write_for(viewer=request.viewer)
    form = StartForm(
        request.POST or None,
        meetings=meetings,
        formats=lists.formats_for(on),
        initial=drafting.first_heading(plan, request.GET),
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        draft = drafting.first_draft(plan, format=typed["format"], on=on)
        paper = writes.start_paper(
            once=typed.pop("once"), note=form.said_of_text, **typed, **draft, **who(request)
        )
        return to("show", paper.pk)
    return render(request, "papers/form.jinja", {
        "form": form, "paper": None, "words": "Start a paper", "action": "Start it", "plan": plan,
        "plans": [] if plan else list(drafting.list_plans(viewer=request.viewer)[:50]), "meeting": _number(request.GET.get("meeting", "")),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    paper = find_paper(request, pk)
    on = timezone.localdate(request.at)
    live = {} if paper.frozen_hash else figures.available_figures(paper, on=on)
    authors = lists.author_ids(paper)
    drafting_now = paper.state == "drafting"
    return render(request, "papers/show.jinja", {
        "paper": paper, "sections": list(paper.sections.all()), "recommendations": list(paper.recommendations.all()),
        "faults": [*content.find_faults(paper, on=on, live=live), *equality.faults_of(paper)] if drafting_now else [],
        "equality": equality.standing_of(equality.list_links(paper, request.viewer)),
        "events": {e.name.lower() for e in lists.events_open_to(paper, request.viewer, authors)},
        "entries": entries_of(list_history(paper)[:30]), "figures": content.present_content(paper, on=on, live=live)["figures"], "status_of": status_of,
        "next_edition": lists.next_edition(paper), "is_author": request.viewer.account_id in authors,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_section(request: Request, pk: int, code: str) -> HttpResponse:
    paper = find_paper_for(request, pk, DRAFT)
    section = next((each for each in paper.sections.all() if each.code == code), None)
    if section is None:
        raise Http404
    values = {name: getattr(section, name) for name in SECTION_FIELDS}
    form = SectionForm(request.POST or None, initial=values, version=paper.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.write_section(
                paper=paper,
                code=code,
                version=form.version,
                note=form.said_of_text,
                **form.cleaned_data,
                **who(request),
            )
        except Stale as stale:
            section.refresh_from_db()
            now = {name: getattr(section, name) for name in SECTION_FIELDS}
            return merge(request, form, stale, now)
        return to("show", pk)
    live = figures.available_figures(paper, on=timezone.localdate(request.at))
    guidance = lists.guidance_of(paper, code)
    return render(request, "papers/section.jinja", {
        "form": form, "paper": paper, "section": section, "figures": list(live.values()), "status_of": status_of, "guidance": guidance,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_heading(request: Request, pk: int) -> HttpResponse:
    paper = find_paper_for(request, pk, DRAFT)
    values = {name: getattr(paper, name) for name in HEADING_FIELDS}
    form = HeadingForm(request.POST or None, initial=values, version=paper.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_heading(
                paper=paper, version=form.version, note=form.said_of_text, **form.cleaned_data, **who(request)
            )
        except Stale as stale:
            now = {name: getattr(stale.record, name) for name in HEADING_FIELDS}
            return merge(request, form, stale, now)
        return to("show", pk)
    return render(
        request,
        "papers/form.jinja",
        {"form": form, "paper": paper, "words": "Change the heading", "action": "Save"},
    )


@require_http_methods(["GET", "POST"])
def edit_recommendations(request: Request, pk: int) -> HttpResponse:
    paper = find_paper_for(request, pk, DRAFT)
    form = RecommendationsForm(request.POST or None, initial=_recommendations(paper), version=paper.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.write_recommendations(
                paper=paper, version=form.version, note=form.said_of_text, **form.cleaned_data, **who(request)
            )
        except Stale as stale:
            now = _recommendations(stale.record)
            return merge(request, form, stale, now)
        return to("show", pk)
    return render(
        request,
        "papers/form.jinja",
        {"form": form, "paper": paper, "words": "Recommendations", "action": "Save"},
    )


def _recommendations(paper: Any) -> dict[str, str]:
    return {"texts": "\n".join(r.text for r in paper.recommendations.all())}


@require_http_methods(["GET", "POST"])
def type_figure(request: Request, pk: int) -> HttpResponse:
    paper = find_paper_for(request, pk, DRAFT)
    form = TypedFigureForm(request.POST or None, on=timezone.localdate(request.at))
    if request.method == "POST" and form.is_valid():
        writes.type_figure(paper=paper, note=form.said_of_text, **form.cleaned_data, **who(request))
        return to("show", pk)
    return render(
        request,
        "papers/form.jinja",
        {"form": form, "paper": paper, "words": "Type a figure", "action": "Save it"},
    )


@require_POST
def remove_figure(request: Request, pk: int, key: str) -> HttpResponse:
    writes.remove_figure(paper=find_paper(request, pk), key=key, **who(request))
    return to("show", pk)
