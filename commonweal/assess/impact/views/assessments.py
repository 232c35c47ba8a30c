"""Pages of one assessment: how it stands, its steps, its versions."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.assess.impact.forms.asking import PressForm, ReasonForm
from commonweal.assess.impact.forms.assessing import ExitForm, SubmitForm
from commonweal.assess.impact.reads import drafted, listing, showing
from commonweal.assess.impact.reads.words import in_lines
from commonweal.assess.impact.views.answering import APPROVE, ASSESS, form_page, to
from commonweal.assess.impact.writes import assessments
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.writes import Stale, note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Tier, check_may


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_assessments(request.viewer), pk=pk)
    page = showing.assessment_page(found, request.viewer)
    return render(request, "impact/show.jinja", {
        "assessment": found, "operation": found.operation, "page": page, "found": page.found,
        "tag": listing.ASSESSMENT_TAGS[found.state], "ratings": listing.RATING_TAGS,
        "overdue_tag": listing.OVERDUE_TAG, "is_overdue": listing.is_overdue(found, now=request.at),
        "history": showing.history_of(found), "reads_advice": request.viewer.sees(Tier.POLICE),
    })  # fmt: skip


STEPS: dict[str, tuple[Any, str, str]] = {
    "claim": (assessments.claim_assessment, "Take up the assessment", ""),
    "decline": (
        assessments.decline_assessment,
        "Decline to assess",
        "The operation stays where it is: it needs another assessment or an override.",
    ),
    "consult": (assessments.consult_on_assessment, "Put it to consultation", ""),
    "approve": (assessments.approve_assessment, "Approve the assessment", ""),
    "send_back": (
        assessments.send_back_assessment,
        "Send the assessment back",
        "It goes back to its author with what you write here.",
    ),
    "go_live": (assessments.go_live, "Put the assessment into use", ""),
    "review": (
        assessments.begin_review,
        "Look at the assessment again",
        "Until it is approved or confirmed again, nothing is authorised on it.",
    ),
    "confirm": (
        assessments.confirm_assessment,
        "Confirm the assessment as it stands",
        "Say what you looked at. The clock of reviews begins anew.",
    ),
    "exit": (assessments.close_assessment, "Close the assessment", ""),
}


@require_http_methods(["GET", "POST"])
def step(request: Request, pk: int, event: str) -> HttpResponse:
    if event not in STEPS:
        raise Http404
    found = get_object_or_404(showing.find_assessments(request.viewer), pk=pk)
    permission = showing.permission_of_step(event, of_operation=False)
    check_may(request.viewer, permission, [found.operation.owner_id])
    change, words, says = STEPS[event]
    form = (ReasonForm if says else PressForm)(request.POST or None, version=found.version)
    if request.method == "POST" and form.is_valid():
        note = {"note": form.said_of_text} if isinstance(form, ReasonForm) else {}
        try:
            change(
                assessment=found, by=request.viewer, at=request.at, version=form.version, **form.cleaned_data, **note
            )  # fmt: skip
        except Stale as stale:
            return merge(request, form, stale)
        messages.success(request, f"{words}: done.")
        return to("show", pk)
    return form_page(request, form, words, words, says=says, back=_back(found))


@require_http_methods(["GET", "POST"])
def submit(request: Request, pk: int) -> HttpResponse:
    says = (
        "Everything that stands in the assessment now is frozen as its next version. "
        "Likelihood times impact gives the rating: low up to 6, medium from 8, high from 15."
    )
    return _typed(
        request,
        pk,
        SubmitForm,
        assessments.submit_assessment,
        permission=ASSESS,
        words="Submit the assessment",
        says=says,
    )


@require_http_methods(["GET", "POST"])
def sign_exit(request: Request, pk: int) -> HttpResponse:
    return _typed(
        request, pk, ExitForm, assessments.sign_exit, permission=APPROVE, words="Sign the exit strategy",
        fields=("exit_strategy", "debrief_on", "baseline_reason"),
        says="The assessment is closed once this is signed, tension is back to its usual level and nothing is left open.",
    )  # fmt: skip


def _typed(
    request: Request, pk: int, kind: Any, change: Any, *, permission: str, words: str, says: str,
    fields: tuple[str, ...] = (),
) -> HttpResponse:  # fmt: skip
    found = get_object_or_404(showing.find_assessments(request.viewer), pk=pk)
    check_may(request.viewer, permission, [found.operation.owner_id])
    now = {name: getattr(found, name) for name in fields}
    form = kind(request.POST or None, initial=now, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            change(
                assessment=found, by=request.viewer, at=request.at, version=form.version, note=form.said_of_text,
                **form.cleaned_data,
            )  # fmt: skip
        except Stale as stale:
            return merge(request, form, stale, {name: getattr(stale.record, name) for name in fields})
        messages.success(request, f"{words}: done.")
        return to("show", pk)
    return form_page(request, form, words, words, says=says, back=_back(found))


@require_GET
def version(request: Request, pk: int) -> HttpResponse:
    """What was frozen, word for word. Oversight reads who froze and who approved it, and not the content.

    Whoever does not read what contacts said reads it without that, and takes no file of the whole.
    """
    found = get_object_or_404(showing.find_versions(request.viewer), pk=pk)
    content = json.loads(found.content_text) if found.shows("content_text") else {}
    shown = drafted.without_what_was_heard(content, request.viewer)
    return render(request, "impact/version.jinja", {
        "version": found, "lines": in_lines(shown) if shown else [], "ratings": listing.RATING_TAGS,
        "is_whole": shown == content,
        "may_disclose": found.outcome == "approved" and content
        and request.viewer.may(APPROVE, [found.assessment.operation.owner_id]),
    })  # fmt: skip


@require_GET
def version_file(request: Request, pk: int) -> HttpResponse:
    """The canonical text itself: its SHA-256 is the hash. That it was taken out is kept."""
    found = get_object_or_404(showing.find_versions(request.viewer), pk=pk)
    if not found.shows("content_text"):
        raise Http404
    content = json.loads(found.content_text)
    if drafted.without_what_was_heard(content, request.viewer) != content:
        raise Http404
    note_read(what="a frozen impact assessment", by=request.viewer, at=request.at, record=found)
    answer = HttpResponse(found.content_text, content_type="application/json")
    answer["Content-Disposition"] = (
        f'attachment; filename="assessment-{found.assessment_id}-{found.number}.json"'
    )
    return answer


def _back(found: Any) -> tuple[str, str]:
    return f"Assessment: {found.operation.title}", reverse("impact:show", args=[found.pk])
