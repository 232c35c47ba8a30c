"""Pages on which a week is put together, passed on and closed; and what partners read of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonweal.ground.audit.answering import answer_form, done, values_of
from commonweal.ground.visibility.requests import Request, check_may, today
from commonweal.listen.tension.forms.arranging import SummaryForm
from commonweal.listen.tension.reads import overview, rolling
from commonweal.listen.tension.reads.levels import find_level
from commonweal.listen.tension.views.answering import (
    GET_OR_POST,
    FormPage,
    asked_week,
    check_reads,
    find_or_404,
    monday_of,
    the_round,
    to,
    week_from,
)
from commonweal.listen.tension.views.own import seen
from commonweal.listen.tension.writes import collating

VALUES = values_of(*collating.WORDS)


@require_safe
def roll_up(request: Request) -> HttpResponse:
    check_may(request, "tension.read")
    chosen, week = the_round(request), asked_week(request)
    found, now = rolling.roll_up(request.viewer, chosen, week, at=request.at), monday_of(today(request))
    context = {
        "found": found,
        "earlier": week - timedelta(days=7),
        "later": week + timedelta(days=7) if week < now else None,
        "sentence": overview.sentence(overview.lines_of(found.boroughs, chosen)),
        "chosen": chosen,
        "week": week,
        "summary": rolling.find_summary(request.viewer, chosen, week),
        "collates": request.viewer.may("tension.collate"),
        "find_level": find_level,
    }
    return render(request, "tension/roll_up.jinja", context)


@GET_OR_POST
def collate(request: Request, week: str) -> HttpResponse:
    check_may(request, "tension.collate")
    chosen, on = the_round(request), week_from(week)
    form = SummaryForm(request.POST or None, chosen=chosen, week=on)

    def save() -> Any:
        return collating.collate(
            chosen=chosen, week_starting=on, by=request.viewer, at=request.at, **form.kept()
        )

    page = _page(on, "Put the week together", lambda summary: to("summary", summary.pk))
    return answer_form(request, form, save, page)


def _page(week: Any, title: str, back: Any) -> FormPage:
    return FormPage(
        title=title, button="Save the summary", back=back, done="The summary is saved.",
        trail=(("Roll-up", f"{to('roll_up')}?week={week}"), (title, "")),
        intro="Every accepted return of the week goes into it. Protected items are counted and not shown.",
    )  # fmt: skip


def _summary(request: Request, pk: int) -> Any:
    return find_or_404(rolling.summaries(request.viewer), pk=pk)


@require_safe
def summary(request: Request, pk: int) -> HttpResponse:
    found = _summary(request, pk)
    context = {
        "summary": found,
        "level": find_level(found.level_scale, found.level),
        "conditions": rolling.conditions_of(request.viewer, found),
        "shared": rolling.shared_items(request.viewer).filter(summary=found),
        "collates": request.viewer.may("tension.collate"),
    }
    return render(request, "tension/summary.jinja", context)


@GET_OR_POST
def change_summary(request: Request, pk: int) -> HttpResponse:
    check_may(request, "tension.collate")
    found = _summary(request, pk)
    form = SummaryForm(
        request.POST or None, chosen=found.round, week=found.week_starting, initial=VALUES(found), version=found.version
    )  # fmt: skip

    def save() -> Any:
        return collating.change_summary(
            summary=found, version=form.version, by=request.viewer, at=request.at, **form.kept()
        )

    page = _page(found.week_starting, "Change the summary", to("summary", pk))
    return answer_form(request, form, save, page, current=VALUES)


@require_POST
def disseminate(request: Request, pk: int) -> HttpResponse:
    found = _summary(request, pk)
    collating.disseminate(
        summary=found, accepts_conditions="accepts_conditions" in request.POST, version=seen(request),
        by=request.viewer, at=request.at,
    )  # fmt: skip
    return done(request, "The week is passed on. Partners read what was written for them.", to("summary", pk))


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    found = _summary(request, pk)
    collating.close_week(summary=found, version=seen(request), by=request.viewer, at=request.at)
    return done(request, "The week is closed.", to("summary", pk))


@require_safe
def shared(request: Request) -> HttpResponse:
    """What was written for partners and passed on to them."""
    check_reads(request, "tension.read_shared")
    page = Paginator(rolling.shared_items(request.viewer), 50).get_page(request.GET.get("page"))
    return render(request, "tension/shared.jinja", {"page": page})
