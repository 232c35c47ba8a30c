"""Pages on which a receipt is handed out for an issue, and something is written to those who hold one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.ground.audit.answering import answer
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement.forms.receipts import ToldBackForm
from commonweal.listen.engagement.reads import engagements as reads
from commonweal.listen.engagement.reads.receipts import issue_receipt_of
from commonweal.listen.engagement.views.answering import GET_OR_POST, LOG, FormPage, make, to, trail
from commonweal.listen.engagement.views.by_receipt import hand_over
from commonweal.listen.engagement.writes import receipts as writes


def _issue(request: Request, pk: int) -> Any:
    check_may(request.viewer, LOG)
    return get_object_or_404(reads.issues(request.viewer), pk=pk)


def _trail(found: Any, last: str) -> tuple[tuple[str, str], ...]:
    return trail(("Engagements", to("engagements")), (str(found), to("issue", found.pk)), (last, ""))


@GET_OR_POST
def hand_receipt(request: Request, pk: int) -> HttpResponse:
    found = _issue(request, pk)
    context = {"title": "Hand out a receipt", "trail": _trail(found, "Receipt"), "back": to("issue", pk)}
    return hand_over(request, partial(writes.hand_receipt, issue=found), issue_receipt_of, context)


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
