"""How do the forms about an agreement answer, and where do they lead back to?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from commonweal.act.agreements.reads import agreements
from commonweal.act.plans.forms.fields import NewForm, PlanForm
from commonweal.act.plans.views.answering import FormPage
from commonweal.ground.audit.answering import Values, answer, new_key
from commonweal.ground.visibility.requests import Request, check_may, today


def to(name: str, *args: Any) -> str:
    return reverse(f"agreements:{name}", args=args)


def find_agreement(request: Request, pk: int) -> Any:
    return get_object_or_404(agreements.list_agreements(request.viewer), pk=pk)


def page_of(
    agreement: Any, title: str, button: str, done: str, intro: str = "", *, back: str = "show"
) -> FormPage:
    trail = (("Joint working", to("list")), (agreement.title, to("show", agreement.pk)), (title, ""))
    return FormPage(title, button, to(back, agreement.pk), done, trail, intro)


def change(
    request: Request, record: Any, form_class: type[PlanForm], write: Callable[..., Any], page: FormPage, *,
    name: str, permission: str, values: Values = lambda record: {}, more: dict[str, Any] | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """A form on one record, saved against the version that the person saw; more goes to the form alone."""
    check_may(request, permission)
    form = form_class(
        request.POST or None,
        on=today(request),
        initial=values(record),
        version=record.version,
        **(more or {}),
    )

    def save(**typed: Any) -> None:
        write(**{name: record}, version=form.version, by=request.viewer, at=request.at, **given, **typed)

    return answer(request, form, save, page, current=values)


def anew(
    request: Request, form_class: type[NewForm], write: Callable[..., Any], page: FormPage, *, permission: str,
    initial: dict[str, Any] | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """A form that makes a record."""
    check_may(request, permission)
    form = form_class(request.POST or None, on=today(request), initial=new_key() | (initial or {}))

    def save(**typed: Any) -> None:
        write(by=request.viewer, at=request.at, **given, **typed)

    return answer(request, form, save, page)
