"""Pages on which an assessment is opened and written."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from commonweal.assess.equality import forms, writes
from commonweal.assess.equality.reads import duties, one, owners
from commonweal.assess.equality.views.answering import GET_OR_POST, answer, find, to, who
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import NotPossible, Refused, check_may

WRITE = "equality.write"
HEADING = (
    "title",
    "owner",
    "aim",
    "affected",
    "change",
    "relevance",
    "decision_on",
    "decision_role",
    "further_duties",
)
OUTCOME = (
    "outcome", "justification", "legal_advice_reference", "intersections", "no_engagement_reason", "monitoring", "review_on",
)  # fmt: skip


def _values(names: tuple[str, ...], record: Any) -> dict[str, Any]:
    return {name: getattr(getattr(record, name), "pk", getattr(record, name)) for name in names}


def _offers(request: Request) -> dict[str, Any]:
    return {
        "owners": owners.owners_for(request.viewer, today(request)),
        "roles": duties.deciding_roles(),
        "duties": duties.further_choices(),
    }


@GET_OR_POST
def open_page(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(WRITE):
        raise Refused("You do not have a role that writes equality assessments.")
    form = forms.OpenForm(request.POST or None, **_offers(request))
    return answer(
        request, form, writes.open_assessment, words="Open an equality assessment", action="Open it"
    )


@GET_OR_POST
def heading(request: Request, pk: int) -> HttpResponse:
    found, values = find(request, pk, WRITE), partial(_values, HEADING)
    form = forms.HeadingForm(
        request.POST or None, initial=values(found), version=found.version, **_offers(request)
    )
    save = partial(writes.change_heading, assessment=found, version=form.version)
    return answer(
        request, form, save, words="Change what it is about", action="Save", of=found, values=values
    )


@GET_OR_POST
def row(request: Request, pk: int) -> HttpResponse:
    """One row of the grid, all its aims."""
    found = one.find_row(request.viewer, pk)
    if found is None:
        raise Http404
    assessment = found.assessment
    check_may(request.viewer, WRITE, [assessment.owner_id])
    form = forms.RowForm(request.POST or None, cells=list(found.cells.all()), version=assessment.version)

    def save(*, note: str, by: Any, at: Any, **typed: str) -> Any:
        return writes.judge_row(
            assessment=assessment,
            row=found,
            judged=form.judged(),
            version=form.version,
            note=note,
            by=by,
            at=at,
        )

    return answer(
        request, form, save, words=found.label, action="Save", of=assessment, template="equality/row.jinja",
        values=lambda record: forms.values_of_row(one.cells_of(found)),
    )  # fmt: skip


def _add(request: Request, pk: int, make: Any, write: Any, words: str, **given: Any) -> HttpResponse:
    found = find(request, pk, WRITE)
    form = make(request.POST or None, version=found.version, **given)
    save = partial(write, assessment=found, version=form.version)
    return answer(request, form, save, words=words, action="Add it", of=found)


@GET_OR_POST
def add_row(request: Request, pk: int) -> HttpResponse:
    return _add(request, pk, forms.LocalRowForm, writes.add_local_row, "Add a row of your own")


@GET_OR_POST
def add_evidence(request: Request, pk: int) -> HttpResponse:
    on = today(request)
    return _add(request, pk, forms.EvidenceForm, writes.add_evidence, "Name a source of evidence", on=on)


@GET_OR_POST
def add_consultation(request: Request, pk: int) -> HttpResponse:
    return _add(request, pk, forms.ConsultationForm, writes.add_consultation, "Record who was consulted")


@GET_OR_POST
def add_action(request: Request, pk: int) -> HttpResponse:
    found = find(request, pk, WRITE)
    rows = {str(each.pk): each for each in found.rows.all()}
    offered = [(key, each.label) for key, each in rows.items()]
    form = forms.ActionForm(request.POST or None, version=found.version, rows=offered)

    def save(*, row: str, **typed: Any) -> Any:
        return writes.add_action(assessment=found, row=rows.get(row), version=form.version, **typed)

    return answer(request, form, save, words="Add an action", action="Add it", of=found)


@GET_OR_POST
def outcome(request: Request, pk: int) -> HttpResponse:
    found, values = find(request, pk, WRITE), partial(_values, OUTCOME)
    form = forms.OutcomeForm(request.POST or None, initial=values(found), version=found.version)
    save = partial(writes.write_outcome, assessment=found, version=form.version)
    return answer(request, form, save, words="Outcome and review", action="Save", of=found, values=values)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    found, part = find(request, pk, WRITE), request.POST.get("part", "")
    if not part.isdecimal() or len(part) > 12:
        raise NotPossible("This is not there any more.")
    writes.remove_part(assessment=found, kind=request.POST.get("kind", ""), part=int(part), **who(request))
    return to("show", pk)
