"""Pages for those who watch over the house: what was done, by whom, and is the record of it whole?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit import reads
from commonweal.ground.audit.anchors import read_anchors
from commonweal.ground.audit.forms import WantedForm
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


def _only_readers(request: Request) -> None:
    """To everybody else these pages do not exist."""
    if not request.viewer.may_somewhere("audit.read"):
        raise Http404


@require_GET
def list_entries(request: Request) -> HttpResponse:
    _only_readers(request)
    form = WantedForm(request.GET)
    entries = reads.list_entries(request.viewer, form.wanted())
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": query.urlencode(), "name_of_type": reads.name_of_type}
    return render(request, "audit/list.jinja", context)


@require_GET
def show_entry(request: Request, sequence: int) -> HttpResponse:
    _only_readers(request)
    entry = get_object_or_404(reads.list_entries(request.viewer, reads.Wanted()), sequence=sequence)
    context = {"entry": entry, "name_of_type": reads.name_of_type}
    return render(request, "audit/show.jinja", context)


@require_POST
def verify(request: Request) -> HttpResponse:
    _only_readers(request)
    check_may(request.viewer, "audit.verify")
    count, fault = reads.verify_chain()
    note_read(what="and verified the whole audit", by=request.viewer, at=request.at)
    context = {"count": count, "fault": fault, "anchors": len(read_anchors())}
    return render(request, "audit/verified.jinja", context)


@require_GET
def export(request: Request) -> StreamingHttpResponse:
    """The filtered list as CSV. Taking it away is itself kept."""
    _only_readers(request)
    entries = reads.list_entries(request.viewer, WantedForm(request.GET).wanted())
    note_read(what="the audit and took it away as CSV", by=request.viewer, at=request.at,
              reason=request.GET.urlencode()[:500])  # fmt: skip
    answer = StreamingHttpResponse(_lines(entries), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


class _Line:
    """What csv.writer writes to: hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: Any) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(reads.EXPORTED)
    for entry in entries.iterator(chunk_size=2000):
        yield writer.writerow(reads.cells_of(entry))
