"""Pages on which what impact assessments recommend is taken up into a plan."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commonweal.act.plans import forms
from commonweal.act.plans.reads import recommended as reads
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage, to
from commonweal.act.plans.writes import recommended as writes
from commonweal.ground.audit.answering import answer, new_key
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import NotPossible, Refused


def _check_edits(request: Request) -> None:
    if not request.viewer.may_somewhere("plans.edit"):
        raise Refused("You do not have a role that adds actions to a plan.")


@require_safe
def list_page(request: Request) -> HttpResponse:
    _check_edits(request)
    found = list(reads.not_taken_up(request.viewer)[: reads.SHOWN + 1])
    context = {"rows": found[: reads.SHOWN], "more": len(found) > reads.SHOWN}
    return render(request, "plans/recommended.jinja", context)


@GET_OR_POST
def take_up(request: Request, pk: int) -> HttpResponse:
    _check_edits(request)
    found = get_object_or_404(reads.recommendations(request.viewer), pk=pk)
    if request.method == "GET" and (why := reads.why_not(request.viewer, pk)):
        raise NotPossible(why)
    initial = {
        "title": " ".join(found.text.split())[:300], "due_on": found.due_on, "responsible_organisation": found.owner_body_id,
        "responsible_post": found.owner_post,
    }  # fmt: skip
    form = forms.TakeUpForm(
        request.POST or None, on=today(request), initial=new_key() | initial,
        objectives=reads.objectives_open_to(request.viewer),
    )  # fmt: skip

    def save(**given: Any) -> None:
        writes.take_up(recommendation=found, by=request.viewer, at=request.at, **given)

    title = "Take it up into a plan"
    page = FormPage(title, "Make it an action", to("recommended"), "It is an action of the plan now. State its lead next.",
                    (("Plans", to("list")), ("Recommended", to("recommended")), (title, "")), intro=found.text)  # fmt: skip
    return answer(request, form, save, page)
