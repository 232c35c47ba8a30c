"""Pages about one recommendation: what it is, its press line, its forum, and what is decided on it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import advising as forms
from commonweal.assess.impact.reads import advice, advice_page
from commonweal.assess.impact.views.formed import (
    ASSESS,
    DECIDE,
    GET_OR_POST,
    FormPage,
    answer,
    find_assessment,
    make,
    to,
    trail_of,
)
from commonweal.assess.impact.writes import recommending as writes
from commonweal.ground.audit.answering import Trail
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may


@GET_OR_POST
def recommend(request: Request, pk: int) -> HttpResponse:
    assessment = find_assessment(request, pk)
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])

    def save(**given: Any) -> None:
        writes.recommend(assessment=assessment, **given)

    page = FormPage("Recommend something", "Recommend it", to("show", pk), "The recommendation is kept.",
                    trail_of(assessment, ("Recommend something", "")))  # fmt: skip
    return answer(request, make(request, forms.RecommendationForm), save, page)


def _find(request: Request, pk: int) -> Any:
    return get_object_or_404(advice.assessed_recommendations(request.viewer), pk=pk)


def _trail(found: Any, last: str) -> Trail:
    return trail_of(found.assessment, ("Recommendation", to("recommendation", found.pk)), (last, ""))


@require_GET
def recommendation(request: Request, pk: int) -> HttpResponse:
    found = _find(request, pk)
    owners = [found.assessment.operation.owner_id]
    return render(request, "impact/advice/recommendation.jinja", {
        "found": found,
        "line": getattr(found, "press_line", None),
        "convening": getattr(found, "convening", None),
        "tags": advice_page.STATE_TAGS,
        "is_late": advice_page.is_late(found, today(request)),
        "deeds": advice_page.deeds_open_to(found, request.viewer, owners),
        "may_assess": request.viewer.may(ASSESS, owners),
        "history": entries_of(list_history(found)),
    })  # fmt: skip


# event: (what is done, permission, title, what it asks)
DEEDS: dict[str, tuple[Any, str, str, str]] = {
    "accept": (writes.accept_recommendation, DECIDE, "Accept the recommendation", ""),
    "decline": (writes.decline_recommendation, DECIDE, "Decline the recommendation", "Why is it declined?"),
    "done": (writes.finish_recommendation, ASSESS, "Say that it is done", "What was done?"),
    "transfer": (writes.transfer_recommendation, DECIDE, "Transfer it", "Who does it now, and why?"),
    "approve-line": (writes.approve_press_line, DECIDE, "Approve the press line", ""),
    "release-line": (writes.release_press_line, DECIDE, "Release the press line", ""),
}


@GET_OR_POST
def settle(request: Request, pk: int, event: str) -> HttpResponse:
    """Deciding and finishing; what needs no words is one button."""
    if event not in DEEDS:
        raise Http404
    found = _find(request, pk)
    change, permission, title, asks = DEEDS[event]
    check_may(request.viewer, permission, [found.assessment.operation.owner_id])
    form = make(request, forms.ReasonForm if asks else forms.NothingToSay, version=found.version)
    if asks:
        form.fields["reason"].label = asks

    def save(**given: Any) -> None:
        change(recommendation=found, version=form.version, **given)

    page = FormPage(
        title, title, to("recommendation", pk), f"{title}: done.", _trail(found, title), intro=found.text
    )
    return answer(request, form, save, page)


LINE = ("key_message", "holding_line", "if_asked", "languages", "spokesperson", "approver")


def _line_values(found: Any) -> dict[str, Any]:
    line = getattr(found, "press_line", None)
    if line is None:
        return {}
    at = timezone.localtime(line.embargo_at) if line.embargo_at else None
    return {name: getattr(line, name) for name in LINE} | {
        "embargo_on": at.date() if at else None, "embargo_clock": at.time() if at else None,
    }  # fmt: skip


@GET_OR_POST
def press_line(request: Request, pk: int) -> HttpResponse:
    found = _find(request, pk)
    check_may(request.viewer, ASSESS, [found.assessment.operation.owner_id])
    form = make(request, forms.PressLineForm, initial=_line_values(found), version=found.version)

    def save(embargo_on: Any, embargo_clock: Any, **given: Any) -> None:
        day = embargo_on or (today(request) if embargo_clock else None)
        at = timezone.make_aware(datetime.combine(day, embargo_clock or time())) if day else None
        writes.write_press_line(recommendation=found, version=form.version, embargo_at=at, **given)

    title = "Write the press line"
    page = FormPage(title, "Keep it", to("recommendation", pk), "The press line is kept. Somebody else approves it.",
                    _trail(found, title), intro=found.text)  # fmt: skip
    return answer(request, form, save, page, current=_line_values)


@GET_OR_POST
def convening(request: Request, pk: int) -> HttpResponse:
    found = _find(request, pk)
    check_may(request.viewer, ASSESS, [found.assessment.operation.owner_id])
    entries = advice.assessed_consultations(request.viewer).filter(assessment=found.assessment_id)
    form = make(request, forms.ConveningForm, entries=entries, version=found.version)

    def save(**given: Any) -> None:
        writes.record_convening(recommendation=found, version=form.version, **given)

    title = "Record that the forum met"
    page = FormPage(title, "Record it", to("recommendation", pk), "The meeting is recorded.", _trail(found, title),
                    intro="Enter what the forum advised in the consultation log first, then choose that entry here.")  # fmt: skip
    return answer(request, form, save, page)
