"""Pages on which a receipt is handed out, and the one for everybody on which it is opened.

On the latter nothing looks at or keeps an address, a session or an account: the viewer handed on is a member of the public,
also where somebody happens to be signed in. A receipt is never part of an address, so it stands in no log.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import PUBLIC_VIEWER, NotPossible
from commonweal.listen.engagement.forms.receipts import HolderForm
from commonweal.listen.engagement.reads.receipts import Opened
from commonweal.listen.engagement.views.by_receipt import hand_over, open_by_receipt, show_once
from commonweal.listen.engagement.writes.receipts import add_to_issue
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.reads import held
from commonweal.listen.exchange.views.answering import GET_OR_POST, home_trail, to


@GET_OR_POST
def hand_receipt(request: Request, pk: int) -> HttpResponse:
    exchange: Any = reads.find_exchange(request.viewer, pk)
    reads.check_keeps(request.viewer, exchange)
    back = to("exchange", pk)
    trail = home_trail(request, (f"What was said, {pk}", back), ("Receipt", ""))
    context = {"title": "Hand out a receipt", "trail": trail, "back": back}
    return hand_over(
        request, partial(writes.hand_receipt, exchange=exchange), held.exchange_receipt_of, context,
        lines=held.told(exchange), replaces=exchange.is_handed,
    )  # fmt: skip


@login_not_required
@GET_OR_POST
def told_back(request: Request) -> HttpResponse:
    """What was written for whoever holds the receipt, and a place to say whether it is right."""
    opened = open_by_receipt(request, held.find_told_back, "exchange/open_told_back.jinja")
    if isinstance(opened, HttpResponse):
        return opened
    typed, found = opened
    if "said" not in request.POST:
        return _show(request, found, HolderForm(initial={"receipt": typed}))
    form = HolderForm(request.POST)
    if form.is_valid():
        try:
            _add(found, request, **form.kept())
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            again = held.find_told_back(typed) or found
            return _show(request, again, HolderForm(initial={"receipt": typed}), was_added=True)
    return _show(request, found, form, status=422)


def _add(found: Opened, request: Request, **values: Any) -> None:
    if found.kind == "exchange":
        writes.add_to_exchange(exchange=found.record, by=PUBLIC_VIEWER, at=request.at, **values)
    else:
        add_to_issue(issue=found.record, by=PUBLIC_VIEWER, at=request.at, **values)


def _show(
    request: Request, found: Opened, form: HolderForm, *, was_added: bool = False, status: int = 200
) -> HttpResponse:
    shown = {
        "lines": found.lines,
        "promises": found.promises,
        "due_on": found.due_on,
        "is_told": found.is_told,
    }
    context = shown | {"form": form, "was_added": was_added}
    return show_once(request, "exchange/told_back.jinja", context, status=status)
