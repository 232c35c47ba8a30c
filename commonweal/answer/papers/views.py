"""The pages of papers: the list, one paper with what it lacks, its sections beside the live figures, and the preview."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.answer.papers import writes
from commonweal.answer.papers.forms import (
    DecisionForm,
    HeadingForm,
    ReasonForm,
    RecommendationsForm,
    SectionForm,
    SeenForm,
    StartForm,
    TypedFigureForm,
)
from commonweal.answer.papers.reads import content, drafting, figures, lists
from commonweal.design.merging import merge_response
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import Stale, note_read
from commonweal.ground.visibility.requests import Request

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
SECTION_FIELDS = ("text", "not_applicable_reason", "withheld_reason")
HEADING_FIELDS = ("title", "office", "part", "figures_on")


def _paper(request: Request, pk: int) -> Any:
    return get_object_or_404(lists.get_full_papers(viewer=request.viewer), pk=pk)


def _to(name: str, pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"papers:{name}", args=[pk]), status=303)


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at}


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() else None


def _merge(request: Request, form: Any, now: dict[str, Any], stale: Stale) -> HttpResponse:
    """Both texts side by side; nothing is overwritten and nothing typed is lost."""
    who, when = (stale.last.actor, stale.last.at) if stale.last else ("Somebody", request.at)
    return merge_response(request, form, now, who, when, current_version=stale.record.version)


def _entries(record: Any) -> list[dict[str, Any]]:
    found = list_history(record)[:30]
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason, "url": ""} for e in found]


@require_GET
def show_list(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    meeting = _number(request.GET.get("meeting", ""))
    papers = lists.list_papers(viewer=request.viewer, meeting_id=meeting, state=state)
    return render(request, "papers/list.jinja", {
        "papers": list(papers[:200]), "waiting": lists.waiting_for(request.viewer), "state": state, "meeting": meeting,
        "states": lists.state_choices(), "may_start": request.viewer.may_somewhere("papers.draft"),
        "reads_text": lists.reads_text(request.viewer),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """A blank paper, or with ?plan= a first draft from that plan."""
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
        paper = writes.start_paper(once=typed.pop("once"), **typed, **draft, **_who(request))
        return _to("show", paper.pk)
    return render(request, "papers/form.jinja", {
        "form": form, "paper": None, "words": "Start a paper", "action": "Start it", "plan": plan,
        "plans": [] if plan else list(drafting.list_plans(viewer=request.viewer)[:50]), "meeting": _number(request.GET.get("meeting", "")),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    on = timezone.localdate(request.at)
    live = {} if paper.frozen_hash else figures.available_figures(paper, on=on)
    authors = lists.author_ids(paper)
    return render(request, "papers/show.jinja", {
        "paper": paper, "sections": list(paper.sections.all()), "recommendations": list(paper.recommendations.all()),
        "faults": content.find_faults(paper, on=on, live=live) if paper.state == "drafting" else [],
        "events": {e.name.lower() for e in lists.events_open_to(paper, request.viewer, authors)},
        "entries": _entries(paper), "figures": content.present_content(paper, on=on, live=live)["figures"],
        "next_edition": lists.next_edition(paper), "is_author": request.viewer.account_id in authors,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_section(request: Request, pk: int, code: str) -> HttpResponse:
    paper = _paper(request, pk)
    section = get_object_or_404(paper.sections.all(), code=code)
    values = {name: getattr(section, name) for name in SECTION_FIELDS}
    form = SectionForm(request.POST or None, initial=values, version=paper.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.write_section(
                paper=paper, code=code, version=form.version, **form.cleaned_data, **_who(request)
            )
        except Stale as stale:
            section.refresh_from_db()
            now = {name: getattr(section, name) for name in SECTION_FIELDS}
            return _merge(request, form, now, stale)
        return _to("show", pk)
    live = figures.available_figures(paper, on=timezone.localdate(request.at))
    guidance = lists.guidance_of(paper, code)
    return render(request, "papers/section.jinja", {
        "form": form, "paper": paper, "section": section, "figures": list(live.values()), "guidance": guidance,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_heading(request: Request, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    values = {name: getattr(paper, name) for name in HEADING_FIELDS}
    form = HeadingForm(request.POST or None, initial=values, version=paper.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_heading(paper=paper, version=form.version, **form.cleaned_data, **_who(request))
        except Stale as stale:
            now = {name: getattr(stale.record, name) for name in HEADING_FIELDS}
            return _merge(request, form, now, stale)
        return _to("show", pk)
    return render(
        request,
        "papers/form.jinja",
        {"form": form, "paper": paper, "words": "Change the heading", "action": "Save"},
    )


@require_http_methods(["GET", "POST"])
def edit_recommendations(request: Request, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    form = RecommendationsForm(request.POST or None, initial=_recommendations(paper), version=paper.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.write_recommendations(
                paper=paper, version=form.version, **form.cleaned_data, **_who(request)
            )
        except Stale as stale:
            now = _recommendations(stale.record)
            return _merge(request, form, now, stale)
        return _to("show", pk)
    return render(
        request,
        "papers/form.jinja",
        {"form": form, "paper": paper, "words": "Recommendations", "action": "Save"},
    )


def _recommendations(paper: Any) -> dict[str, str]:
    return {"texts": "\n".join(r.text for r in paper.recommendations.all())}


@require_http_methods(["GET", "POST"])
def type_figure(request: Request, pk: int) -> HttpResponse:
    paper, form = _paper(request, pk), TypedFigureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.type_figure(paper=paper, **form.cleaned_data, **_who(request))
        return _to("show", pk)
    return render(
        request,
        "papers/form.jinja",
        {"form": form, "paper": paper, "words": "Type a figure", "action": "Save it"},
    )


@require_GET
def preview(request: Request, pk: int) -> HttpResponse:
    """The printed thing. Whoever may approve does it here, and approves the hash that stands on this page."""
    paper = _paper(request, pk)
    on = timezone.localdate(request.at)
    now = content.present_content(paper, on=on)
    events = lists.events_open_to(paper, request.viewer, lists.author_ids(paper))
    return render(request, "papers/preview.jinja", {
        "paper": paper, "fragment": content.safe_fragment(now), "hash": content.hash_of(now),
        "may_approve": "APPROVE" in {e.name for e in events}, "form": None,
    })  # fmt: skip


@require_GET
def file(request: Request, pk: int, form: str) -> HttpResponse:
    """One form of the paper: the frozen bytes where it is frozen, else as it would be printed now."""
    paper = _paper(request, pk)
    if form not in MEDIA:
        raise Http404
    made = content.bytes_of(paper, form, on=timezone.localdate(request.at))
    note_read(what=f"the paper as {form.upper()}", record=paper, **_who(request))
    response = HttpResponse(made, content_type=MEDIA[form])
    response["Content-Disposition"] = (
        f'attachment; filename="report-{paper.pk}-edition-{paper.edition}.{form}"'
    )
    return response


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    writes.submit_paper(paper=_paper(request, pk), on=timezone.localdate(request.at), **_who(request))
    return _to("show", pk)


@require_POST
def clear(request: Request, pk: int) -> HttpResponse:
    writes.clear_paper(paper=_paper(request, pk), on=timezone.localdate(request.at), **_who(request))
    return _to("show", pk)


@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    paper, on = _paper(request, pk), timezone.localdate(request.at)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    rendered = content.render_content(content.content_of(paper, on=on))
    writes.approve_paper(paper=paper, seen=seen, rendered=rendered, on=on, **_who(request))
    return _to("show", pk)


REASONED = {
    "send-back": (writes.send_back_paper, "Send the paper back", "Send it back"),
    "withdraw": (writes.withdraw_paper, "Withdraw the paper", "Withdraw it"),
    "correct": (writes.correct_paper, "Open a corrected edition", "Open it"),
}


@require_http_methods(["GET", "POST"])
def with_reason(request: Request, pk: int, doing: str) -> HttpResponse:
    """Sending back, withdrawing and correcting all ask why."""
    if doing not in REASONED:
        raise Http404
    change, words, action = REASONED[doing]
    paper, form = _paper(request, pk), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        paper = change(paper=paper, **form.cleaned_data, **_who(request))
        following = lists.next_edition(paper)
        return _to("show", following.pk if following and doing != "withdraw" else pk)
    return render(
        request, "papers/form.jinja", {"form": form, "paper": paper, "words": words, "action": action}
    )


@require_GET
def decisions(request: Request, meeting: int) -> HttpResponse:
    """What a meeting was asked, and what it did."""
    found = get_object_or_404(lists.all_meetings(viewer=request.viewer), pk=meeting)
    return render(request, "papers/decisions.jinja", {
        "meeting": found, "recommendations": list(lists.recommendations_of(found, viewer=request.viewer)),
        "may_record": request.viewer.may("meetings.edit", lists.meeting_owners(found)),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def decide(request: Request, recommendation: int) -> HttpResponse:
    found = get_object_or_404(lists.decidable(viewer=request.viewer), pk=recommendation)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting = found.paper.meeting
        writes.record_decision(
            recommendation=found, decided_on=meeting.meeting_on, **form.cleaned_data, **_who(request)
        )
        return _to("decisions", meeting.pk)
    return render(request, "papers/form.jinja", {
        "form": form, "paper": found.paper, "words": "Record the decision", "action": "Record it", "quoted": found.text,
    })  # fmt: skip
