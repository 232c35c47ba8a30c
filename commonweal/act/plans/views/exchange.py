"""Pages by which a plan comes in from a reading, goes out as a file, and comes back changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from commonweal.act.plans.forms_exchange import (
    BringBackForm,
    ReadingForm,
    SaveForm,
    choice_name,
    sign_changes,
)
from commonweal.act.plans.reads import exporting, importing
from commonweal.act.plans.views.answering import GET_OR_POST, to
from commonweal.act.plans.writes.importing import import_reading
from commonweal.act.plans.writes.returning import bring_back
from commonweal.ground.audit.answering import done, new_key, redirect
from commonweal.ground.audit.writes import Stale, note_read
from commonweal.ground.visibility.requests import Request, check_may, today
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.reading.values import CannotRead

IMPORT = "plans.import"


# A plan from a reading


@GET_OR_POST
def import_page(request: Request, pk: int) -> HttpResponse:
    """Shows what will be made; one POST makes all of it or nothing."""
    check_may(request, IMPORT)
    document = get_object_or_404(importing.documents(request.viewer), pk=pk)
    try:
        proposal = importing.propose(document, today(request))
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect(reverse("intake:show", args=[document.pk]))
    initial = {"title": proposal.plan.title, "seen": document.version} | new_key()
    initial["owner_organisation"] = str(proposal.owner.pk) if proposal.owner else ""
    form = ReadingForm(request.POST or None, proposal=proposal, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            plan = _make(request, document, form)
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            return done(
                request, "The plan is made. Its open doubts stand with its actions.", to("plan", plan.pk)
            )
    context = {
        "document": document, "proposal": proposal, "plan": proposal.plan, "form": form,
        "made": importing.made_from(request.viewer, document), "draft": request.path,
    }  # fmt: skip
    return render(request, "plans/import_reading.jinja", context, status=422 if form.errors else 200)


def _make(request: Request, document: Any, form: ReadingForm) -> Any:
    values = form.cleaned_data
    return import_reading(
        document=document, seen=values["seen"], title=values["title"], owner_organisation=form.owner(),
        launched_on=values["launched_on"], link_bodies=form.link_bodies(), choices=form.choices,
        once=values["once"], note=form.said_of_text, by=request.viewer, at=request.at,
    )  # fmt: skip


# Out and back


def _plan(request: Request, pk: int) -> Any:
    rows = exporting.get_plan(request.viewer, pk).select_related("owner_organisation")
    return get_object_or_404(rows, pk=pk)


def _may_export(request: Request) -> None:
    if not request.viewer.may_somewhere("plans.export"):
        raise Refused("Your role does not allow taking a plan out.")


@GET_OR_POST
def file_page(request: Request, pk: int) -> HttpResponse:
    """GET offers the files; POST shows what differs in the one that came back. Nothing is stored."""
    _may_export(request)
    plan = _plan(request, pk)
    if request.method != "POST":
        return _file_page(request, plan, BringBackForm())
    check_may(request, IMPORT)
    files = request.FILES  # read before the flag: it is set while the upload comes in
    form = BringBackForm(request.POST, files, too_large=getattr(request, "upload_too_large", False))
    if form.is_valid():
        try:
            found = importing.compare_file(request.viewer, plan, form.cleaned_data["file"].read())
        except CannotRead as why:
            form.add_error("file", str(why))
        else:
            return _show(request, plan, found, SaveForm(plan=plan.pk, initial=new_key()))
    return _file_page(request, plan, form)


def _file_page(request: Request, plan: Any, form: BringBackForm) -> HttpResponse:
    context = {"plan": plan, "form": form, "may_import": request.viewer.may(IMPORT)}
    return render(request, "plans/exported.jinja", context, status=422 if form.errors else 200)


def _show(request: Request, plan: Any, found: Any, form: SaveForm, *, status: int = 200) -> HttpResponse:
    context = {
        "plan": plan, "found": found, "form": form, "signed": sign_changes(plan.pk, found.changes),
        "choice_name": choice_name, "stale_again": status == 409,
    }  # fmt: skip
    return render(request, "plans/import_changes.jinja", context, status=status)


@require_POST
def save_file(request: Request, pk: int) -> HttpResponse:
    """All that was shown, or nothing; where somebody saved meanwhile, the page comes back with the choice."""
    check_may(request, IMPORT)
    plan = _plan(request, pk)
    form = SaveForm(request.POST, plan=plan.pk)
    if not form.is_valid():
        if form.wanted:
            return _ask_again(request, plan, form, 422)
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(reverse("exchange:file", args=[pk]))
    chosen = form.chosen()
    if form.unanswered:
        form.add_error(None, "Choose for every field that somebody else changed meanwhile.")
        return _ask_again(request, plan, form, 422)
    if not chosen:
        return done(request, "The plan stays as it is.", to("plan", pk))
    values = form.cleaned_data
    try:
        bring_back(
            strategy=plan, changes=chosen, reason=values["reason"], once=values["once"], note=form.said_of_text,
            by=request.viewer, at=request.at,
        )  # fmt: skip
    except Stale:
        return _ask_again(request, plan, form, 409)
    except NotPossible as why:
        form.add_error(None, str(why))
        return _ask_again(request, plan, form, 422)
    return done(request, "The plan says what the file says.", to("plan", pk))


def _ask_again(request: Request, plan: Any, form: SaveForm, status: int) -> HttpResponse:
    found = importing.compare_again(request.viewer, plan, form.wanted)
    return _show(request, plan, found, form, status=status)


@require_safe
def download(request: Request, pk: int, form: str) -> HttpResponse:
    """Only what the viewer may see; that it was taken out is kept in the audit."""
    _may_export(request)
    if form not in exporting.FORMATS:
        raise Http404
    plan = _plan(request, pk)
    try:
        data = exporting.file_of(request.viewer, plan, form)
    except exporting.TooLong as why:
        messages.error(request, str(why))
        return redirect(reverse("exchange:file", args=[pk]))
    note_read(what=f"the whole plan as {form.upper()}", by=request.viewer, at=request.at, record=plan)
    response = HttpResponse(data, content_type=exporting.FORMATS[form][0])
    response["Content-Disposition"] = f'attachment; filename="plan-{plan.pk}.{form}"'
    return response
