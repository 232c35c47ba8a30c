"""What do the pages of this room share: what was asked and sent, where they lead, and how a form begins?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement.forms import RoomForm

GET_OR_POST = require_http_methods(["GET", "POST"])
READ, COVERAGE = "engagement.read", "engagement.coverage"
DESK, LOG = "engagement.desk", "engagement.log"


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "engagement/form.jinja"


def asked(request: Request, name: str) -> str:
    """What stands in the address under this name, without what no database keeps as text."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]


def sent(request: Request, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:200]


def to(name: str, *args: Any) -> str:
    return reverse(f"engagement:{name}", args=args)


def trail(*steps: tuple[str, str]) -> answering.Trail:
    return (("Communities", to("list")), *steps)


def as_new(
    request: Request,
    permission: str,
    form_class: type[RoomForm],
    write: Callable[..., Any],
    page: FormPage,
    **given: Any,
) -> HttpResponse:
    """The page on which something new is kept, for those who may; given is what the write is told besides the form."""
    check_may(request.viewer, permission)

    def save(**values: Any) -> Any:
        return write(by=request.viewer, at=request.at, **given, **values)

    return answering.answer(request, make(request, form_class), save, page)


def make(request: Request, form_class: type[RoomForm], **given: Any) -> Any:
    """The form, told the day and who asks; a new record's form gets the key that makes it only once."""
    initial = answering.new_key() | given.pop("initial", {})
    return form_class(
        request.POST or None, on=today(request), viewer=request.viewer, initial=initial, **given
    )
