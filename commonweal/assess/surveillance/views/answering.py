"""How do the pages of the early warning answer: who reads them, as a file, and where do they lead?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonweal.assess.surveillance.reads import tables
from commonweal.design.files import FORMATS, as_file, file_of
from commonweal.ground.audit.answering import redirect
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused

READ, WATCH = "surveillance.read", "surveillance.watch"


def check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(READ):
        raise Refused("You do not have a role that reads the early warning.")


def table_file(
    request: Request, rows: tables.Rows, columns: tuple[str, ...], kind: str, *, name: str, what: str
) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    note_read(what=what, by=request.viewer, at=request.at)
    return as_file(file_of(rows, columns, kind), kind, name)


def source_of(watch: Any) -> str:
    if watch.offence_class_id:
        return f"{watch.offence_class.name}. {watch.offence_class.source}"
    return f"{watch.return_round.title}: items in the returns that came in"


def to(name: str, pk: int) -> HttpResponse:
    return redirect(reverse(f"surveillance:{name}", args=[pk]))
