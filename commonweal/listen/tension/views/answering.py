"""What do the pages of the return share: where they lead, who reads them, and of which week they speak?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.ground.audit import answering
from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.requests import Request, today
from commonweal.listen.tension.reads.weeks import main_round

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    template: str = "tension/form.jinja"


def to(name: str, *args: Any) -> str:
    return reverse(f"tension:{name}", args=args)


def find_or_404(rows: Any, **lookup: Any) -> Any:
    """One of the rows that the viewer may see; a number too large for any table is not there either."""
    return get_visible_or_404(rows, **lookup)


def once_of(form: forms.Form) -> str | None:
    return form.cleaned_data.get("once")


def check_reads(request: Request, *permissions: str) -> None:
    """A page that a role has no part in is not there for it."""
    if not any(request.viewer.may_somewhere(permission) for permission in permissions):
        raise Http404


def the_round(request: Request) -> Any:
    """The round that runs today; without one there is nothing to show."""
    chosen = main_round(today(request))
    if chosen is None:
        raise Http404
    return chosen


def asked_week(request: Request) -> date:
    """The week in the address, or the one that we are in."""
    typed = request.GET.get("week", "")
    try:
        day = date.fromisoformat(typed) if typed else today(request)
    except ValueError as wrong:
        raise Http404 from wrong
    if not date(1900, 1, 8) < day < date(9998, 1, 1):
        raise Http404
    return monday_of(day)


def week_from(typed: str) -> date:
    """A week that is part of an address; anything but a Monday is no address."""
    try:
        day = date.fromisoformat(typed)
    except ValueError as wrong:
        raise Http404 from wrong
    if day.weekday() or not date(1900, 1, 8) < day < date(9998, 1, 1):
        raise Http404
    return day


def monday_of(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())
