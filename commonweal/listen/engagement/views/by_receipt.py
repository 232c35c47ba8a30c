"""How is a receipt opened: typed into a form, counted as a guess, answered alike whatever is wrong, and kept in no cache?"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from commonweal.ground.people import guesses
from commonweal.ground.visibility.requests import Request
from commonweal.listen.engagement.forms.receipts import ReceiptForm
from commonweal.listen.engagement.reads.receipts import bucket_of, mark_of
from commonweal.listen.engagement.views.answering import sent

NOT_FOUND = "We know no such receipt. Check every letter and figure and try again."
Found = TypeVar("Found")


def open_by_receipt(
    request: Request, find: Callable[[str], Found | None], template: str
) -> tuple[str, Found] | HttpResponse:
    """What was typed and what it opens; or the page that asks for a receipt, says that we know none such, or to wait."""
    form = ReceiptForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, template, {"form": form}, status=422 if form.errors else 200)
    typed: str = form.cleaned_data["receipt"]
    if not guesses.take(bucket_of(typed), at=request.real_at):
        return render(request, "design/429.jinja", {"wait": "five minutes"}, status=429)
    found = find(typed)
    if found is None:
        form.add_error("receipt", NOT_FOUND)
        return render(request, template, {"form": form}, status=422)
    guesses.forgive(bucket_of(typed), at=request.real_at)
    return typed, found


def hand_over(
    request: Request,
    keep: Callable[..., Any],
    receipt_of: Callable[[str], str],
    context: dict[str, Any],
    **before: Any,
) -> HttpResponse:
    """The page that asks, with what is said before; then the one that shows the receipt, once. keep is the write."""
    if request.method != "POST":
        key = secrets.token_urlsafe(24)
        return render(request, "engagement/hand_receipt.jinja", {**context, **before, "once": key})
    key = sent(request, "once")
    keep(key=key, once=mark_of(key), by=request.viewer, at=request.at)
    return show_once(request, "engagement/handed.jinja", {**context, "receipt": receipt_of(key)})


def show_once(request: Request, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page with a receipt, or opened with one: no browser and nobody on the way keeps it."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
