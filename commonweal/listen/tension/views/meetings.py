"""Pages of the tension monitoring group: its meetings, the level it agreed on, and what it decided."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.ground.audit.answering import answer_form, new_key
from commonweal.ground.places.reads import visible_areas
from commonweal.ground.visibility.requests import Request, check_may, today
from commonweal.listen.tension.forms.arranging import DoneForm, GroupActionForm, MeetingForm
from commonweal.listen.tension.reads import meetings
from commonweal.listen.tension.reads.levels import find_level
from commonweal.listen.tension.views.answering import (
    GET_OR_POST,
    FormPage,
    check_reads,
    find_or_404,
    once_of,
    the_round,
    to,
)
from commonweal.listen.tension.writes import meeting as writes

SEES = ("tension.read_shared", "tension.read")


@require_safe
def list_meetings(request: Request) -> HttpResponse:
    check_reads(request, *SEES)
    page = Paginator(meetings.meetings(request.viewer), 50).get_page(request.GET.get("page"))
    context = {
        "page": page, "find_level": find_level, "places": meetings.places_to_meet(request.viewer, today(request)),
    }  # fmt: skip
    return render(request, "tension/meetings.jinja", context)


@GET_OR_POST
def record_meeting(request: Request, area: int) -> HttpResponse:
    place = find_or_404(visible_areas(request.viewer), pk=area)
    host = meetings.host_of(request.viewer, place, today(request))
    if host is None:
        raise Http404
    check_may(request, "tension.meet", [host.pk])
    form = MeetingForm(
        request.POST or None, chosen=the_round(request), on=today(request),
        organisations=meetings.who_may_come(place, today(request)),
        items=[(item.pk, str(item)) for item in meetings.items_about(request.viewer, place)], initial=new_key(),
    )  # fmt: skip

    def save() -> Any:
        values = form.kept()
        chosen = {str(item.pk): item for item in meetings.items_about(request.viewer, place)}
        values["reviewed"] = [chosen[key] for key in values["reviewed"]]
        return writes.record_meeting(
            area=place, host=host, once=once_of(form), by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        title=f"A meeting about {place}", button="Save", back=lambda made: to("meeting", made.pk),
        done="The meeting is kept.", trail=(("Group meetings", to("meetings")), (str(place), "")),
    )  # fmt: skip
    return answer_form(request, form, save, page)


def _meeting(request: Request, pk: int) -> Any:
    return find_or_404(meetings.meetings(request.viewer), pk=pk)


@require_safe
def show_meeting(request: Request, pk: int) -> HttpResponse:
    check_reads(request, *SEES)
    found = _meeting(request, pk)
    context = {
        "meeting": found,
        "parts": meetings.parts_of(request.viewer, found),
        "level": find_level(found.level_scale, found.level),
        "again": meetings.meets_again(request.viewer, found, on=today(request)),
        "meets": meetings.may_meet(request.viewer, found.area),
        "today": today(request),
    }
    return render(request, "tension/meeting.jinja", context)


@GET_OR_POST
def add_action(request: Request, pk: int) -> HttpResponse:
    found = _meeting(request, pk)
    if not meetings.may_meet(request.viewer, found.area):
        raise Http404
    form = GroupActionForm(request.POST or None, on=today(request), version=found.version)

    def save() -> Any:
        return writes.add_group_action(
            meeting=found, version=form.version, by=request.viewer, at=request.at, **form.kept()
        )

    return answer_form(request, form, save, _page(found, "Add an action"), current=lambda row: {})


@GET_OR_POST
def finish_action(request: Request, pk: int, action: int) -> HttpResponse:
    found = _meeting(request, pk)
    if not meetings.may_meet(request.viewer, found.area) or not meetings.has_action(
        request.viewer, found, action
    ):
        raise Http404
    form = DoneForm(request.POST or None, version=found.version, initial={"done_on": today(request)})

    def save() -> Any:
        return writes.finish_group_action(
            meeting=found,
            action=action,
            version=form.version,
            by=request.viewer,
            at=request.at,
            **form.kept(),
        )

    return answer_form(
        request,
        form,
        save,
        _page(found, "An action is done"),
        current=lambda row: meetings.said_of_action(row, action),
    )


def _page(found: Any, title: str) -> FormPage:
    back = to("meeting", found.pk)
    return FormPage(
        title=title, button="Save", back=back, done="Saved.",
        trail=(("Group meetings", to("meetings")), (str(found.area), back), (title, "")),
    )  # fmt: skip
