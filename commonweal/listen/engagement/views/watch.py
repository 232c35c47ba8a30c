"""Pages about world events and about what groups said to a scrutiny."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.ground.audit.answering import answer, redirect, values_of
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement import forms
from commonweal.listen.engagement.reads import feedback as feedback_reads
from commonweal.listen.engagement.reads import watch as reads
from commonweal.listen.engagement.views.answering import (
    DESK,
    GET_OR_POST,
    LOG,
    READ,
    FormPage,
    as_new,
    make,
    to,
    trail,
)
from commonweal.listen.engagement.writes import feedback as feedback_writes
from commonweal.listen.engagement.writes import watch as writes

VALUES = values_of("expected", "strength", "basis", "review_on")
JUDGED = values_of("verdict", "what_came")
JUDGE = "engagement.judge"


def _trail(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return trail(("World events", to("watch")), *steps)


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_may(request.viewer, READ)
    context = {
        "watch": reads.list_watch(request.viewer, on=today(request)),
        "may_edit": request.viewer.may(DESK),
    }
    return render(request, "engagement/watch.jinja", context)


def _event(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.events(request.viewer), pk=pk)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    event = _event(request, pk)
    return render(request, "engagement/event.jinja", {
        "event": event, "found": reads.get_event_page(event, request.viewer), "on": today(request),
        "strength": status_of(event.strength_scale, event.strength), "may_edit": request.viewer.may(DESK),
        "may_judge": request.viewer.may(JUDGE) and not reads.is_own(event, request.viewer),
    })  # fmt: skip


@GET_OR_POST
def add(request: Request) -> HttpResponse:
    page = FormPage(
        "Watch a world event", "Watch it", lambda made: to("event", made.pk), "The event is being watched.",
        _trail(("Watch", "")),
    )  # fmt: skip
    return as_new(request, DESK, forms.NewEventForm, writes.watch_event, page, on=today(request))


def _on_event(
    request: Request, pk: int, form_class: Any, write: Any, *, title: str, done: str, **options: Any
) -> HttpResponse:
    event = _event(request, pk)
    values, also = options.pop("values", None), options.pop("also", {})
    form = make(request, form_class, initial=values(event) if values else {}, version=event.version)

    def save(**given: Any) -> None:
        write(event=event, version=form.version, by=request.viewer, at=request.at, **also, **given)

    back = to("event", pk)
    page = FormPage(
        title, "Save", back, done, _trail((str(event), back), (title, "")), intro=f"{event}: {event.expected}"
    )
    return answer(request, form, save, page, current=values or (lambda record: {}))


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    return _on_event(
        request,
        pk,
        forms.EventForm,
        writes.change_expectation,
        title="Change what is expected",
        done="Kept.",
        values=VALUES,
    )


@GET_OR_POST
def judge(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, JUDGE)
    if request.method == "GET" and reads.is_own(_event(request, pk), request.viewer):
        messages.info(request, "Somebody else says whether what you expected was right.")
        return redirect(to("event", pk))
    return _on_event(
        request, pk, forms.JudgeForm, writes.judge_event, title="Was it right?", done="Your judgement is kept.",
        also={"on": today(request)}, values=JUDGED,
    )  # fmt: skip


@GET_OR_POST
def watch_again(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    return _on_event(
        request,
        pk,
        forms.WatchAgainForm,
        writes.watch_again,
        title="Watch it again",
        done="It is watched again.",
    )


# What groups said to a scrutiny


@require_GET
def feedback_list(request: Request) -> HttpResponse:
    rows = list(feedback_reads.list_feedback(request.viewer)[:200])
    lines = [(row, feedback_reads.answered(row)) for row in rows]
    return render(
        request, "engagement/feedback_list.jinja", {"lines": lines, "may_log": request.viewer.may(LOG)}
    )


def _feedback(request: Request, pk: int) -> Any:
    return get_object_or_404(feedback_reads.list_feedback(request.viewer), pk=pk)


@require_GET
def feedback(request: Request, pk: int) -> HttpResponse:
    found = _feedback(request, pk)
    return render(request, "engagement/feedback.jinja", {
        "feedback": found, "answered": feedback_reads.answered(found),
        "themes": feedback_reads.list_themes(found, request.viewer),
        "strength": status_of(found.strength_scale, found.strength), "may_log": request.viewer.may(LOG),
    })  # fmt: skip


@GET_OR_POST
def keep_feedback(request: Request) -> HttpResponse:
    page = FormPage(
        "Keep what a group said", "Keep it", lambda made: to("feedback", made.pk), "It is kept.",
        trail(("Feedback", to("feedback_list")), ("Keep", "")),
        intro="Only counts and themes are kept: never who said what.",
    )  # fmt: skip
    return as_new(request, LOG, forms.FeedbackForm, feedback_writes.keep_feedback, page)


@GET_OR_POST
def add_theme(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _feedback(request, pk)
    form = make(request, forms.ThemeForm, version=found.version)

    def save(**values: Any) -> None:
        feedback_writes.add_theme(
            feedback=found, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        "A theme of what was said", "Keep it", to("feedback", pk), "Kept.",
        trail(("Feedback", to("feedback_list")), (found.scrutiny, to("feedback", pk)), ("A theme", "")),
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})
