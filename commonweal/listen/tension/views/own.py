"""My returns: what I am asked, the form, one return, and what became of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonweal.ground.audit.answering import answer_form, done, new_key, values_of
from commonweal.ground.visibility.requests import Request, check_may, today
from commonweal.listen.tension.forms.officer import NewPictureForm, PictureForm
from commonweal.listen.tension.forms.questions import NewSixQuestions, PaperForm, SixQuestions
from commonweal.listen.tension.reads import asked, returns, weeks
from commonweal.listen.tension.reads.levels import find_level
from commonweal.listen.tension.views.answering import (
    GET_OR_POST,
    FormPage,
    check_reads,
    find_or_404,
    once_of,
    to,
    week_from,
)
from commonweal.listen.tension.writes import sending

ANSWERS = values_of("about", "what", "in_media", "impact", "told", "risk_to_life")
PICTURE = values_of(*sending.PICTURE)
THANKS = "Thank you. Your return is in. You can read here what becomes of it."


@require_safe
def mine(request: Request) -> HttpResponse:
    """What I am asked this week and last, and everything I have sent."""
    check_reads(request, "tension.send")
    rounds = list(weeks.rounds_on(today(request)))
    context = {
        "asked": asked.this_and_last_week(request.viewer, rounds, at=request.at),
        "keys": new_key,
        "returns": Paginator(returns.own_returns(request.viewer), 25).get_page(request.GET.get("page")),
        "at": request.at,
        "is_police": request.viewer.may_somewhere("tension.read"),
    }
    return render(request, "tension/mine.jinja", context)


def _asking(request: Request, pk: int) -> Any:
    return find_or_404(asked.askings(request.viewer), pk=pk)


@GET_OR_POST
def report(request: Request, pk: int, week: str) -> HttpResponse:
    """The six questions, or an officer's picture, whichever is asked."""
    asking, on = _asking(request, pk), week_from(week)
    check_may(request, "tension.send", [asking.organisation_id])
    if asking.variant == "officer":
        return _begin_picture(request, asking, on)
    form = NewSixQuestions(request.POST or None, initial=new_key())
    keep = "keep" in request.POST

    def save() -> Any:
        given = {
            "asking": asking,
            "week_starting": on,
            "by": request.viewer,
            "at": request.at,
            "once": once_of(form),
        }
        if keep and not form.is_nil:
            return sending.start_return(**given, **form.answers())
        return sending.report(**given, is_nil=form.is_nil, **form.answers())

    page = _questions_page(asking, on, "Kept for later. Send it when you are ready." if keep else THANKS)
    return answer_form(request, form, save, page)


def _questions_page(asking: Any, on: Any, words: str) -> FormPage:
    return FormPage(
        title=f"How is it in {asking.area}?",
        button="Send",
        second_button="Keep for later",
        back=lambda sent: to("return", sent.pk),
        done=words,
        trail=(("My returns", to("mine")), ("Report", "")),
        template="tension/questions.jinja",
        more={"asking": asking, "week": on},
    )


def _begin_picture(request: Request, asking: Any, on: Any) -> HttpResponse:
    form = NewPictureForm(request.POST or None, chosen=asking.round, week=on, initial=new_key())

    def save() -> Any:
        return sending.start_return(
            asking=asking,
            week_starting=on,
            by=request.viewer,
            at=request.at,
            once=once_of(form),
            **form.kept(),
        )

    page = FormPage(
        title=f"{asking.area}: the picture of the week",
        button="Save and go on to the items",
        back=lambda sent: to("return", sent.pk),
        done="Your draft is saved. Note what you know as items, then send it.",
        trail=(("My returns", to("mine")), ("This week", "")),
        more={"week": on},
    )
    return answer_form(request, form, save, page)


@require_POST
def nothing(request: Request, pk: int, week: str) -> HttpResponse:
    """Nothing to report, in one press. It is a return like any other, with a name under it."""
    asking = _asking(request, pk)
    sent = sending.report(
        asking=asking, week_starting=week_from(week), is_nil=True, by=request.viewer, at=request.at,
        once=request.POST.get("once"),
    )  # fmt: skip
    return done(
        request, f"Thank you. Nothing to report from {asking.area}: that is noted.", to("return", sent.pk)
    )


@GET_OR_POST
def key_in(request: Request, pk: int, week: str) -> HttpResponse:
    """What stands on a paper form; it counts from when the paper was handed in, and is marked."""
    asking, on = _asking(request, pk), week_from(week)
    check_may(request, "tension.send", [asking.organisation_id])
    if asking.variant == "officer":
        raise Http404
    form = PaperForm(request.POST or None, initial=new_key())

    def save() -> Any:
        return sending.report(
            asking=asking, week_starting=on, handed_in_at=form.handed_in_at(asking.round.zone), is_nil=form.is_nil,
            by=request.viewer, at=request.at, once=once_of(form), **form.answers(),
        )  # fmt: skip

    page = _questions_page(asking, on, "The paper form is keyed in, and marked so.")
    return answer_form(request, form, save, page)


@require_safe
def paper(request: Request) -> HttpResponse:
    """The six questions on a sheet of paper."""
    check_reads(request, "tension.send", "tension.arrange")
    form = SixQuestions()
    return render(request, "tension/paper.jinja", {"form": form})


# One return


def get_return(request: Request, pk: int) -> Any:
    return find_or_404(returns.returns(request.viewer), pk=pk)


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    page = returns.page_of(request.viewer, sent)
    police = request.viewer.may_somewhere("tension.read") or sent.shows("level")
    context = {
        "sent": sent, "page": page, "may": page.may, "find_level": find_level,
        "shows_picture": police and sent.shows("level") and sent.variant == "officer",
    }  # fmt: skip
    return render(request, "tension/return.jinja", context)


@GET_OR_POST
def write(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    check_may(request, "tension.send", [sent.organisation_id])
    return _write_picture(request, sent) if sent.variant == "officer" else _write_answers(request, sent)


def _write_answers(request: Request, sent: Any) -> HttpResponse:
    initial = ANSWERS(sent) | {"concern": "no" if sent.is_nil else "yes"}
    form = SixQuestions(request.POST or None, initial=initial, version=sent.version)
    keep = "keep" in request.POST

    def save() -> Any:
        given = {"sent": sent, "version": form.version, "by": request.viewer, "at": request.at}
        if keep and not form.is_nil:
            return sending.save_return(**given, **form.answers())
        return sending.submit_return(**given, is_nil=form.is_nil, **form.answers())

    page = _questions_page(sent, sent.week_starting, "Kept for later." if keep else THANKS)
    page.more["sent"] = sent
    return answer_form(request, form, save, page, current=lambda row: ANSWERS(row) | {"concern": "yes"})


def _write_picture(request: Request, sent: Any) -> HttpResponse:
    form = PictureForm(
        request.POST or None,
        chosen=sent.round,
        week=sent.week_starting,
        initial=PICTURE(sent),
        version=sent.version,
    )

    def save() -> Any:
        return sending.save_return(
            sent=sent, version=form.version, by=request.viewer, at=request.at, **form.kept()
        )

    page = FormPage(
        title=f"{sent.area}: the picture of the week",
        button="Save",
        back=to("return", sent.pk),
        done="Saved.",
        trail=(("My returns", to("mine")), (str(sent.area), to("return", sent.pk)), ("Picture", "")),
    )
    return answer_form(request, form, save, page, current=PICTURE)


@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    sending.submit_return(
        sent=sent, is_nil="nothing" in request.POST, version=seen(request), by=request.viewer, at=request.at
    )
    return done(request, THANKS, to("return", pk))


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    sending.withdraw_return(sent=sent, by=request.viewer, at=request.at)
    return done(request, "The return is withdrawn. You can take it up again.", to("return", pk))


@require_POST
def take_up(request: Request, pk: int) -> HttpResponse:
    """A withdrawn return becomes a draft again, as it was."""
    sent = get_return(request, pk)
    sending.save_return(sent=sent, version=seen(request), by=request.viewer, at=request.at)
    return done(request, "The return is a draft again.", to("return", pk))


def seen(request: Request) -> int:
    """The version on the page; 0, which never matches, where the browser sent none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
