"""Pages by which returns go out as a table and come in as one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from commonweal.design.files import as_file, file_of_rows
from commonweal.ground.audit.answering import done
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request, check_may, today
from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.tension.forms.arranging import TableForm
from commonweal.listen.tension.reads import tables
from commonweal.listen.tension.views.answering import GET_OR_POST, asked_week, check_reads, the_round, to
from commonweal.listen.tension.writes.importing import import_returns


@GET_OR_POST
def export(request: Request) -> HttpResponse:
    """GET shows the conditions; POST gives the file, once they are accepted. Both the file and the acceptance are kept."""
    check_reads(request, "tension.export")
    chosen, week = the_round(request), asked_week(request)
    sent = [each for each in tables.exportable(request.viewer, chosen, week) if _may_take(request, each)]
    items = tables.export_items(request.viewer, sent)
    conditions = tables.with_conditions(items)
    context: dict[str, Any] = {
        "week": week,
        "sent": sent,
        "items": items,
        "conditions": conditions,
        "refused": False,
    }
    if request.method != "POST":
        return render(request, "tension/export.jinja", context)
    kind = request.POST.get("kind") or "csv"
    if kind not in tables.FORMATS:
        raise Http404
    accepted = "accepts_conditions" in request.POST
    if conditions and not accepted:
        return render(request, "tension/export.jinja", context | {"refused": True}, status=422)
    why = f"accepted the handling conditions of {len(conditions)} items" if conditions else ""
    note_read(
        what=f"the returns of the week of {week} as {kind.upper()}",
        reason=why,
        by=request.viewer,
        at=request.at,
    )
    return as_file(file_of_rows(tables.return_rows(sent, items), kind), kind, f"returns-{week}")


def _may_take(request: Request, sent: Any) -> bool:
    return request.viewer.may("tension.export", [sent.overseer_id, sent.organisation_id])


@GET_OR_POST
def bring(request: Request) -> HttpResponse:
    """All of a table comes in, or nothing does; every row that is wrong is named at once."""
    check_may(request, "tension.import")
    chosen = the_round(request)
    context: dict[str, Any] = {"columns": tables.HEADINGS, "wrong": [], "form": TableForm()}
    if request.method != "POST":
        return render(request, "tension/bring.jinja", context)
    files = request.FILES  # read before the flag: it is set while the upload comes in
    form = TableForm(request.POST, files, too_large=getattr(request, "upload_too_large", False))
    context["form"] = form
    if form.is_valid():
        file = form.cleaned_data["file"]
        found, wrong = tables.read_table(file.read(), file.name, chosen, by=request.viewer, on=today(request))
        if not wrong:
            try:
                import_returns(chosen=chosen, returns=found, by=request.viewer, at=request.at)
                return done(
                    request, f"{len(found)} returns came in. Somebody else checks them now.", to("to_check")
                )
            except NotPossible as why:
                messages.error(request, str(why))
                context["failed"] = str(why)
        context["wrong"] = tables.words_of(wrong)
    return render(request, "tension/bring.jinja", context, status=422)
