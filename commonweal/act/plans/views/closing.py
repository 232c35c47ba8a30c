"""Pages on judging an action's status, closing it, keeping it open and giving it up."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from commonweal.act.plans.forms import (
    OverrideForm,
    ReasonForm,
    UndeliveredForm,
)  # fmt: skip
from commonweal.act.plans.reads.words import status_words
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage, to
from commonweal.act.plans.views.editing import find_action
from commonweal.act.plans.views.one import find
from commonweal.act.plans.views.progress import trail_to
from commonweal.act.plans.writes import closing
from commonweal.ground.audit.answering import answer, done, values_of
from commonweal.ground.visibility.requests import Request, check_may, today


@GET_OR_POST
def override(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    check_may(request, "plans.override_status", action.link_body_ids())
    labels = {code: f"{s.label}: {s.definition}" for code, s in status_words(today(request)).items()}
    current = columns_of_override(action)
    form = OverrideForm(
        request.POST or None, on=today(request), initial=current, version=action.version, labels=labels
    )

    def save(**values: Any) -> None:
        closing.override_status(
            action=action, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        title=f"Judge the status of {action.reference} otherwise",
        button="Save your judgement",
        back=to("action", pk),
        done="Your judgement stands beside the computed status.",
        trail=trail_to(action, "Judge the status"),
        intro=find(request, pk).shown.computed.sentence,
    )
    return answer(request, form, save, page, current=columns_of_override)


def columns_of_override(action: Any) -> dict[str, Any]:
    return {"status": action.override_status, "reason": action.override_reason}


@require_POST
def clear_override(request: Request, pk: int) -> HttpResponse:
    closing.clear_override(action=find_action(request, pk), by=request.viewer, at=request.at)
    return done(request, "The computed status stands again.", to("action", pk))


@require_POST
def propose(request: Request, pk: int) -> HttpResponse:
    closing.propose_closing(action=find_action(request, pk), by=request.viewer, at=request.at)
    return done(request, "Closing is proposed. A second person decides.", to("action", pk))


@GET_OR_POST
def close(request: Request, pk: int) -> HttpResponse:
    """Close what was proposed; keeping it open has its own form."""
    picture = find(request, pk)
    check_may(request, "plans.close", picture.link_body_ids)
    if request.method == "POST":
        version = int(request.POST.get("version") or 0)
        closing.close_action(action=picture.action, version=version, by=request.viewer, at=request.at)
        return done(request, "The action is closed.", to("action", pk))
    own = request.viewer.account_id == picture.action.proposed_by_id
    context = {
        "picture": picture,
        "action": picture.action,
        "own": own,
        "trail": trail_to(picture.action, "Close"),
    }
    return render(request, "plans/close.jinja", context)


def _with_reason(request: Request, pk: int, write: Any, page: FormPage) -> HttpResponse:
    action = find_action(request, pk)
    check_may(request, "plans.close", action.link_body_ids())
    form = ReasonForm(request.POST or None, on=today(request), version=action.version)

    def save(reason: str, note: str) -> None:
        write(action=action, reason=reason, note=note, version=form.version, by=request.viewer, at=request.at)

    return answer(request, form, save, page, current=lambda record: {"reason": record.state_reason})


@GET_OR_POST
def keep_open(request: Request, pk: int) -> HttpResponse:
    page = FormPage("Keep the action open", "Keep it open", to("action", pk), "The action stays open.")
    return _with_reason(request, pk, closing.keep_open, page)


@GET_OR_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    page = FormPage("Reopen the action", "Reopen", to("action", pk), "The action is open again.")
    return _with_reason(request, pk, closing.reopen_action, page)


@GET_OR_POST
def give_up(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    check_may(request, "plans.close", action.link_body_ids())
    form = UndeliveredForm(request.POST or None, on=today(request), version=action.version)

    def save(**values: Any) -> None:
        closing.close_undelivered(
            action=action, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        title=f"Close {action.reference} undelivered",
        button="Close undelivered",
        back=to("action", pk),
        done="The action is closed undelivered.",
        trail=trail_to(action, "Close undelivered"),
        intro="Only a decision of the body that answers for the plan gives up a promise or replaces it.",
    )
    current = values_of("decision_reference")
    return answer(request, form, save, page, current=lambda r: current(r) | {"reason": r.state_reason})
