"""Pages on what was done month by month, and on the problems that come again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonweal.act.agreements import forms
from commonweal.act.agreements.reads import activity, agreements, problems
from commonweal.act.agreements.views.answering import anew, change, find_agreement, page_of, to
from commonweal.act.agreements.writes import counting
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage
from commonweal.design.files import FORMATS, as_file, file_of
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused


def _file(
    request: Request, rows: list[dict[str, Any]], columns: Sequence[str], kind: str, *, name: str, what: str
) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    note_read(what=what, by=request.viewer, at=request.at)
    return as_file(file_of(rows, columns, kind), kind, name)


@require_GET
def activity_page(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    return render(request, "agreements/activity.jinja", {
        "agreement": agreement, "shown": activity.page_of(agreement, request.viewer, at=request.at),
        "month_words": activity.month_in_words,
        "may_record": request.viewer.may(agreements.RECORD) and agreement.state in ("in_force", "ended"),
    })  # fmt: skip


@require_GET
def activity_file(request: Request, pk: int, kind: str) -> HttpResponse:
    agreement = find_agreement(request, pk)
    shown = activity.page_of(agreement, request.viewer, at=request.at, most=None)
    rows, what = activity.table_of(shown), f"what was done under {agreement.title}"
    return _file(request, rows, activity.COLUMNS, kind, name=f"joint-activity-{agreement.pk}", what=what)


@GET_OR_POST
def record(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(
        agreement, "Count a month", "Save the counts", "The counts are kept.",
        "Counts only, for one month, borough and limb. Counts entered before for the same take their place.",
        back="activity",
    )  # fmt: skip
    limbs = agreement.definition_version.limbs.all() if agreement.definition_version else ()
    more = {
        "limbs": [(str(limb.number), f"{limb.number}. {limb.title}") for limb in limbs],
        "areas": forms.boroughs(today(request)).filter(pk__in=agreement.areas.values("area")),
    }
    return change(
        request, agreement, forms.ActivityForm, counting.record_activity, page, name="agreement",
        permission=agreements.RECORD, more=more,
    )  # fmt: skip


# Problems in how the law is enforced


def _check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(agreements.PROBLEMS):
        raise Refused("You do not have a role that reads what was counted about enforcement.")


@require_GET
def problems_page(request: Request) -> HttpResponse:
    _check_reads(request)
    rows = list(problems.list_problems(request.viewer)[:2000])
    found = problems.recurrences(rows)
    return render(request, "agreements/problems.jinja", {
        "found": found, "sentence": problems.sentence(found), "rows": rows[:100],
        "may_record": request.viewer.may(agreements.RECORD),
    })  # fmt: skip


@GET_OR_POST
def record_problem(request: Request) -> HttpResponse:
    page = FormPage(
        "Count a problem", "Save the count", to("problems"), "The count is kept.",
        (("Joint working", to("list")), ("Problems that come again", to("problems")), ("Count a problem", "")),
        "A number for one kind of problem in one borough and month. Nothing about whoever it happened to.",
    )  # fmt: skip
    return anew(request, forms.ProblemForm, counting.record_problem, page, permission=agreements.RECORD)


@require_GET
def inspectorate(request: Request) -> HttpResponse:
    """As it goes out: what the page shows is what the file holds."""
    _check_reads(request)
    shown = problems.for_inspectorate(request.viewer, request.GET.get("quarter", ""))
    return render(request, "agreements/inspectorate.jinja", {"shown": shown, "as_words": problems.as_words})


@require_GET
def inspectorate_file(request: Request, kind: str) -> HttpResponse:
    _check_reads(request)
    shown = problems.for_inspectorate(request.viewer, request.GET.get("quarter", ""))
    if shown is None:
        raise Http404
    what = f"the problems for the inspectorate, {shown.words}"
    return _file(
        request, problems.table_of(shown), problems.columns_of(shown), kind, name="problems", what=what
    )
