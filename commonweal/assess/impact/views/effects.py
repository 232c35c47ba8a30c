"""Pages about the impact on communities and the advice on it: the whole of it, and each judgement."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import advising as forms
from commonweal.assess.impact.reads import advice, advice_page, listing
from commonweal.assess.impact.views.formed import (
    ASSESS,
    GET_OR_POST,
    FormPage,
    answer,
    find_assessment,
    make,
    to,
    trail_of,
)
from commonweal.assess.impact.writes import advising as writes
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement.reads.communities import communities


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    """What it does to each community, who was asked, what they advised and what is recommended."""
    assessment = find_assessment(request, pk)
    return render(request, "impact/advice/show.jinja", {
        "assessment": assessment,
        "found": advice_page.get_page(assessment, request.viewer), "rating_tags": listing.RATING_TAGS,
        "answer_tags": advice_page.ANSWER_TAGS, "state_tags": advice_page.STATE_TAGS,
        "may_assess": request.viewer.may(ASSESS, [assessment.operation.owner_id]),
        "history": entries_of(list_history(assessment)),
    })  # fmt: skip


@GET_OR_POST
def add_impact(request: Request, pk: int) -> HttpResponse:
    assessment = find_assessment(request, pk)
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])
    # A form that is sent again names a community that is judged by now: the write knows it again.
    is_sent = request.method == "POST"
    offered = communities(request.viewer) if is_sent else advice.communities_left(request.viewer, assessment)
    form = make(request, forms.NewImpactForm, communities=offered)

    def save(**given: Any) -> None:
        writes.add_impact(assessment=assessment, **given)

    page = FormPage("Judge the impact on a community", "Keep it", to("show", pk), "The judgement is kept.",
                    trail_of(assessment, ("Judge the impact", "")))  # fmt: skip
    return answer(request, form, save, page)


def _values(impact: Any) -> dict[str, Any]:
    found = {name: getattr(impact, name) for name in writes.JUDGED}
    return {k: (v or forms.COMPUTED) if k.startswith("override") else v for k, v in found.items()}


@GET_OR_POST
def edit_impact(request: Request, pk: int) -> HttpResponse:
    impact = get_object_or_404(advice.impacts(request.viewer), pk=pk)
    assessment = impact.assessment
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])
    form = make(request, forms.ImpactForm, initial=_values(impact), version=assessment.version)

    def save(**given: Any) -> None:
        writes.edit_impact(assessment=assessment, impact=impact, version=form.version, **given)

    page = FormPage(f"Judge the impact anew: {impact.community}", "Keep it", to("show", assessment.pk),
                    "The judgement is changed.", trail_of(assessment, ("Judge the impact anew", "")))  # fmt: skip
    return answer(request, form, save, page, current=lambda record: _values(record.impacts.get(pk=impact.pk)))
