"""Pages about key individual networks and their rounds."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit.answering import answer, redirect
from commonweal.ground.scales.reads import get_scale
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement import forms
from commonweal.listen.engagement.reads import networks as reads
from commonweal.listen.engagement.reads.contacts import contacts
from commonweal.listen.engagement.views.answering import (
    DESK,
    GET_OR_POST,
    READ,
    FormPage,
    as_new,
    make,
    to,
    trail,
)
from commonweal.listen.engagement.writes import networks as writes


def _trail(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return trail(("Key individual networks", to("networks")), *steps)


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_may(request.viewer, READ)
    context = {
        "networks": list(reads.networks(request.viewer)), "may_edit": request.viewer.may(DESK),
        "warning": reads.warning(),
    }  # fmt: skip
    return render(request, "engagement/networks.jinja", context)


def _network(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.networks(request.viewer), pk=pk)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    network = _network(request, pk)
    return render(request, "engagement/network.jinja", {
        "network": network, "found": reads.get_network_page(network, request.viewer, on=today(request)),
        "warning": reads.warning(), "may_edit": request.viewer.may(DESK),
        "questions": get_scale(network.question_set), "on": today(request),
    })  # fmt: skip


@GET_OR_POST
def add(request: Request) -> HttpResponse:
    page = FormPage(
        "Found a key individual network", "Found it", lambda made: to("network", made.pk),
        "The network is there.", _trail(("Found", "")), warning=reads.warning(),
    )  # fmt: skip
    return as_new(request, DESK, forms.NetworkForm, writes.found_network, page)


@GET_OR_POST
def add_member(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    network = _network(request, pk)
    form = make(
        request,
        forms.MemberForm,
        contacts=contacts(request.viewer, on=today(request)),
        version=network.version,
    )

    def save(**values: Any) -> None:
        writes.add_member(
            network=network,
            version=form.version,
            on=today(request),
            by=request.viewer,
            at=request.at,
            **values,
        )

    page = FormPage(
        f"Take a contact into {network}", "Take them in", to("network", pk), "The contact belongs to the network.",
        _trail((str(network), to("network", pk)), ("Take a contact in", "")), warning=reads.warning(),
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})


@GET_OR_POST
def ask(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    network = _network(request, pk)

    def save(**values: Any) -> Any:
        return writes.ask_network(
            network=network, on=today(request), by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        f"Ask {network}", "Begin the round", lambda made: to("round", made.pk), "The round is open.",
        _trail((str(network), to("network", pk)), ("Ask", "")), warning=reads.warning(),
    )  # fmt: skip
    return answer(request, make(request, forms.AskForm), save, page)


def _round(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.rounds(request.viewer), pk=pk)


@require_GET
def show_round(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    asked = _round(request, pk)
    page = reads.get_round_page(asked, request.viewer, on=today(request))
    context = {"asked": asked, "found": page, "on": today(request), "may_edit": request.viewer.may(DESK)}
    return render(request, "engagement/round.jinja", context)


@GET_OR_POST
def keep_answer(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    asked = _round(request, pk)
    questions = get_scale(asked.question_set).questions
    members = reads.members(request.viewer, on=today(request)).filter(network=asked.network_id)
    form = make(request, forms.RoundAnswerForm, members=members, questions=questions, version=asked.version)

    def save(**values: Any) -> None:
        writes.keep_answer(
            asked=asked, member=values["member"], answers=form.answers(), version=form.version, on=today(request),
            note=values["note"], by=request.viewer, at=request.at,
        )  # fmt: skip

    page = FormPage(
        f"An answer: {asked.network}", "Keep the answer", to("round", pk), "The answer is kept.",
        _trail((str(asked.network), to("network", asked.network_id)), ("Answer", "")), warning=reads.warning(),
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    asked = _round(request, pk)
    writes.close_round(asked=asked, by=request.viewer, at=request.at)
    return redirect(to("round", pk))
