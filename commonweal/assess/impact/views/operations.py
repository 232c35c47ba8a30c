"""Pages of operations: which there are, asking for an assessment, and letting one go ahead or not."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.assess.impact.forms.asking import (
    AnewForm,
    CommandForm,
    PressForm,
    ReasonForm,
    RequestForm,
    TellForm,
)
from commonweal.assess.impact.reads import joint, lessons, listing, showing, standing
from commonweal.assess.impact.views.answering import AUTHORISE, REQUEST, check_reads, form_page, to
from commonweal.assess.impact.views.written import FormPage
from commonweal.assess.impact.writes import gate, operations
from commonweal.ground.audit.answering import answer_form, as_sent, merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may

ON_A_PAGE = 50


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    only = request.GET.get("only", "open")
    only = only if only in listing.WANTED else "open"
    rows = listing.list_operations(request.viewer, only=only, now=request.at)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    work = listing.at_work(page.object_list)
    return render(request, "impact/list.jinja", {
        "page": page, "only": only, "choices": listing.WANTED, "work": work, "tags": listing.OPERATION_TAGS, "assessment_tags": listing.ASSESSMENT_TAGS,
        "none_tag": listing.NO_ASSESSMENT_TAG, "overdue_tag": listing.OVERDUE_TAG,
        "overdue": {pk for pk, row in work.items() if listing.is_overdue(row, now=request.at)},
        "may_ask": request.viewer.may_somewhere(REQUEST),
        "open_duties": standing.list_duties(request.viewer, only_open=True).count(),
        "untold": standing.count_late_untold(request.viewer, now=request.at),
    })  # fmt: skip


@require_GET
def duties(request: Request) -> HttpResponse:
    """What was let through without an approved assessment: the open duties first."""
    check_reads(request)
    only = request.GET.get("only", "open")
    rows = standing.list_duties(request.viewer, only_open=only != "all")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "impact/duties.jinja", {
        "page": page, "only": "all" if only == "all" else "open",
        "late": {row.pk for row in page.object_list if standing.is_late(row, now=request.at)},
        "untold": standing.count_late_untold(request.viewer, now=request.at),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    check_may(request.viewer, REQUEST, request.viewer.organisation_ids)
    form = RequestForm(request.POST or None, viewer=request.viewer, at=request.at)
    if request.method == "POST" and form.is_valid():
        made = operations.ask_for_assessment(
            by=request.viewer, at=request.at, once=request.POST.get("once"), **form.kept()
        )
        messages.success(request, "The assessment is asked for.")
        return to("operation", made.pk)
    once = request.POST.get("once") or uuid.uuid4().hex
    return form_page(request, form, "Ask for an impact assessment", "Ask for it", once=once)


@require_GET
def operation(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    page = showing.operation_page(found, request.viewer)
    return render(request, "impact/operation.jinja", {
        "joint": joint.joint_part(found, request.viewer),
        "learned": lessons.lessons_like(found, request.viewer),
        "page": page, "operation": found, "tag": listing.OPERATION_TAGS[found.state], "tags": listing.ASSESSMENT_TAGS,
        "duty_is_late": page.duty is not None and standing.is_late(page.duty, now=request.at),
        "history": showing.history_of(found),
    })  # fmt: skip


STEPS: dict[str, tuple[Any, str, str]] = {
    "authorise": (gate.authorise_operation, "Authorise the operation", ""),
    "override": (
        gate.override_gate,
        "Go ahead without an approved assessment",
        "You answer for this. The assessment is then owed within 24 hours, and oversight sees that it is until it is approved.",
    ),
    "begin": (operations.begin_operation, "Say that it has begun", ""),
    "end": (operations.end_operation, "Say that it has ended", ""),
    "withdraw": (operations.withdraw_operation, "Withdraw the operation", "It will not take place."),
}


@require_http_methods(["GET", "POST"])
def step(request: Request, pk: int, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    permission = showing.permission_of_step(step, of_operation=True)
    check_may(request.viewer, permission, [found.owner_id])
    change, words, says = STEPS[step]
    form = (ReasonForm if says else PressForm)(request.POST or None, version=found.version)
    if request.method == "POST" and form.is_valid():
        note = {"note": form.said_of_text} if isinstance(form, ReasonForm) else {}
        try:
            change(
                operation=found, by=request.viewer, at=request.at, version=form.version, **form.cleaned_data, **note
            )  # fmt: skip
        except Stale as stale:
            return merge(request, form, stale)
        messages.success(request, f"{words}: done.")
        return to("operation", pk)
    return form_page(request, form, words, words, says=says, back=_back(found))


@require_http_methods(["GET", "POST"])
def command(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    check_may(request.viewer, AUTHORISE, [found.owner_id])
    title, back = "Say who commands it", reverse("impact:operation", args=[pk])
    form = CommandForm(request.POST or None, initial=_posts(found), version=found.version)
    trail = ((found.title, back), (title, ""))
    page = FormPage(title, "Keep it", back, "It is kept who commands the operation.", trail)
    return answer_form(
        request,
        form,
        lambda: operations.name_command(operation=found, **as_sent(request, form)),
        page,
        current=_posts,
    )


def _posts(operation: Any) -> dict[str, str]:
    return {name: getattr(operation, name) for name in ("gold_post", "silver_post", "bronze_post")}


@require_http_methods(["GET", "POST"])
def tell(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    check_may(request.viewer, REQUEST, [found.owner_id])
    known = {row.account_id for row in found.told.all()} | {found.asked_by_id}
    form = TellForm(request.POST or None, at=request.at, known=known, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            operations.tell_of_operation(
                operation=found, by=request.viewer, at=request.at, version=form.version, **form.cleaned_data
            )
        except Stale as stale:
            return merge(request, form, stale)
        messages.success(request, "They were told, and nobody can untell them.")
        return to("operation", pk)
    says = "From then on they see the operation and everything about it."
    return form_page(
        request, form, "Tell somebody of the operation", "Tell them", says=says, back=_back(found)
    )


@require_http_methods(["GET", "POST"])
def anew(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    check_may(request.viewer, REQUEST, [found.owner_id])
    form = AnewForm(request.POST or None, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask_anew(
                operation=found, by=request.viewer, at=request.at, version=form.version, note=form.said_of_text,
                **form.cleaned_data,
            )  # fmt: skip
        except Stale as stale:
            return merge(request, form, stale)
        messages.success(request, "A new assessment is asked for.")
        return to("operation", pk)
    says = "What was approved before stays readable, and is no longer good to authorise the operation."
    return form_page(request, form, "Ask for a new assessment", "Ask for it", says=says, back=_back(found))


def _back(found: Any) -> tuple[str, str]:
    return found.title, reverse("impact:operation", args=[found.pk])
