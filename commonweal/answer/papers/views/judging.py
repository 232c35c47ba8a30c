"""Pages on which a paper is previewed, printed, submitted, cleared, approved, sent back and corrected."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.answer.papers import writes
from commonweal.answer.papers.forms import (
    ReasonForm,
    SeenForm,
)
from commonweal.answer.papers.reads import content, lists
from commonweal.answer.papers.views.answering import find_paper, find_paper_for, to, who
from commonweal.ground.audit.freezing import hash_of
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
def preview(request: Request, pk: int) -> HttpResponse:
    """The printed thing. Whoever may approve does it here, and approves the hash that stands on this page."""
    paper = find_paper(request, pk)
    on = timezone.localdate(request.at)
    now = content.present_content(paper, on=on)
    events = lists.events_open_to(paper, request.viewer, lists.author_ids(paper))
    return render(request, "papers/preview.jinja", {
        "paper": paper, "fragment": content.safe_fragment(now), "hash": hash_of(now),
        "may_approve": "APPROVE" in {e.name for e in events}, "form": None,
    })  # fmt: skip


@require_GET
def file(request: Request, pk: int, form: str) -> HttpResponse:
    """One form of the paper: the frozen bytes where it is frozen, else as it would be printed now."""
    paper = find_paper(request, pk)
    if form not in MEDIA:
        raise Http404
    made = content.bytes_of(paper, form, on=timezone.localdate(request.at))
    note_read(what=f"the paper as {form.upper()}", record=paper, **who(request))
    response = HttpResponse(made, content_type=MEDIA[form])
    response["Content-Disposition"] = (
        f'attachment; filename="report-{paper.pk}-edition-{paper.edition}.{form}"'
    )
    return response


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    writes.submit_paper(paper=find_paper(request, pk), on=timezone.localdate(request.at), **who(request))
    return to("show", pk)


@require_POST
def clear(request: Request, pk: int) -> HttpResponse:
    writes.clear_paper(paper=find_paper(request, pk), on=timezone.localdate(request.at), **who(request))
    return to("show", pk)


@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    paper, on = find_paper_for(request, pk, "papers.approve"), timezone.localdate(request.at)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    rendered = content.render_content(content.content_of(paper, on=on))
    writes.approve_paper(paper=paper, seen=seen, rendered=rendered, on=on, **who(request))
    return to("show", pk)


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
    paper, form = find_paper(request, pk), ReasonForm(request.POST or None)
    check_may(request.viewer, lists.permission_for(paper, doing), lists.owners_of(paper))
    if request.method == "POST" and form.is_valid():
        paper = change(paper=paper, note=form.said_of_text, **form.cleaned_data, **who(request))
        following = lists.next_edition(paper)
        return to("show", following.pk if following and doing != "withdraw" else pk)
    return render(
        request, "papers/form.jinja", {"form": form, "paper": paper, "words": words, "action": action}
    )
