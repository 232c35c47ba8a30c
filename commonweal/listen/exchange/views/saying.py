"""Pages on which it is kept what was said, answered and what happened next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonweal.ground.audit.answering import answer, done, new_key
from commonweal.ground.visibility.requests import Request, check_may_somewhere, today
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.forms import AgreeForm, AnswerForm, ExchangeForm, HappenedNextForm, WeToldForm
from commonweal.listen.exchange.reads import held
from commonweal.listen.exchange.views.answering import GET_OR_POST, FormPage, home_trail, to, version_sent


@require_safe
def list_page(request: Request) -> HttpResponse:
    check_may_somewhere(request, "trusted.keep", "trusted.read")
    lines = reads.list_exchanges(request.viewer, on=today(request))
    return render(request, "exchange/exchanges.jinja", {"lines": lines})


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    found = reads.around(request.viewer, exchange)
    relationship = reads.my_relationship_of(request.viewer, exchange)
    may_hand = relationship is not None and held.may_hand(exchange)
    context = {
        "exchange": exchange,
        "relationship": relationship,
        "owed": reads.owed_on(exchange, today(request)),
        "steps": reads.steps_open(exchange) if relationship else set(),
        "may_relay": reads.may_relay(request.viewer, exchange),
        "requests": found.requests,
        "relays": found.relays,
        "agreed": [
            (reads.purpose_label(a.scale, a.purpose), a.agreed_on, a.withdrawn_at)
            for a in exchange.agreed.all()
        ],
        "label": reads.purpose_label,
        "may_hand": may_hand,
        "added": held.in_lines(found.added),
    }
    return render(request, "exchange/exchange.jinja", context)


@GET_OR_POST
def record(request: Request, pk: int) -> HttpResponse:
    relationship = reads.find_relationship(request.viewer, pk)
    form = ExchangeForm(
        request.POST or None, on=today(request), initial={"said_on": today(request)} | new_key()
    )

    def save(**values: Any) -> Any:
        return writes.record_exchange(relationship=relationship, by=request.viewer, at=request.at, **values)

    page = _under(request, relationship, "What they told us", "It is kept.")
    return answer(request, form, save, replace(page, back=lambda made: to("exchange", made.pk)))


@GET_OR_POST
def we_told(request: Request, pk: int) -> HttpResponse:
    relationship = reads.find_relationship(request.viewer, pk)
    form = WeToldForm(request.POST or None, initial={"said_on": today(request)} | new_key())

    def save(**values: Any) -> None:
        writes.note_what_we_told(relationship=relationship, by=request.viewer, at=request.at, **values)

    return answer(request, form, save, _under(request, relationship, "What we told them", "It is kept."))


def _under(request: Request, relationship: Any, title: str, done: str) -> FormPage:
    back = to("relationship", relationship.pk)
    trail = home_trail(request, (str(relationship), back), (title, ""))
    return FormPage(title=title, button="Keep it", back=back, done=done, trail=trail)


@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    writes.acknowledge(exchange=exchange, version=version_sent(request), by=request.viewer, at=request.at)
    return done(request, "It is kept that they know we have it.", to("exchange", pk))


@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    writes.take_back(exchange=exchange, version=version_sent(request), by=request.viewer, at=request.at)
    return done(request, "Its words are gone, here and wherever they were relayed.", to("exchange", pk))


@GET_OR_POST
def agree(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    reads.check_keeps(request.viewer, exchange)
    given = {"purpose": "", "agreed_on": today(request)}
    form = AgreeForm(
        request.POST or None, on=today(request), agreed={a.purpose for a in exchange.agreed.all()}, initial=given,
        version=exchange.version,
    )  # fmt: skip

    def save(**values: Any) -> None:
        writes.agree_purpose(
            exchange=exchange, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = _on(
        request, exchange, "They agreed to one more purpose", "Keep the agreement",
        "The agreement is kept. What was refused before may be asked for again.",
        intro="Ask them first, and say what it would mean for them. Nobody agrees for somebody else.",
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda row: given)


@GET_OR_POST
def answer_page(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    reads.check_keeps(request.viewer, exchange)
    form = AnswerForm(request.POST or None, initial={"answer": exchange.answer}, version=exchange.version)

    def save(**values: Any) -> None:
        writes.answer(exchange=exchange, version=form.version, by=request.viewer, at=request.at, **values)

    page = _on(
        request,
        exchange,
        "Answer them",
        "Keep the answer",
        "The answer is kept. What happened next is still owed.",
    )
    return answer(request, form, save, page, current=lambda row: {"answer": row.answer})


@GET_OR_POST
def tell_back(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    reads.check_keeps(request.viewer, exchange)
    form = HappenedNextForm(
        request.POST or None, initial={"happened_next": exchange.happened_next}, version=exchange.version
    )

    def save(**values: Any) -> None:
        writes.tell_back(exchange=exchange, version=form.version, by=request.viewer, at=request.at, **values)

    page = _on(
        request,
        exchange,
        "What happened next",
        "Keep it",
        "It is kept that they were told what happened next.",
    )
    return answer(request, form, save, page, current=lambda row: {"happened_next": row.happened_next})


def _on(request: Request, exchange: Any, title: str, button: str, done: str, **more: Any) -> FormPage:
    back = to("exchange", exchange.pk)
    trail = home_trail(request, (f"What was said, {exchange.pk}", back), (title, ""))
    return FormPage(title=title, button=button, back=back, done=done, trail=trail, **more)
