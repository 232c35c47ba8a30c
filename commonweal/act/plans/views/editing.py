"""How is a record of a plan edited or added on a page: the form, the permission, the version and the way back?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.act.plans import forms
from commonweal.act.plans.reads import rows
from commonweal.act.plans.views.answering import FormPage, to
from commonweal.act.plans.views.progress import trail_to
from commonweal.ground.audit.answering import answer, new_key
from commonweal.ground.visibility.requests import Request, check_may, today


def edit(
    request: Request,
    record: Any,
    form_class: type[forms.PlanForm],
    write: Callable[..., Any],
    page: FormPage,
    *,
    name: str,
    values: Callable[[Any], dict[str, Any]],
    owners: Iterable[int | None] = (),
    permission: str = "plans.edit",
    **form_options: Any,
) -> HttpResponse:
    """An edit form on one record, saved against the version that the person saw."""
    check_may(request, permission, owners)
    form = form_class(
        request.POST or None,
        on=today(request),
        initial=values(record),
        version=record.version,
        **form_options,
    )

    def save(**given: Any) -> None:
        write(**{name: record}, version=form.version, by=request.viewer, at=request.at, **given)

    return answer(request, form, save, page, current=values)


def add(
    request: Request,
    form_class: type[forms.NewForm],
    write: Callable[..., Any],
    page: FormPage,
    *,
    owners: Iterable[int | None] = (),
    initial: dict[str, Any] | None = None,
    **given: Any,
) -> HttpResponse:
    check_may(request, "plans.edit", owners)
    form = form_class(request.POST or None, on=today(request), initial=new_key() | (initial or {}))

    def save(**values: Any) -> None:
        write(by=request.viewer, at=request.at, **given, **values)

    return answer(request, form, save, page)


def plan_trail(plan: Any, last: str) -> tuple[tuple[str, str], ...]:
    return (("Plans", to("list")), (str(plan), to("plan", plan.pk)), (last, ""))


def find_action(request: Request, pk: int) -> Any:
    return get_object_or_404(rows.actions(request.viewer), pk=pk)


def action_page(action: Any, title: str, button: str, words: str, intro: str = "") -> FormPage:
    return FormPage(
        f"{title}: {action.reference}", button, to("action", action.pk), words, trail_to(action, title), intro
    )
