"""Pages of what was learned: the list, one lesson, and a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import drafting as forms
from commonweal.assess.impact.reads import drafted as drafted_reads
from commonweal.assess.impact.reads import lessons as reads
from commonweal.assess.impact.views.written import ASSESS, GET_OR_POST, FormPage, check_reads, make, to
from commonweal.assess.impact.writes import lessons as writes
from commonweal.ground.audit.answering import answer
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may

SHOWN = 200


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    rows = list(reads.list_lessons(request.viewer)[: SHOWN + 1])
    return render(request, "impact/lessons.jinja", {
        "lessons": rows[:SHOWN], "more": len(rows) > SHOWN, "may_record": request.viewer.may(ASSESS),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_reads(request)
    lesson = get_object_or_404(reads.list_lessons(request.viewer), pk=pk)
    return render(request, "impact/lesson.jinja", {
        "lesson": lesson, "found": reads.page_of(lesson, request.viewer),
        "triggers": reads.trigger_words(lesson.triggers),
    })  # fmt: skip


@GET_OR_POST
def record(request: Request) -> HttpResponse:
    check_may(request.viewer, ASSESS)
    return _record(request, None)


@GET_OR_POST
def record_of(request: Request, pk: int) -> HttpResponse:
    """At the exit: what was learned from the operation of this assessment."""
    assessment = get_object_or_404(drafted_reads.assessments(request.viewer), pk=pk)
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])
    return _record(request, assessment.operation)


def _record(request: Request, operation: Any) -> HttpResponse:
    initial = reads.prefill_from(operation, request.at) if operation else {}
    form = make(request, forms.LessonForm, initial=initial)

    def save(**values: Any) -> Any:
        return writes.record_lesson(by=request.viewer, at=request.at, operation=operation, **values)

    title = f"Record a lesson from {operation.title}" if operation else "Record a lesson"
    page = FormPage(
        title, "Record it", lambda made: to("lesson", made.pk), "The lesson was recorded. It is offered where a similar event is assessed.",
        (("Lessons", to("lessons")), (title, "")),
        seen=reads.seen_by_monitors(operation, request.viewer) if operation else (),
    )  # fmt: skip
    return answer(request, form, save, page)
