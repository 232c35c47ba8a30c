"""Pages about desks, outreach workers and loans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit.answering import answer, redirect, values_of
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement import forms
from commonweal.listen.engagement.reads import desks as reads
from commonweal.listen.engagement.reads.contacts import how_next_stands
from commonweal.listen.engagement.views.answering import (
    DESK,
    GET_OR_POST,
    LOG,
    READ,
    FormPage,
    as_new,
    asked,
    make,
    to,
    trail,
)
from commonweal.listen.engagement.writes import desks as writes
from commonweal.listen.engagement.writes import outreach

VALUES = values_of("name", "remit", "opened_on", "closed_on")


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_may(request.viewer, READ)
    lines = reads.list_desks(request.viewer, on=today(request))
    words = asked(request, "words")
    workers = reads.list_workers(request.viewer, on=today(request), words=words)
    lent = [loan for each in workers for loan in each.loans.all()]
    context = {
        "lines": lines, "workers": workers, "words": words, "may_edit": request.viewer.may(DESK),
        "answerable": {loan.pk: reads.may_answer(loan, request.viewer) for loan in lent},
        "endable": {loan.pk: reads.may_end(loan, request.viewer) for loan in lent},
    }  # fmt: skip
    return render(request, "engagement/desks.jinja", context)


def _desk(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.desks(request.viewer), pk=pk)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    desk = _desk(request, pk)
    found = reads.get_desk_page(desk, request.viewer, on=today(request))
    return render(request, "engagement/desk.jinja", {
        "desk": desk, "found": found, "on": today(request), "may_edit": request.viewer.may(DESK),
        "may_log": request.viewer.may(LOG),
        "next": {r.pk: how_next_stands(r, today(request)) for r in found.relationships},
        "overdue": [owed for owed in found.owed if owed.is_overdue],
    })  # fmt: skip


@GET_OR_POST
def add(request: Request) -> HttpResponse:
    page = FormPage(
        "Open a desk", "Open it", lambda made: to("desk", made.pk), "The desk is open.",
        _trail(("Open a desk", "")),
    )  # fmt: skip
    return as_new(request, DESK, forms.NewDeskForm, writes.open_desk, page)


def _trail(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return trail(("Desks", to("desks")), *steps)


def _on_desk(
    request: Request,
    pk: int,
    form_class: Any,
    write: Any,
    *,
    title: str,
    button: str,
    done: str,
    **options: Any,
) -> HttpResponse:
    """A form on one desk, saved against the version that the person saw."""
    check_may(request.viewer, DESK)
    desk = _desk(request, pk)
    values = options.pop("values", None)
    more = options.pop("also", {})
    initial = values(desk) if values else {}
    form = make(request, form_class, initial=initial, version=desk.version, **options)

    def save(**given: Any) -> None:
        write(desk=desk, version=form.version, by=request.viewer, at=request.at, **more, **given)

    page = FormPage(
        f"{title}: {desk}", button, to("desk", pk), done, _trail((str(desk), to("desk", pk)), (title, ""))
    )
    return answer(request, form, save, page, current=values or (lambda record: {}))


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    return _on_desk(
        request,
        pk,
        forms.DeskForm,
        writes.change_desk,
        title="Change the desk",
        button="Save",
        done="Saved.",
        values=VALUES,
    )


@GET_OR_POST
def seat(request: Request, pk: int) -> HttpResponse:
    people = reads.officers_to_choose(request.viewer)
    return _on_desk(
        request, pk, forms.OfficerForm, writes.seat_officer, title="Seat an officer", button="Seat them", done="The officer sits at the desk.", people=people,
    )  # fmt: skip


@require_POST
def unseat(request: Request, pk: int, officer: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    desk = _desk(request, pk)
    found = get_object_or_404(reads.officers(request.viewer), pk=officer, desk=desk)
    writes.end_officer(desk=desk, officer=found, until_on=today(request), by=request.viewer, at=request.at)
    return redirect(to("desk", pk))


@GET_OR_POST
def cover(request: Request, pk: int) -> HttpResponse:
    return _on_desk(
        request, pk, forms.DeskCoverForm, writes.cover_community, title="Answer for a community", button="Add it", done="The desk answers for the community.",
    )  # fmt: skip


@GET_OR_POST
def priority(request: Request, pk: int) -> HttpResponse:
    return _on_desk(
        request, pk, forms.PriorityForm, writes.set_priority, title="Give the desk its place", button="Save", done="The place is kept, with its reason.", also={"on": today(request)},
    )  # fmt: skip


# Outreach workers


def _worker(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.workers(request.viewer), pk=pk)


@require_GET
def worker(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    found = _worker(request, pk)
    page = reads.get_worker_page(found, request.viewer)
    return render(request, "engagement/worker.jinja", {
        "worker": found, "found": page, "on": today(request), "may_edit": request.viewer.may(DESK),
        "may_ask": request.viewer.may(LOG),
        "answerable": {loan.pk: reads.may_answer(loan, request.viewer) for loan in page.loans},
        "endable": {loan.pk: reads.may_end(loan, request.viewer) for loan in page.loans},
    })  # fmt: skip


@GET_OR_POST
def add_worker(request: Request) -> HttpResponse:
    page = FormPage(
        "Add an outreach worker",
        "Add them",
        lambda made: to("worker", made.pk),
        "The outreach worker is there.",
        _trail(("Add an outreach worker", "")),
    )
    return as_new(request, DESK, forms.WorkerForm, outreach.add_worker, page)


def _worker_trail(worker: Any, last: str) -> tuple[tuple[str, str], ...]:
    return _trail((str(worker), to("worker", worker.pk)), (last, ""))


@GET_OR_POST
def worker_cover(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = _worker(request, pk)
    form = make(request, forms.CoverForm, version=found.version)

    def save(**values: Any) -> None:
        outreach.cover(worker=found, version=form.version, by=request.viewer, at=request.at, **values)

    title = "Go out to a community"
    page = FormPage(f"{title}: {found}", "Add it", to("worker", pk), "Added.", _worker_trail(found, title))
    return answer(request, form, save, page, current=lambda record: {})


@GET_OR_POST
def lend(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _worker(request, pk)

    def save(**values: Any) -> None:
        outreach.ask_for_loan(worker=found, by=request.viewer, at=request.at, **values)

    page = FormPage(
        f"Ask to borrow: {found}", "Ask", to("worker", pk), "Asked. Nothing begins before the person agrees.",
        _worker_trail(found, "Ask to borrow"),
    )  # fmt: skip
    return answer(request, make(request, forms.LoanForm), save, page)


def _loan(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.loans(request.viewer), pk=pk)


@GET_OR_POST
def answer_loan(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    loan = _loan(request, pk)
    is_asker = loan.asked_by_id == request.viewer.account_id and loan.worker.account_id is None
    if is_asker and request.method == "GET" and request.viewer.may(DESK):
        messages.info(request, "You asked for this loan: somebody else keeps what the person says.")
        return redirect(to("worker", loan.worker_id))
    reads.check_may_answer(loan, request.viewer)
    form = make(request, forms.LoanAnswerForm, version=loan.version)

    def save(**values: Any) -> None:
        outreach.answer_loan(
            loan=loan, version=form.version, on=today(request), by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        f"Does {loan.worker} agree to be lent?", "Keep the answer", to("worker", loan.worker_id), "The answer is kept.",
        _worker_trail(loan.worker, "Consent"), intro=f"{loan.unit} asks: {loan.purpose}",
    )  # fmt: skip
    return answer(request, form, save, page, current=values_of("consent_basis"))


@GET_OR_POST
def end_loan(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    loan = _loan(request, pk)
    form = make(request, forms.EndLoanForm, version=loan.version, events=reads.endings_of(loan))

    def save(**values: Any) -> None:
        outreach.end_loan(loan=loan, version=form.version, by=request.viewer, at=request.at, **values)

    page = FormPage(
        f"End the loan of {loan.worker}", "End it", to("worker", loan.worker_id), "The loan is over.",
        _worker_trail(loan.worker, "End the loan"),
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})
