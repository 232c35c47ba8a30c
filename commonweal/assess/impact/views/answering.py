"""How do the pages of operations and assessments answer: to whom, and where do they lead?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonweal.ground.audit.answering import redirect
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused

READ, REQUEST, ASSESS, APPROVE = "impact.read", "impact.request", "impact.assess", "impact.approve"
OVERSEE, AUTHORISE = "impact.oversee", "impact.authorise"


def check_reads(request: Request) -> None:
    if not (request.viewer.may_somewhere(READ) or request.viewer.may_somewhere(OVERSEE)):
        raise Refused("You do not have a role that reads impact assessments.")


def to(name: str, pk: int) -> HttpResponse:
    return redirect(reverse(f"impact:{name}", args=[pk]))


def form_page(request: Request, form: Any, words: str, action: str, **context: Any) -> HttpResponse:
    """back is (words, address) of the page that one came from; says is a sentence above the form."""
    known = {"once": "", "says": "", "back": None, **context}
    status = 422 if form.errors else 200
    return render(
        request, "impact/form.jinja", {"form": form, "words": words, "action": action, **known}, status=status
    )
