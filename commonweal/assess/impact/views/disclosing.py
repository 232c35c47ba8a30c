"""Pages about the disclosable copy: what goes in, the copy itself, and to whom it was given.

The working copy is never shown here: these pages know only what rules/disclosure.py builds from a frozen version.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import advising as forms
from commonweal.assess.impact.reads import advice, disclosed
from commonweal.assess.impact.views.formed import (
    ASSESS,
    DECIDE,
    GET_OR_POST,
    FormPage,
    answer,
    find_assessment,
    make,
    to,
    trail_of,
)
from commonweal.assess.impact.writes import advising, sharing
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


@GET_OR_POST
def choose(request: Request, pk: int) -> HttpResponse:
    assessment = find_assessment(request, pk)
    check_may(request.viewer, ASSESS, [assessment.operation.owner_id])
    rows = advice.choices_of_disclosure(request.viewer).filter(assessment=assessment)
    initial = {"included": sorted(advice.parts_going_in(rows))}
    form = make(request, forms.DisclosureForm, initial=initial, version=assessment.version)

    def save(**given: Any) -> None:
        advising.choose_disclosure(assessment=assessment, version=form.version, **given)

    page = FormPage("Choose what goes into the disclosable copy", "Keep the choice", to("show", pk), "The choice is kept.",
                    trail_of(assessment, ("Disclosable copy", "")),
                    intro="Sources are protected in any case: of what people said, only how many there were is disclosed.")  # fmt: skip
    return answer(request, form, save, page, current=lambda record: initial)


def _version(request: Request, pk: int) -> Any:
    found = get_object_or_404(disclosed.approved_versions(request.viewer), pk=pk)
    check_may(request.viewer, DECIDE, [found.assessment.operation.owner_id])
    return found


@require_GET
def disclosable(request: Request, pk: int) -> HttpResponse:
    found = _version(request, pk)
    note_read(what="a disclosable copy", by=request.viewer, at=request.at, record=found)
    return render(request, "impact/advice/disclosable.jinja", {
        "version": found, "parts": disclosed.disclosable_of(found), "copy_hash": disclosed.disclosable_hash(found),
        "given": list(disclosed.given_out(request.viewer).filter(of_version=found)[:200]),
    })  # fmt: skip


@GET_OR_POST
def give_copy(request: Request, pk: int) -> HttpResponse:
    found = _version(request, pk)

    def save(**given: Any) -> None:
        sharing.give_disclosable(of_version=found, **given)

    title = "Record that the copy was given out"
    page = FormPage(title, "Record it", to("disclosable", pk), "It is recorded.",
                    (("Disclosable copy", to("disclosable", pk)), (title, "")))  # fmt: skip
    return answer(request, make(request, forms.GivenForm), save, page)
