"""Pages on what a meeting was asked and what it did."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.answer.papers import writes
from commonweal.answer.papers.forms import (
    ChangeDecisionForm,
    DecisionForm,
)
from commonweal.answer.papers.reads import lists
from commonweal.answer.papers.views.answering import to, who
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


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
    check_may(request.viewer, "meetings.edit", lists.owners_of(found.paper))
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting = found.paper.meeting
        writes.record_decision(
            recommendation=found,
            decided_on=meeting.meeting_on,
            note=form.said_of_text,
            **form.cleaned_data,
            **who(request),
        )
        return to("decisions", meeting.pk)
    return render(request, "papers/form.jinja", {
        "form": form, "paper": found.paper, "words": "Record the decision", "action": "Record it", "quoted": found.text,
    })  # fmt: skip


DECISION_FIELDS = ("verb", "detail", "minute", "decided_on")


@require_http_methods(["GET", "POST"])
def change_decision(request: Request, decision: int) -> HttpResponse:
    """What was recorded wrongly is put right with a reason; the history keeps both."""
    found = get_object_or_404(lists.changeable(viewer=request.viewer), pk=decision)
    check_may(request.viewer, "meetings.edit", lists.owners_of(found.recommendation.paper))
    values = {name: getattr(found, name) for name in DECISION_FIELDS}
    form = ChangeDecisionForm(request.POST or None, initial=values, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_decision(
                decision=found,
                version=form.version,
                note=form.said_of_text,
                **form.cleaned_data,
                **who(request),
            )
        except Stale as stale:
            now = {name: getattr(stale.record, name) for name in DECISION_FIELDS}
            return merge(request, form, stale, now)
        return to("decisions", found.recommendation.paper.meeting_id)
    asked = found.recommendation
    return render(request, "papers/form.jinja", {
        "form": form, "paper": asked.paper, "words": "Change the decision", "action": "Save it", "quoted": asked.text,
    })  # fmt: skip
