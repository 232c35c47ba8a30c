"""Where do the pages of plans lead, and which words stand around their forms?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.ground.audit import answering

GET_OR_POST = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "plans/form.jinja"


def to(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)
