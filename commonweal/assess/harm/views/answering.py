"""Where do the form pages of the register lead, and which words stand around them?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.assess.harm.forms import HarmForm, NewForm
from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request, check_may, today

GET_OR_POST = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "harm/form.jinja"


def to(name: str, *args: Any) -> str:
    return reverse(f"harm:{name}", args=args)


def trail_to(version: Any, last: str) -> answering.Trail:
    return (
        ("Definitions", to("list")),
        (f"{version.definition.title}, version {version.number}", to("version", version.pk)),
        (last, ""),
    )


def on_version(
    request: Request, version: Any, form_class: type[HarmForm], write: Callable[..., Any], page: FormPage, *,
    values: answering.Values = lambda record: {}, permission: str = "harm.edit", **given: Any,
) -> HttpResponse:  # fmt: skip
    """A form that changes a version or one of its parts, against the version that the person saw."""
    check_may(request, permission)
    form = form_class(
        request.POST or None, on=today(request), initial=values(version), version=version.version
    )

    def save(**typed: Any) -> None:
        write(of=version, version=form.version, by=request.viewer, at=request.at, **given, **typed)

    return answering.answer(request, form, save, page, current=values)


def anew(
    request: Request, form_class: type[NewForm], save: Callable[..., Any], page: FormPage, permission: str
) -> HttpResponse:
    """A form that makes a record, to which the page then leads."""
    check_may(request, permission)
    form = form_class(request.POST or None, on=today(request), initial=answering.new_key())
    return answering.answer(request, form, save, page)
