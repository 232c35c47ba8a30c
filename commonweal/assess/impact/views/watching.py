"""Pages about community monitors and what they saw, and about the Bronze community's log to Gold."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import advising as forms
from commonweal.assess.impact.reads import advice_page, bronze
from commonweal.assess.impact.views.formed import (
    ADVISE,
    ASSESS,
    DECIDE,
    GET_OR_POST,
    FormPage,
    answer,
    find_operation,
    make,
    to,
)
from commonweal.assess.impact.writes import watching as writes
from commonweal.ground.audit.answering import Trail
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may


def _monitors_trail(operation: Any, last: str) -> Trail:
    return (("Community monitors", to("monitors", operation.pk)), (last, ""))


@require_GET
def monitors(request: Request, pk: int) -> HttpResponse:
    operation = find_operation(request, pk)
    found = bronze.get_monitors(operation, request.viewer)
    return render(request, "impact/advice/monitors.jinja", {
        "operation": operation, "found": found, "on": today(request),
        "may_assess": request.viewer.may(ASSESS, [operation.owner_id]),
        "may_advise": request.viewer.may(ADVISE, [operation.owner_id]),
    })  # fmt: skip


@GET_OR_POST
def deploy(request: Request, pk: int) -> HttpResponse:
    operation = find_operation(request, pk)
    check_may(request.viewer, ASSESS, [operation.owner_id])

    def save(**given: Any) -> None:
        writes.deploy_monitor(operation=operation, **given)

    page = FormPage("Deploy community monitors", "Deploy them", to("monitors", pk), "The monitors are deployed.",
                    _monitors_trail(operation, "Deploy"))  # fmt: skip
    return answer(request, make(request, forms.MonitorForm), save, page)


def _monitor(request: Request, pk: int) -> Any:
    return get_object_or_404(advice_page.monitors(request.viewer), pk=pk)


@GET_OR_POST
def observe(request: Request, pk: int) -> HttpResponse:
    monitor = _monitor(request, pk)
    check_may(request.viewer, ADVISE, [monitor.operation.owner_id])
    earlier = advice_page.observations(request.viewer).filter(monitor=monitor)

    def save(**given: Any) -> None:
        writes.observe(monitor=monitor, **given)

    page = FormPage(f"Enter what they saw: {monitor.who}", "Enter it", to("monitors", monitor.operation_id),
                    "The observation is entered.", _monitors_trail(monitor.operation, "Enter what they saw"),
                    intro="It cannot be changed afterwards; a further entry corrects it.")  # fmt: skip
    return answer(request, make(request, forms.ObservationForm, earlier=earlier), save, page)


@GET_OR_POST
def stand_down(request: Request, pk: int) -> HttpResponse:
    monitor = _monitor(request, pk)
    check_may(request.viewer, ASSESS, [monitor.operation.owner_id])
    form = make(request, forms.NothingToSay, version=monitor.version)

    def save(**given: Any) -> None:
        writes.stand_down(monitor=monitor, version=form.version, **given)

    title = "Stand the monitors down"
    page = FormPage(title, title, to("monitors", monitor.operation_id), "The monitors are stood down.",
                    _monitors_trail(monitor.operation, title), intro=f"{monitor.who}: {monitor.task}")  # fmt: skip
    return answer(request, form, save, page)


def _bronze_trail(operation: Any, last: str) -> Trail:
    return (("Log to Gold", to("bronze", operation.pk)), (last, ""))


@require_GET
def bronze_log(request: Request, pk: int) -> HttpResponse:
    operation = find_operation(request, pk)
    return render(request, "impact/advice/bronze.jinja", {
        "operation": operation, "log": list(bronze.log_of(operation, request.viewer)),
        "may_advise": request.viewer.may(ADVISE, [operation.owner_id]),
        "may_decide": request.viewer.may(DECIDE, [operation.owner_id]),
        "tags": advice_page.ANSWER_TAGS,
    })  # fmt: skip


@GET_OR_POST
def advise(request: Request, pk: int) -> HttpResponse:
    operation = find_operation(request, pk)
    check_may(request.viewer, ADVISE, [operation.owner_id])

    def save(**given: Any) -> None:
        writes.advise_gold(operation=operation, **given)

    page = FormPage("Advise Gold", "Enter it", to("bronze", pk), "The advice is in the log.",
                    _bronze_trail(operation, "Advise Gold"),
                    intro="The log is only added to: what stands in it cannot be changed.")  # fmt: skip
    return answer(request, make(request, forms.BronzeForm), save, page)


@GET_OR_POST
def decide(request: Request, pk: int) -> HttpResponse:
    advice = get_object_or_404(bronze.entries(request.viewer), pk=pk)
    check_may(request.viewer, DECIDE, [advice.operation.owner_id])

    def save(**given: Any) -> None:
        writes.decide_advice(advice=advice, **given)

    page = FormPage("Decide on the advice", "Decide", to("bronze", advice.operation_id), "The decision is in the log.",
                    _bronze_trail(advice.operation, "Decide"), intro=advice.advice)  # fmt: skip
    return answer(request, make(request, forms.DecisionForm), save, page)
