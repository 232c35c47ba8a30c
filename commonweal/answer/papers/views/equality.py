"""Pages on which a paper is put under an equality assessment, and the list of what has none."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.answer.papers import writes
from commonweal.answer.papers.forms import EqualityForm
from commonweal.answer.papers.reads import equality as reads
from commonweal.answer.papers.views.answering import find_paper_for, to, who
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused

DRAFT = "papers.draft"


@require_http_methods(["GET", "POST"])
def equality_page(request: Request, pk: int) -> HttpResponse:
    paper = find_paper_for(request, pk, DRAFT)
    links = reads.list_links(paper, request.viewer)
    offered = reads.choices_for(request.viewer, links)
    form = EqualityForm(request.POST or None, version=paper.version, offered=offered)
    if request.method == "POST" and form.is_valid():
        found = reads.find_assessment(request.viewer, form.cleaned_data["assessment"])
        try:
            writes.link_assessment(paper=paper, assessment=found, version=form.version, **who(request))
        except Stale as stale:
            return merge(request, form, stale)
        return to("equality", pk)
    return render(request, "papers/equality.jinja", {
        "form": form, "paper": paper, "links": reads.standing_of(links),
    }, status=422 if form.errors else 200)  # fmt: skip


@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    paper = find_paper_for(request, pk, DRAFT)
    found = reads.find_link(paper, request.viewer, request.POST.get("assessment", ""))
    if found is not None:
        writes.unlink_assessment(paper=paper, assessment=found.assessment, **who(request))
    return to("equality", pk)


@require_GET
def without_assessment(request: Request) -> HttpResponse:
    """Actions of link bodies and papers without a settled assessment, and those that were screened out and why."""
    if not request.viewer.may_somewhere("equality.read"):
        raise Refused("You do not have a role that reads equality assessments.")
    return render(request, "papers/without_assessment.jinja", {
        "missing": reads.list_missing(request.viewer), "is_action": reads.is_action,
    })  # fmt: skip
