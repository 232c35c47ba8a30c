"""Pages for the second person: what waits to be checked, sending back, accepting, and the answers that are owed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonweal.ground.audit.answering import answer_form, done
from commonweal.ground.visibility.requests import Request, check_may
from commonweal.ground.visibility.rules import Refused
from commonweal.listen.tension.forms.fields import ReasonForm
from commonweal.listen.tension.forms.questions import WordsForm
from commonweal.listen.tension.reads import receipts, returns
from commonweal.listen.tension.views.answering import GET_OR_POST, FormPage, check_reads, to
from commonweal.listen.tension.views.own import get_return, seen
from commonweal.listen.tension.writes import judging

MOST = 100


@require_safe
def to_check(request: Request) -> HttpResponse:
    check_reads(request, "tension.check", "tension.accept")
    context = {
        "waiting": returns.to_check(request.viewer)[:MOST],
        "checked": returns.to_accept(request.viewer)[:MOST],
        "accepts": request.viewer.may("tension.accept"),
    }
    return render(request, "tension/to_check.jinja", context)


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    judging.check_return(sent=sent, version=seen(request), by=request.viewer, at=request.at)
    return done(request, "The return is checked.", to("return", pk))


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    judging.accept_return(sent=sent, version=seen(request), by=request.viewer, at=request.at)
    return done(request, "The return is accepted.", to("return", pk))


@GET_OR_POST
def send_back(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    check_may(request, "tension.check", [sent.overseer_id])
    form = ReasonForm(request.POST or None, version=sent.version)

    def save() -> Any:
        reason = form.cleaned_data["reason"]
        return judging.send_back(
            sent=sent, reason=reason, version=form.version, by=request.viewer, at=request.at
        )

    page = FormPage(
        title="Send back the return", button="Send back", back=to("return", pk),
        done="The return is sent back. Whoever sent it reads your reason, changes it and sends it again.",
        trail=(("To check", to("to_check")), (str(sent.area), to("return", pk)), ("Send back", "")),
        intro="Whoever sent it reads your reason.",
    )  # fmt: skip
    return answer_form(request, form, save, page, current=lambda row: {"reason": row.returned_reason})


@require_safe
def owed(request: Request) -> HttpResponse:
    """Whoever spoke is owed an answer: who waits, how long, and how well the promise is kept."""
    check_reads(request, "tension.answer")
    context = {
        "owed": returns.owed(request.viewer, at=request.at)[:MOST],
        "promise": receipts.promise_kept(request.viewer, at=request.at),
    }
    return render(request, "tension/owed.jinja", context)


@GET_OR_POST
def answer_return(request: Request, pk: int) -> HttpResponse:
    sent = get_return(request, pk)
    check_may(request, "tension.answer", [sent.overseer_id])
    form = WordsForm(
        request.POST or None, version=sent.version, label="What became of it?",
        hint="Whoever reported reads this. Say what was done, or why nothing was.",
    )  # fmt: skip

    def save() -> Any:
        return judging.answer_return(
            sent=sent, by=request.viewer, at=request.at, version=form.version, **form.kept()
        )

    page = FormPage(
        title="Answer", button="Answer", back=to("return", pk), done="Your answer is there to read.",
        trail=(("Answers owed", to("owed")), (str(sent.area), to("return", pk)), ("Answer", "")),
    )  # fmt: skip
    return answer_form(request, form, save, page, current=lambda row: {})


@GET_OR_POST
def add(request: Request, pk: int) -> HttpResponse:
    """Whoever sent it adds to what they said."""
    sent = get_return(request, pk)
    if request.viewer.account_id != sent.submitted_by_id:
        raise Refused("Only whoever sent a return adds to it.")
    form = WordsForm(request.POST or None, version=sent.version, label="What do you want to add?")

    def save() -> Any:
        return judging.add_words(
            sent=sent, receipt="", version=form.version, by=request.viewer, at=request.at, **form.kept()
        )

    page = FormPage(
        title="Add to your return", button="Add", back=to("return", pk), done="Added.",
        trail=(("My returns", to("mine")), (str(sent.area), to("return", pk)), ("Add", "")),
    )  # fmt: skip
    return answer_form(request, form, save, page, current=lambda row: {})
