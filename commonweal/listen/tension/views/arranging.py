"""Pages on which a round is set up: its clock, its scales, who is asked, and who has longer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.ground.audit.answering import answer_form, new_key, values_of
from commonweal.ground.visibility.requests import Request, check_may, today
from commonweal.listen.tension.forms.arranging import AskForm, ExceptionForm, RoundForm, StopForm
from commonweal.listen.tension.reads import asked, settings
from commonweal.listen.tension.views.answering import (
    GET_OR_POST,
    FormPage,
    find_or_404,
    once_of,
    the_round,
    to,
)
from commonweal.listen.tension.writes import arranging

ARRANGE = "tension.arrange"
VALUES = values_of(*arranging.SETTINGS)


@require_safe
def show_settings(request: Request) -> HttpResponse:
    check_may(request, ARRANGE)
    chosen = the_round(request)
    context = {
        "chosen": chosen,
        "askings": settings.list_askings(request.viewer, chosen, today(request)),
        "exceptions": settings.list_exceptions(request.viewer, chosen),
        "scales": settings.scales_of(chosen, today(request)),
    }
    return render(request, "tension/settings.jinja", context)


def _page(title: str, words: str, intro: str = "") -> FormPage:
    back = to("settings")
    return FormPage(
        title=title, button="Save", back=back, done=words, intro=intro,
        trail=(("Settings of the round", back), (title, "")),
    )  # fmt: skip


@GET_OR_POST
def change(request: Request) -> HttpResponse:
    check_may(request, ARRANGE)
    chosen = the_round(request)
    form = RoundForm(request.POST or None, initial=VALUES(chosen), version=chosen.version)

    def save() -> Any:
        return arranging.change_round(
            chosen=chosen, on=today(request), version=form.version, by=request.viewer, at=request.at, **form.cleaned_data
        )  # fmt: skip

    page = _page("Change the settings", "The settings are changed.",
                 "Returns that have come keep the deadline that they were held to.")  # fmt: skip
    return answer_form(request, form, save, page, current=VALUES)


@GET_OR_POST
def ask(request: Request) -> HttpResponse:
    check_may(request, ARRANGE)
    chosen = the_round(request)
    areas = settings.areas_to_ask_about(request.viewer, chosen, today(request))
    form = AskForm(
        request.POST or None, on=today(request), areas=areas, initial=new_key() | {"since_on": today(request)}
    )

    def save() -> Any:
        values = {k: v for k, v in form.kept().items() if k != "reason"}
        return arranging.ask(chosen=chosen, once=once_of(form), by=request.viewer, at=request.at, **values)

    return answer_form(request, form, save, _page("Ask somebody", "They are asked from then on."))


def _asking(request: Request, pk: int) -> Any:
    return find_or_404(asked.askings(request.viewer), pk=pk)


@GET_OR_POST
def stop(request: Request, pk: int) -> HttpResponse:
    check_may(request, ARRANGE)
    asking = _asking(request, pk)
    form = StopForm(request.POST or None, version=asking.version)

    def save() -> Any:
        return arranging.stop_asking(
            asking=asking, until_on=form.cleaned_data["until_on"], version=form.version, by=request.viewer, at=request.at
        )  # fmt: skip

    page = _page(f"Stop asking: {asking}", "They are not asked from then on.",
                 "Weeks before that day stay asked: what was missing stays missing.")  # fmt: skip
    return answer_form(request, form, save, page, current=values_of("until_on"))


@GET_OR_POST
def give_longer(request: Request, pk: int) -> HttpResponse:
    check_may(request, ARRANGE)
    asking = _asking(request, pk)
    form = ExceptionForm(
        request.POST or None, people=settings.people_of(asking, today(request)), initial=new_key()
    )

    def save() -> Any:
        values = form.cleaned_data
        return arranging.grant_exception(
            asking=asking, week_starting=values["week_starting"], account=values["account"],
            until_at=form.until_at(asking.round.zone), reason=values["why"], once=once_of(form), by=request.viewer,
            at=request.at,
        )  # fmt: skip

    page = _page(f"Give longer: {asking}", "They have longer, and are told so.",
                 "An exception names one person and says when it ends.")  # fmt: skip
    return answer_form(request, form, save, page)
