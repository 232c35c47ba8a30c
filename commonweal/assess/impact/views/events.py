"""Pages of days that come: the calendar, one of them with its run-up, and the request that comes out of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import drafting as forms
from commonweal.assess.impact.reads import events as reads
from commonweal.assess.impact.reads.lessons import lessons_like, trigger_words
from commonweal.assess.impact.views.written import GET_OR_POST, REQUEST, FormPage, check_reads, make, to
from commonweal.assess.impact.writes import events as writes
from commonweal.ground.audit.answering import answer
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused, check_may


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    past = request.GET.get("past") == "yes"
    rows = list(reads.list_events(request.viewer, on=today(request), past=past)[: reads.MOST_SHOWN])
    return render(request, "impact/events.jinja", {
        "events": rows, "past": past, "may_open": request.viewer.may_somewhere(REQUEST),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_reads(request)
    event = get_object_or_404(reads.find_events(request.viewer), pk=pk)
    return render(request, "impact/event.jinja", {
        "event": event, "found": reads.page_of(event, request.viewer, on=today(request)), "on": today(request),
        "triggers": trigger_words(event.triggers), "learned": lessons_like(event, request.viewer),
    })  # fmt: skip


@GET_OR_POST
def open_event(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(REQUEST):
        raise Refused("You do not have a role that asks for assessments.")
    form = make(request, forms.EventForm, bodies=reads.bodies_for(request.viewer))

    def save(**values: Any) -> Any:
        return writes.open_event(by=request.viewer, at=request.at, **values)

    title = "Open a dated event"
    page = FormPage(
        title, "Open it", lambda made: to("event", made.pk), "The event was opened with the tasks of its run-up.",
        (("Dated events", to("events")), (title, "")),
    )  # fmt: skip
    return answer(request, form, save, page)


def _on_event(
    request: Request, event: Any, form_class: Any, write: Any, words: tuple[str, str, str], **more: Any
) -> HttpResponse:
    """words are the page's title, its button and what is said afterwards."""
    title, button, done = words
    current = more.pop("current", None)
    check_may(request.viewer, REQUEST, [event.owner_id])
    form = make(request, form_class, version=event.version, initial=more.pop("initial", {}))
    back = to("event", event.pk)

    def save(**values: Any) -> None:
        values.pop("once", None)
        write(event=event, by=request.viewer, at=request.at, version=form.version, **more, **values)

    trail = (("Dated events", to("events")), (event.title, back), (title, ""))
    intro = more["task"].text if "task" in more else event.what
    return answer(request, form, save, FormPage(title, button, back, done, trail, intro), current=current)


def _event(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.find_events(request.viewer), pk=pk)


@GET_OR_POST
def add_task(request: Request, pk: int) -> HttpResponse:
    words = ("Add a task", "Add it", "The task was added.")
    return _on_event(request, _event(request, pk), forms.TaskForm, writes.add_task, words)


@GET_OR_POST
def settle(request: Request, pk: int) -> HttpResponse:
    task = get_object_or_404(reads.find_tasks(request.viewer), pk=pk)
    words = ("Settle a task", "Settle it", "The task was settled.")

    def current(event: Any) -> dict[str, Any]:
        task.refresh_from_db()
        return {"outcome": task.outcome, "is_dropped": "yes" if task.is_dropped else "no"}

    return _on_event(
        request, task.event, forms.SettleForm, writes.settle_task, words, task=task, current=current
    )


@GET_OR_POST
def call_off(request: Request, pk: int) -> HttpResponse:
    words = ("Call the event off", "Call it off", "The event was called off.")
    return _on_event(request, _event(request, pk), forms.CallOffForm, writes.call_off_event, words)


@GET_OR_POST
def ask(request: Request, pk: int) -> HttpResponse:
    words = (
        "Ask for the assessment",
        "Ask for it",
        "The assessment was asked for. Somebody will take it up.",
    )
    return _on_event(request, _event(request, pk), forms.AskForm, writes.ask_for_event, words)
