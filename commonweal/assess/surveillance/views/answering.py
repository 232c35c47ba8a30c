"""How do the pages of the early warning answer: who reads them, as a file, merged, and where do they lead?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from commonweal.assess.surveillance.reads import tables
from commonweal.design.files import FORMATS, as_file, file_of
from commonweal.design.forms import merge_response
from commonweal.ground.audit.reads import list_history
from commonweal.ground.audit.writes import Stale, note_read
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


def entries_of(record: Any) -> list[dict[str, Any]]:
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in list_history(record)]


def source_of(watch: Any) -> str:
    if watch.offence_class_id:
        return f"{watch.offence_class.name}. {watch.offence_class.source}"
    return f"{watch.return_round.title}: items in the returns that came in"


def merge(request: Request, form: Any, stale: Stale) -> HttpResponse:
    """Somebody else answered meanwhile: what was typed is shown again, to be sent once more or not."""
    who = stale.last.actor if stale.last else "Somebody"
    at = stale.last.at if stale.last else request.at
    return merge_response(request, form, {}, who, at, current_version=stale.record.version)


def to(name: str, pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"surveillance:{name}", args=[pk]), status=303)
