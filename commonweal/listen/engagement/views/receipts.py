"""Pages on which a receipt is handed out for an issue, and something is written to those who hold one."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement.forms.receipts import ToldBackForm
from commonweal.listen.engagement.reads import engagements as reads
from commonweal.listen.engagement.reads.receipts import issue_receipt_of
from commonweal.listen.engagement.views.answering import (
    GET_OR_POST,
    LOG,
    FormPage,
    answer,
    make,
    sent,
    to,
    trail,
)
from commonweal.listen.engagement.views.by_receipt import show_once
from commonweal.listen.engagement.writes import receipts as writes


def _issue(request: Request, pk: int) -> Any:
    check_may(request.viewer, LOG)
    return get_object_or_404(reads.issues(request.viewer), pk=pk)


def _trail(found: Any, last: str) -> tuple[tuple[str, str], ...]:
    return trail(("Engagements", to("engagements")), (str(found), to("issue", found.pk)), (last, ""))


@GET_OR_POST
def hand_receipt(request: Request, pk: int) -> HttpResponse:
    """The answer to the form shows the receipt, once."""
    found = _issue(request, pk)
    context = {"title": "Hand out a receipt", "trail": _trail(found, "Receipt"), "back": to("issue", pk)}
    if request.method != "POST":
        return render(
            request, "engagement/hand_receipt.jinja", {**context, "once": secrets.token_urlsafe(24)}
        )
    key = sent(request, "once")[:64]
    writes.hand_receipt(issue=found, key=key, once=key or None, by=request.viewer, at=request.at)
    return show_once(request, "engagement/handed.jinja", {**context, "receipt": issue_receipt_of(key)})


@GET_OR_POST
def tell_holders(request: Request, pk: int) -> HttpResponse:
    found = _issue(request, pk)
    form = make(request, ToldBackForm, version=found.version)

    def save(**values: Any) -> None:
        writes.tell_holders(issue=found, version=form.version, by=request.viewer, at=request.at, **values)

    page = FormPage(
        "Write to those who hold a receipt", "Tell them", to("issue", pk), "Whoever holds a receipt can read it.",
        _trail(found, "Tell them"), intro=found.detail,
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})
