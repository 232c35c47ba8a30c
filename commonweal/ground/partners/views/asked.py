"""About which organisation and which day does somebody ask?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from commonweal.design.dates import DateBoxes, DateField
from commonweal.ground.partners import reads
from commonweal.ground.visibility.requests import Request, today

EDIT = "partners.edit"


def asked_day(request: Request) -> date:
    """The day that the reader asked about; today where none was asked or it is no date."""
    try:
        asked = DateField(required=False).clean(DateBoxes().value_from_datadict(request.GET, {}, "on"))
    except ValidationError:
        asked = None
    return asked or today(request)


def find(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.list_organisations(request.viewer), pk=pk)


def back_to(pk: int) -> HttpResponse:
    response = redirect("partners:show", pk)
    response.status_code = 303
    return response
