"""What do the pages of this room share: where they lead, and the words around a form?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.ground.audit import answering
from commonweal.ground.visibility.requests import Request

GET_OR_POST = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "exchange/form.jinja"


def to(name: str, *args: Any) -> str:
    return reverse(f"trusted:{name}", args=args)


def home_trail(request: Request, *rest: tuple[str, str]) -> answering.Trail:
    """Back to the first page of the room that this person may open."""
    keeps = request.viewer.may_somewhere("trusted.keep")
    first = ("Trusted exchange", to("list")) if keeps else ("Relays", to("relays"))
    return (first, *rest)


def version_sent(request: Request) -> int:
    try:
        return int(request.POST.get("version") or 0)
    except ValueError:
        return 0
