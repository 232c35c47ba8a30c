"""What do the pages of advice share: whom they find, where they lead, and which words stand around their forms?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.assess.impact.forms.advising import AdviceForm
from commonweal.assess.impact.reads import advice
from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request, today

GET_OR_POST = require_http_methods(["GET", "POST"])
ASSESS, ADVISE, DECIDE, READ = "impact.assess", "impact.advise", "impact.approve", "impact.read"
OVERSEE = "impact.oversee"


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "impact/advice/form.jinja"


def to(name: str, *args: Any) -> str:
    return reverse(f"advice:{name}", args=args)


def make(request: Request, form_class: type[AdviceForm], **given: Any) -> Any:
    """The form, told the day; a new record's form gets the key that makes it only once."""
    initial = answering.new_key() | given.pop("initial", {})
    return form_class(request.POST or None, on=today(request), initial=initial, **given)


def answer(
    request: Request,
    form: Any,
    save: Callable[..., Any],
    page: FormPage,
    *,
    current: answering.Values | None = None,
) -> HttpResponse:
    """save is told, besides what was typed, by whom and when."""
    whole = partial(save, by=request.viewer, at=request.at)
    return answering.answer(request, form, whole, page, current=current)


def find_assessment(request: Request, pk: int) -> Any:
    return get_object_or_404(advice.assessments(request.viewer), pk=pk)


def find_operation(request: Request, pk: int) -> Any:
    return get_object_or_404(advice.operations(request.viewer), pk=pk)


def trail_of(assessment: Any, *steps: tuple[str, str]) -> answering.Trail:
    return ((str(assessment.operation), to("show", assessment.pk)), *steps)
