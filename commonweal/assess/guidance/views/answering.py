"""What do the pages of guidance share: who reads them, where they lead, and how a form begins?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused, check_may

GET_OR_POST = require_http_methods(["GET", "POST"])
WRITE, APPROVE, REVIEW = "guidance.write", "guidance.approve", "guidance.review"


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "guidance/form.jinja"


def to(name: str, *args: Any) -> str:
    return reverse(f"guidance:{name}", args=args)


def trail(*steps: tuple[str, str]) -> answering.Trail:
    return (("Guidance", to("list")), *steps)


def check_reads(request: Request) -> None:
    """Guidance is for those who take part; what everybody may read is what anybody who signed in reads."""
    if not request.viewer.is_signed_in:
        raise Refused("Sign in first.")


def check_own(request: Request, permission: str, owners: Iterable[int]) -> None:
    """Whoever may not save a form is not shown it; the write refuses in any case."""
    check_may(request.viewer, permission, owners)


def make(request: Request, form_class: Any, *, of: Any = None, **given: Any) -> Any:
    initial = answering.new_key() | given.pop("initial", {})
    return form_class(
        request.POST or None, on=today(request), viewer=request.viewer, of=of, initial=initial, **given
    )
