"""The pages of meetings: the list, one meeting with its agenda, and the forms that change it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonweal.answer.meetings import reads, writes
from commonweal.answer.meetings.forms import (
    AgendaItemForm,
    MeetingForm,
    NewMeetingForm,
    PublishAgendaForm,
    ReasonForm,
)
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused, check_may

EDIT = "meetings.edit"
FIELDS = ("meeting_on", "starts_at", "place", "title", "number", "access", "exempt_reason")


def _meeting(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.list_meetings(viewer=request.viewer), pk=pk)


def _back(meeting: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("meetings:show", args=[meeting.pk]), status=303)


def _may_edit(request: Request, meeting: Any) -> bool:
    return request.viewer.may(EDIT, reads.owner_ids(meeting.body, meeting.meeting_on))


def _kept(request: Request, pk: int) -> Any:
    """The meeting, for those who keep the meetings of its body: nobody else is shown a form that would be refused."""
    meeting = _meeting(request, pk)
    check_may(request.viewer, EDIT, reads.owner_ids(meeting.body, meeting.meeting_on))
    return meeting


@require_GET
def show_list(request: Request) -> HttpResponse:
    on = timezone.localdate(request.at)
    body = request.GET.get("body", "")
    meetings = reads.list_meetings(viewer=request.viewer, body_id=int(body) if body.isdecimal() else None)
    return render(request, "meetings/list.jinja", {
        "meetings": list(meetings[:200]), "bodies": list(reads.list_bodies(on=on)), "body": body, "on": on,
        "overdue": reads.overdue_bodies(viewer=request.viewer, on=on),
        "may_plan": request.viewer.may_somewhere(EDIT),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    on = timezone.localdate(request.at)
    return render(request, "meetings/show.jinja", {
        "meeting": meeting, "agenda": list(reads.list_agenda(meeting, viewer=request.viewer)),
        "notice": reads.notice_of(meeting, on=on), "may_edit": _may_edit(request, meeting),
        "item_form": AgendaItemForm(), "entries": entries_of(list_history(meeting)[:30]), "on": on,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(EDIT):
        raise Refused("Meetings are planned by the officers of the body that meets.")
    form = NewMeetingForm(request.POST or None, bodies=reads.list_bodies(on=timezone.localdate(request.at)))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        meeting = writes.plan_meeting(
            by=request.viewer, at=request.at, once=typed.pop("once"), note=form.said_of_text, **typed
        )
        return _back(meeting)
    return render(
        request,
        "meetings/form.jinja",
        {"form": form, "meeting": None, "words": "Plan a meeting", "action": "Plan it"},
    )


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    meeting = _kept(request, pk)
    values = {name: getattr(meeting, name) for name in FIELDS}
    form = MeetingForm(request.POST or None, initial=values, version=meeting.version)
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_meeting(
                meeting=meeting,
                version=form.version,
                by=request.viewer,
                at=request.at,
                note=form.said_of_text,
                **form.cleaned_data,
            )
        except Stale as stale:
            now = {name: getattr(stale.record, name) for name in FIELDS}
            return merge(request, form, stale, now)
        return _back(meeting)
    return render(
        request,
        "meetings/form.jinja",
        {"form": form, "meeting": meeting, "words": "Change this meeting", "action": "Save"},
    )


@require_POST
def add_item(request: Request, pk: int) -> HttpResponse:
    meeting, form = _kept(request, pk), AgendaItemForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "meetings/form.jinja",
            {"form": form, "meeting": meeting, "words": "Add an agenda item", "action": "Add it"},
        )
    writes.add_agenda_item(
        meeting=meeting, by=request.viewer, at=request.at, note=form.said_of_text, **form.cleaned_data
    )
    return _back(meeting)


@require_POST
def remove_item(request: Request, pk: int, item: int) -> HttpResponse:
    meeting = _kept(request, pk)
    writes.remove_agenda_item(meeting=meeting, item_id=item, by=request.viewer, at=request.at)
    return _back(meeting)


@require_http_methods(["GET", "POST"])
def publish(request: Request, pk: int) -> HttpResponse:
    meeting = _kept(request, pk)
    form = PublishAgendaForm(request.POST or None, initial={"published_on": timezone.localdate(request.at)})
    if request.method == "POST" and form.is_valid():
        writes.publish_agenda(
            meeting=meeting, by=request.viewer, at=request.at, note=form.said_of_text, **form.cleaned_data
        )
        return _back(meeting)
    notice = reads.notice_of(meeting, on=timezone.localdate(request.at))
    return render(
        request,
        "meetings/form.jinja",
        {
            "form": form,
            "meeting": meeting,
            "words": "Publish the agenda",
            "action": "Publish it",
            "notice": notice,
        },
    )


@require_POST
def hold(request: Request, pk: int) -> HttpResponse:
    meeting = _kept(request, pk)
    writes.hold_meeting(meeting=meeting, on=timezone.localdate(request.at), by=request.viewer, at=request.at)
    return _back(meeting)


@require_http_methods(["GET", "POST"])
def cancel(request: Request, pk: int) -> HttpResponse:
    meeting, form = _kept(request, pk), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.cancel_meeting(
            meeting=meeting, by=request.viewer, at=request.at, note=form.said_of_text, **form.cleaned_data
        )
        return _back(meeting)
    return render(
        request,
        "meetings/form.jinja",
        {"form": form, "meeting": meeting, "words": "Cancel this meeting", "action": "Cancel the meeting"},
    )
