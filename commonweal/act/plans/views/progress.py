"""Pages on which partners report, and link bodies confirm or send back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from commonweal.act.plans.forms import NewUpdateForm, ReasonForm, UpdateForm
from commonweal.act.plans.reads import buttons, rows
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage, to
from commonweal.act.plans.writes import progress
from commonweal.ground.audit.answering import answer, done, new_key, values_of
from commonweal.ground.visibility.requests import Request, check_may, today

VALUES = values_of(*progress.UPDATE_COLUMNS[1:])


def trail_to(action: Any, last: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Plans", to("list")),
        (str(action.strategy), to("plan", action.strategy_id)),
        (action.reference, to("action", action.pk)),
        (last, ""),
    )


@GET_OR_POST
def start_update(request: Request, pk: int) -> HttpResponse:
    action = get_object_or_404(rows.actions(request.viewer), pk=pk)
    check_may(request, "plans.report", action.reporting_ids())
    bodies = buttons.reporting_bodies(request.viewer, action)
    form = NewUpdateForm(
        request.POST or None,
        on=today(request),
        bodies=bodies,
        initial={"period_until_on": _end_of_last_month(today(request)), "organisation": bodies.first()}
        | new_key(),
    )

    def save(**values: Any) -> None:
        update = progress.start_update(action=action, by=request.viewer, at=request.at, **values)
        if "send" in request.POST and update.state == "draft":
            progress.send_update(update=update, by=request.viewer, at=request.at)

    return answer(request, form, save, _page(action, request, "Report progress", to("action", action.pk)))


def _end_of_last_month(on: date) -> date:
    return on.replace(day=1) - timedelta(days=1)


def _page(action: Any, request: Request, title: str, back: str) -> FormPage:
    sent = "send" in request.POST
    return FormPage(
        title=f"{title}: {action.reference} {action.title}",
        button="Save as a draft",
        second_button="Send",
        back=back,
        done="Your update is sent. The link body confirms it or sends it back."
        if sent
        else "Your draft is saved.",
        trail=trail_to(action, title),
        template="plans/update_form.jinja",
        more={"action": action},
    )


@GET_OR_POST
def write_update(request: Request, pk: int) -> HttpResponse:
    update = get_object_or_404(rows.updates(request.viewer), pk=pk)
    check_may(request, "plans.report", update.action.reporting_ids() & {update.organisation_id})
    form = UpdateForm(request.POST or None, on=today(request), initial=VALUES(update), version=update.version)

    def save(**values: Any) -> None:
        write = progress.send_update if "send" in request.POST else progress.save_draft
        write(update=update, version=form.version, by=request.viewer, at=request.at, **values)

    page = _page(update.action, request, "Your update", to("update", update.pk))
    page.more["update"] = update
    return answer(request, form, save, page, current=VALUES)


@require_safe
def update_page(request: Request, pk: int) -> HttpResponse:
    update = get_object_or_404(rows.updates(request.viewer), pk=pk)
    context = {
        "update": update,
        "action": update.action,
        "may": buttons.for_update(request.viewer, update),
        "before": buttons.report_before(request.viewer, update),
    }
    return render(request, "plans/update.jinja", context)


@require_POST
def confirm_update(request: Request, pk: int) -> HttpResponse:
    update = get_object_or_404(rows.updates(request.viewer), pk=pk)
    version = int(request.POST.get("version") or 0)
    progress.confirm_update(update=update, version=version, by=request.viewer, at=request.at)
    return done(request, "The update is confirmed.", to("update", pk))


@GET_OR_POST
def send_back_update(request: Request, pk: int) -> HttpResponse:
    update = get_object_or_404(rows.updates(request.viewer), pk=pk)
    check_may(request, "plans.confirm", update.action.link_body_ids())
    form = ReasonForm(request.POST or None, on=today(request), version=update.version)

    def save(reason: str, note: str) -> None:
        progress.send_back_update(
            update=update, reason=reason, note=note, version=form.version, by=request.viewer, at=request.at
        )

    page = FormPage(
        title=f"Send back the update on {update.action.reference}",
        button="Send back",
        back=to("update", pk),
        done="The update is sent back. The partner sees your reason.",
        trail=trail_to(update.action, "Send back"),
        intro=f"{update.organisation} sees your reason, can change the update and send it again.",
    )
    return answer(request, form, save, page, current=lambda record: {"reason": record.sent_back_reason})


@require_POST
def withdraw_update(request: Request, pk: int) -> HttpResponse:
    update = get_object_or_404(rows.updates(request.viewer), pk=pk)
    progress.withdraw_update(update=update, by=request.viewer, at=request.at)
    return done(request, "The update is withdrawn. You can take it up again.", to("action", update.action_id))
