"""Pages for everybody: tell us something without a name, and come back with the receipt.

Nothing on these pages looks at or keeps an address, a session or an account: the viewer handed on is a member of the public,
also where somebody happens to be signed in. A receipt is never part of an address, so it stands in no log.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, NotPossible
from commonweal.listen.engagement.views.by_receipt import open_by_receipt, show_once
from commonweal.listen.tension.forms.questions import AddedForm, PublicForm
from commonweal.listen.tension.reads import public, receipts
from commonweal.listen.tension.views.answering import GET_OR_POST
from commonweal.listen.tension.writes import judging, sending


@login_not_required
@GET_OR_POST
def tell_us(request: Request) -> HttpResponse:
    """The six questions for anybody. The answer to the form shows the receipt, once."""
    chosen = public.open_round(timezone.localdate(request.at))
    if chosen is None:
        raise Http404
    places = public.places_of(chosen, timezone.localdate(request.at))
    form = PublicForm(
        request.POST or None, areas=[(place.area.pk, place.area.name) for place in places],
        initial={"key": secrets.token_urlsafe(32)},
    )  # fmt: skip
    context = {"form": form, "draft": request.path, "months": receipts.published_months()}
    if request.method == "POST" and form.is_valid():
        place = next(p for p in places if str(p.area.pk) == form.cleaned_data["area"])
        key = form.cleaned_data["key"]
        try:
            sent = sending.report_publicly(
                chosen=chosen, area=place.area, overseer_id=place.overseer_id, key=key, once=key[:64] or None,
                by=PUBLIC_VIEWER, at=request.at, **form.answers(),
            )  # fmt: skip
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            return _thanks(request, key, sent, form.answers())
    return render(request, "tension/tell_us.jinja", context, status=422 if form.errors else 200)


def _thanks(request: Request, key: str, sent: Any, typed: dict[str, Any]) -> HttpResponse:
    """Sent again with other words, the form keeps the first ones: the others are shown, so that they can be added."""
    context = {
        "receipt": receipts.receipt_of(key), "due_at": receipts.answer_due(sent.arrived_at),
        "not_kept": typed["what"] if typed["what"] != sent.what else "", "in_danger": sent.risk_to_life,
        "tick_not_kept": typed["risk_to_life"] and not sent.risk_to_life,
    }  # fmt: skip
    return show_once(request, "tension/told_us.jinja", context)


@login_not_required
@GET_OR_POST
def receipt(request: Request) -> HttpResponse:
    """What was answered to whoever holds the receipt, and a place to add something."""
    opened = open_by_receipt(request, receipts.find_by_receipt, "tension/receipt.jinja")
    if isinstance(opened, HttpResponse):
        return opened
    typed, found = opened
    if "text" not in request.POST:
        added = AddedForm(initial={"receipt": typed}, label="Do you want to add something?")
        return _show(request, found, added)
    return _add(request, found, typed)


def _add(request: Request, found: receipts.ByReceipt, typed: str) -> HttpResponse:
    added = AddedForm(request.POST, label="Do you want to add something?")
    if added.is_valid():
        values = added.kept() | {"receipt": typed}
        try:
            judging.add_words(sent=found.sent, by=PUBLIC_VIEWER, at=request.at, **values)
        except NotPossible as why:
            added.add_error(None, str(why))
        else:
            again = receipts.find_by_receipt(typed)
            fresh = AddedForm(initial={"receipt": typed}, label="Do you want to add something?")
            return _show(request, again or found, fresh, was_added=True)
    return _show(request, found, added, status=422)


def _show(
    request: Request,
    found: receipts.ByReceipt,
    form: AddedForm,
    *,
    was_added: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"found": found, "form": form, "was_added": was_added}
    return show_once(request, "tension/by_receipt.jinja", context, status=status)
