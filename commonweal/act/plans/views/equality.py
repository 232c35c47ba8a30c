"""The page on which an action is put under an equality assessment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from commonweal.act.plans import forms
from commonweal.act.plans.reads import equality as reads
from commonweal.act.plans.views.answering import GET_OR_POST, to
from commonweal.act.plans.views.editing import action_page, find_action
from commonweal.act.plans.writes import equality as writes
from commonweal.ground.audit.answering import answer, done, redirect, values_of
from commonweal.ground.visibility.requests import Request, check_may, today


@GET_OR_POST
def equality_page(request: Request, pk: int) -> HttpResponse:
    """Which assessments cover it, and how each stands; one more is chosen below."""
    action = find_action(request, pk)
    check_may(request, "plans.edit", action.link_body_ids())
    links = reads.list_links(request.viewer, action)
    page = action_page(
        action, "Equality assessment", "Put it under this assessment", "The action is under the assessment.",
        "Every action of a link body is assessed for what it does to people of each characteristic.",
    )  # fmt: skip
    more = {"links": reads.standing_of(links), "of": action}
    page = replace(page, template="plans/equality.jinja", more=more)
    form = forms.EqualityForm(
        request.POST or None,
        on=today(request),
        version=action.version,
        offered=reads.choices_for(request.viewer, links),
    )

    def save(*, assessment: str, **given: Any) -> None:
        found = reads.find_assessment(request.viewer, assessment)
        writes.link_assessment(
            action=action, assessment=found, version=form.version, by=request.viewer, at=request.at, **given
        )

    return answer(request, form, save, page, current=values_of())


@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    check_may(request, "plans.edit", action.link_body_ids())
    found = reads.find_link(request.viewer, action, request.POST.get("assessment", ""))
    if found is None:
        return redirect(to("equality", pk))
    writes.unlink_assessment(action=action, assessment=found.assessment, by=request.viewer, at=request.at)
    return done(request, "The action is out of the assessment.", to("equality", pk))
