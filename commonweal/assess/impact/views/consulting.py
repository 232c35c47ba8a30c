"""Pages on which it is kept who was asked, what they advised and what became of it; and what was declined."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import advising as forms
from commonweal.assess.impact.reads import advice, declined
from commonweal.assess.impact.views.formed import (
    ASSESS,
    GET_OR_POST,
    OVERSEE,
    FormPage,
    answer,
    find_assessment,
    make,
    to,
    trail_of,
)
from commonweal.assess.impact.writes import advising as writes
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


def _form(request: Request, assessment: Any, **given: Any) -> Any:
    operation = assessment.operation
    told = advice.told(request.viewer, operation) if operation.is_covert else None
    return make(request, forms.ConsultationForm, told=told, **given)


@GET_OR_POST
def consult(request: Request, pk: int) -> HttpResponse:
    assessment = find_assessment(request, pk)
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])

    def save(**given: Any) -> None:
        writes.log_consultation(assessment=assessment, **given)

    page = FormPage("Enter a consultation", "Enter it", to("show", pk), "The consultation is entered.",
                    trail_of(assessment, ("Enter a consultation", "")))  # fmt: skip
    return answer(request, _form(request, assessment), save, page)


def _consultation(request: Request, pk: int) -> Any:
    found = get_object_or_404(advice.assessed_consultations(request.viewer), pk=pk)
    check_may(request.viewer, ASSESS, [found.assessment.operation.owner_id])
    return found


@GET_OR_POST
def answer_advice(request: Request, pk: int) -> HttpResponse:
    found = _consultation(request, pk)
    assessment = found.assessment
    form = make(request, forms.AnswerForm, version=assessment.version)

    def save(**given: Any) -> None:
        writes.answer_consultation(assessment=assessment, consultation=found, version=form.version, **given)

    page = FormPage("Say what became of the advice", "Keep it", to("show", assessment.pk), "The answer is kept.",
                    trail_of(assessment, ("Answer the advice", "")), intro=found.advice)  # fmt: skip
    return answer(request, form, save, page)


@GET_OR_POST
def correct(request: Request, pk: int) -> HttpResponse:
    found = _consultation(request, pk)
    assessment = found.assessment
    names = ("group", "who", "held_on", "way", "shared", "advice", "answer")
    initial = {name: getattr(found, name) for name in names} | {"why": found.reason}

    def save(**given: Any) -> None:
        writes.correct_consultation(assessment=assessment, consultation=found, **given)

    page = FormPage("Correct an entry", "Enter the correction", to("show", assessment.pk), "The correction is entered.",
                    trail_of(assessment, ("Correct an entry", "")),
                    intro="The first entry stays beside this one.")  # fmt: skip
    return answer(request, _form(request, assessment, initial=initial), save, page)


@require_GET
def declined_page(request: Request) -> HttpResponse:
    """For those who oversee: every piece of advice that was not taken, and why."""
    check_may(request.viewer, OVERSEE)
    found = declined.list_declined(request.viewer)
    note_read(what="the advice that was not taken", by=request.viewer, at=request.at)
    return render(request, "impact/advice/declined.jinja", {"found": found})
