"""Pages on which actions and reviews are followed up, parts are kept from the public, and a later assessment begins."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal.assess.equality import forms, writes
from commonweal.assess.equality.reads import choices, one
from commonweal.assess.equality.views.answering import GET_OR_POST, answer, find, to, who
from commonweal.ground.audit.answering import Values, values_of
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may

WRITE = "equality.write"


def _action(request: Request, pk: int) -> Any:
    found = one.find_action(request.viewer, pk)
    if found is None:
        raise Http404
    check_may(request.viewer, WRITE, [found.assessment.owner_id])
    return found


def _follow(request: Request, pk: int, make: Any, write: Any, words: str, *, values: Values) -> HttpResponse:
    """values gives what stands there now, where somebody else saved first."""
    found = _action(request, pk)
    form = make(request.POST or None, version=found.version)
    save = partial(write, action=found, version=form.version)
    back = reverse("equality:show", args=[found.assessment_id])
    return answer(
        request, form, save, words=words, action=words, of=found.assessment, values=values, back=back,
        quoted=found.text,
    )  # fmt: skip


def _why_dropped(action: Any) -> dict[str, Any]:
    return {"reason": action.closing_reason}


def _until(action: Any) -> dict[str, Any]:
    return {"until_on": action.due_on}


@GET_OR_POST
def done(request: Request, pk: int) -> HttpResponse:
    return _follow(
        request,
        pk,
        forms.DoneForm,
        writes.close_action,
        "Mark the action as done",
        values=values_of("evidence"),
    )


@GET_OR_POST
def drop(request: Request, pk: int) -> HttpResponse:
    return _follow(request, pk, forms.ReasonForm, writes.drop_action, "Drop the action", values=_why_dropped)


@GET_OR_POST
def extend(request: Request, pk: int) -> HttpResponse:
    return _follow(
        request, pk, forms.ExtendForm, writes.extend_action, "Give the action more time", values=_until
    )


@GET_OR_POST
def review(request: Request, pk: int) -> HttpResponse:
    found = find(request, pk, WRITE)
    form = forms.ReviewForm(request.POST or None, version=found.version)
    save = partial(writes.record_review, assessment=found, version=form.version)
    return answer(request, form, save, words="Record the review", action="Record it", of=found)


@GET_OR_POST
def redact(request: Request, pk: int) -> HttpResponse:
    found = find(request, pk, WRITE)
    form = forms.RedactForm(request.POST or None, version=found.version, parts=choices.redaction_choices())
    save = partial(writes.redact_part, assessment=found, version=form.version)
    words = "Take a part out of the public copy"
    return answer(request, form, save, words=words, action="Take it out", of=found)


@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    found = find(request, pk, WRITE)
    writes.restore_part(assessment=found, part=request.POST.get("part", ""), **who(request))
    return to("show", pk)


@GET_OR_POST
def replace(request: Request, pk: int) -> HttpResponse:
    found = find(request, pk, WRITE)
    form = forms.ReplaceForm(request.POST or None)

    def save(*, note: str, **typed: Any) -> Any:
        return writes.replace_assessment(earlier=found, **typed)

    return answer(
        request, form, save, words="Open an assessment that replaces it", action="Open it", trail_of=found
    )
