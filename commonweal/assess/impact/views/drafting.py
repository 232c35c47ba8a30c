"""Pages of the draft of an assessment: what the sources say, what its author makes of it, and what came afterwards."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import drafting as forms
from commonweal.assess.impact.reads import drafted as reads
from commonweal.assess.impact.reads import lessons as lesson_reads
from commonweal.assess.impact.views.written import ASSESS, GET_OR_POST, FormPage, check_reads, make, to
from commonweal.assess.impact.writes import drafting as writes
from commonweal.ground.audit.answering import answer
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


@require_GET
def draft(request: Request, pk: int) -> HttpResponse:
    check_reads(request)
    assessment = get_object_or_404(reads.assessments(request.viewer), pk=pk)
    return render(request, "impact/draft.jinja", {
        "assessment": assessment,
        "shown": reads.show_draft(assessment, request.viewer),
        "offers": lesson_reads.offers_for(assessment, request.viewer),
    })  # fmt: skip


def _found(request: Request, pk: int) -> Any:
    assessment = get_object_or_404(reads.assessments(request.viewer), pk=pk)
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])
    return assessment


def _on_draft(
    request: Request, assessment: Any, form_class: Any, write: Any, words: tuple[str, str, str], **more: Any
) -> HttpResponse:
    """words are the page's title, its button and what is said afterwards."""
    title, button, done = words
    initial, offered = more.pop("initial", {}), more.pop("form", {})
    form = make(request, form_class, version=assessment.version, initial=initial, **offered)
    back = to("draft", assessment.pk)

    def save(**values: Any) -> None:
        values.pop("once", None)
        also = {key: value for key, value in more.items() if key != "intro"}
        write(assessment=assessment, by=request.viewer, at=request.at, version=form.version, **also, **values)

    trail = (("Draft", back), (title, ""))
    page = FormPage(title, button, back, done, trail, more.get("intro", ""))
    return answer(request, form, save, page, current=lambda record: initial)


@GET_OR_POST
def draw(request: Request, pk: int) -> HttpResponse:
    words = (
        "Draw a draft from the sources",
        "Draw it",
        "The draft was drawn. What could not be found stands as empty.",
    )
    return _on_draft(request, _found(request, pk), forms.DrawForm, writes.draft_assessment, words)


@GET_OR_POST
def add(request: Request, pk: int) -> HttpResponse:
    words = ("Add a statement", "Add it", "The statement was added.")
    return _on_draft(request, _found(request, pk), forms.StatementForm, writes.add_statement, words)


def _statement(request: Request, pk: int) -> Any:
    found = get_object_or_404(reads.find_statements(request.viewer), pk=pk)
    check_may(request.viewer, ASSESS, [found.assessment.operation.owner_id])
    return found


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    found = _statement(request, pk)
    words = ("Change a statement", "Keep it", "The statement was changed.")
    return _on_draft(
        request, found.assessment, forms.WordingForm, writes.edit_statement, words, statement=found,
        initial={"text": found.text}, intro=f"It rests on: {found.cites_label}.",
    )  # fmt: skip


@GET_OR_POST
def strike(request: Request, pk: int) -> HttpResponse:
    found = _statement(request, pk)
    words = (
        "Strike a statement out",
        "Strike it out",
        "The statement was struck out. It stays with your reason.",
    )
    return _on_draft(
        request, found.assessment, forms.ReasonForm, writes.strike_statement, words, statement=found, intro=found.text
    )  # fmt: skip


@GET_OR_POST
def answer_lesson(request: Request, pk: int) -> HttpResponse:
    assessment = _found(request, pk)
    offers = lesson_reads.unanswered(assessment, request.viewer)
    words = ("Answer a lesson that is offered", "Answer", "The lesson was answered.")
    chosen = request.GET.get("lesson", "")
    initial = {"lesson": int(chosen)} if chosen.isdecimal() and len(chosen) < 10 else {}

    def write(*, lesson: int, **values: Any) -> None:
        found = get_object_or_404(lesson_reads.list_lessons(request.viewer), pk=lesson)
        writes.answer_lesson(lesson=found, **values)

    return _on_draft(
        request, assessment, forms.LessonAnswerForm, write, words, initial=initial,
        form={"offers": [(offer.lesson.pk, f"{offer.lesson}: {offer.lesson.next_time[:120]}") for offer in offers]},
    )  # fmt: skip
