"""What do the pages of drafts, lessons and events share: who reads them, where they lead, and what stands around their forms?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused

GET_OR_POST = require_http_methods(["GET", "POST"])
READ, OVERSEE = "impact.read", "impact.oversee"
ASSESS, REQUEST = "impact.assess", "impact.request"


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    """The address to leave to stands apart where the form leads to what it made."""

    template: str = "impact/written.jinja"
    seen: tuple[tuple[str, str], ...] = ()
    """What somebody saw who was there, and who saw it where and when: to be read while one writes."""


def to(name: str, *args: Any) -> str:
    return reverse(f"impact:{name}", args=args)


def check_reads(request: Request) -> None:
    if not any(request.viewer.may_somewhere(permission) for permission in (READ, OVERSEE, ASSESS)):
        raise Refused("You do not have a role that reads impact assessments.")


def make(request: Request, form_class: Any, **given: Any) -> Any:
    """The form, told the day and who asks; a new record's form gets the key that makes it only once."""
    initial = answering.new_key() | given.pop("initial", {})
    return form_class(
        request.POST or None, on=today(request), viewer=request.viewer, initial=initial, **given
    )
