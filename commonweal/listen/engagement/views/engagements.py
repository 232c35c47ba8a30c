"""Pages about engagements, the issues raised there with all that became of them, and the promises made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit.answering import answer, redirect, values_of
from commonweal.ground.audit.writes import note_read
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement import forms
from commonweal.listen.engagement.reads import engagements as reads
from commonweal.listen.engagement.reads.receipts import said_with_receipts
from commonweal.listen.engagement.views.answering import (
    GET_OR_POST,
    LOG,
    READ,
    FormPage,
    as_new,
    asked,
    make,
    to,
    trail,
)
from commonweal.listen.engagement.views.communities import csv_file
from commonweal.listen.engagement.writes import engagements as writes

COLUMNS = values_of(
    "title", "held_on", "kind", "area", "place", "purpose", "level", "attendance", "desk", "organiser", "learned",
    "follow_up_on",     "strength", "basis",
)  # fmt: skip


def _values(engagement: Any) -> dict[str, Any]:
    return COLUMNS(engagement) | reads.chosen_in(engagement)


def _trail(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return trail(("Engagements", to("engagements")), *steps)


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_may(request.viewer, READ)
    kind, words = asked(request, "kind"), asked(request, "words")
    rows = reads.list_engagements(request.viewer, kind=kind, words=words)
    if request.GET.get("format") == "csv":
        note_read(what="engagements, as a file", by=request.viewer, at=request.at)
        return csv_file(reads.as_csv(rows), "engagements")
    return render(request, "engagement/engagements.jinja", {
        "engagements": list(rows[:300]), "kinds": reads.kinds(), "kind": kind, "words": words,
        "owed": reads.list_open_commitments(request.viewer, on=today(request)),
        "may_log": request.viewer.may(LOG), "query": request.GET.urlencode(),
    })  # fmt: skip


def _engagement(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.engagements(request.viewer), pk=pk)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    found = _engagement(request, pk)
    return render(request, "engagement/engagement.jinja", {
        "engagement": found, "found": reads.get_engagement_page(found, request.viewer, on=today(request)),
        "level": status_of(found.level_scale, found.level),
        "strength": status_of(found.strength_scale, found.strength), "may_log": request.viewer.may(LOG),
    })  # fmt: skip


@GET_OR_POST
def log(request: Request) -> HttpResponse:
    page = FormPage(
        "Log an engagement", "Log it", lambda made: to("engagement", made.pk), "The engagement is logged.",
        _trail(("Log", "")),
    )  # fmt: skip
    return as_new(request, LOG, forms.NewEngagementForm, writes.log_engagement, page, on=today(request))


@GET_OR_POST
def change(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _engagement(request, pk)
    form = make(request, forms.EngagementForm, initial=_values(found), version=found.version)

    def save(**values: Any) -> None:
        writes.change_engagement(
            engagement=found,
            version=form.version,
            on=today(request),
            by=request.viewer,
            at=request.at,
            **values,
        )

    back = to("engagement", pk)
    page = FormPage(f"Change: {found}", "Save", back, "Saved.", _trail((str(found), back), ("Change", "")))
    return answer(request, form, save, page, current=_values)


@GET_OR_POST
def raise_issue(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _engagement(request, pk)

    def save(**values: Any) -> Any:
        return writes.raise_issue(engagement=found, by=request.viewer, at=request.at, **values)

    page = FormPage(
        f"An issue raised: {found}", "Keep it", lambda made: to("issue", made.pk),
        "The issue is kept, with who owes the next step.",
        _trail((str(found), to("engagement", pk)), ("An issue raised", "")),
    )  # fmt: skip
    return answer(request, make(request, forms.IssueForm), save, page)


def _issue(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.issues(request.viewer), pk=pk)


@require_GET
def issue(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, READ)
    found = _issue(request, pk)
    return render(request, "engagement/issue.jinja", {
        "issue": found, "chain": reads.get_chain(found, request.viewer, on=today(request)),
        "strength": status_of(found.strength_scale, found.strength), "may_log": request.viewer.may(LOG),
        "said": said_with_receipts(found, request.viewer),
    })  # fmt: skip


STEPS = {
    "assess": ("Assess the issue", "What the assessment says"),
    "act": ("Say what was done", "What was done"),
    "tell": ("Tell those who raised it", "What they were told, how and when"),
    "raise": ("Raise it again", "Why it is raised again"),
}


@GET_OR_POST
def carry_on(request: Request, pk: int, event: str) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _issue(request, pk)
    if event not in STEPS:
        raise Http404
    title, label = STEPS[event]
    form = make(request, forms.StepForm, initial={"owed_by": found.owed_by}, version=found.version)
    form.fields["words"].label = label

    def save(**values: Any) -> None:
        writes.carry_on(
            issue=found, event=event, version=form.version, on=today(request), by=request.viewer, at=request.at,
            **values,
        )  # fmt: skip

    page = FormPage(
        title, "Keep the step", to("issue", pk), "The step is kept.",
        _trail((str(found), to("issue", pk)), (title, "")), intro=found.detail,
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {"owed_by": record.owed_by})


# Promises


@GET_OR_POST
def promise(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _engagement(request, pk)
    issues = reads.issues(request.viewer).filter(engagement=found)

    def save(**values: Any) -> Any:
        return writes.promise(engagement=found, on=today(request), by=request.viewer, at=request.at, **values)

    page = FormPage(
        f"A promise made: {found}", "Keep it", lambda made: to("commitment", made.pk),
        "The promise is kept, and its clock runs.",
        _trail((str(found), to("engagement", pk)), ("A promise made", "")),
        intro=f"A promise that is open for more than {reads.open_days()} days stands on the public list by itself, "
        "unless it is kept off it with a reason.",
    )  # fmt: skip
    return answer(request, make(request, forms.CommitmentForm, issues=issues), save, page)


def _commitment(request: Request, pk: int) -> Any:
    check_may(request.viewer, READ)
    return get_object_or_404(reads.commitments(request.viewer), pk=pk)


@require_GET
def commitment(request: Request, pk: int) -> HttpResponse:
    found = _commitment(request, pk)
    return render(request, "engagement/commitment.jinja", {
        "commitment": found, "owed": reads.public_lines([found], today(request))[0],
        "may_log": request.viewer.may(LOG), "may_release": reads.may_be_released(found),
    })  # fmt: skip


def _commitment_trail(found: Any, last: str) -> tuple[tuple[str, str], ...]:
    return _trail((str(found.engagement), to("engagement", found.engagement_id)), ("Promise", to("commitment", found.pk)), (last, ""))  # fmt: skip


@GET_OR_POST
def move_commitment(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _commitment(request, pk)
    form = make(request, forms.CommitmentStateForm, events=reads.moves_of(found), version=found.version)

    def save(**values: Any) -> None:
        writes.move_commitment(
            commitment=found,
            version=form.version,
            on=today(request),
            by=request.viewer,
            at=request.at,
            **values,
        )

    page = FormPage(
        "How does the promise stand?", "Save", to("commitment", pk), "Kept.", _commitment_trail(found, "How it stands"),
        intro=found.promised,
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _commitment(request, pk)
    writes.release_commitment(commitment=found, on=today(request), by=request.viewer, at=request.at)
    messages.success(request, "The promise stands on the public list.")
    return redirect(to("commitment", pk))


@GET_OR_POST
def withhold(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, LOG)
    found = _commitment(request, pk)
    form = make(request, forms.WithholdForm, version=found.version)

    def save(**values: Any) -> None:
        writes.withhold_commitment(
            commitment=found, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        "Keep the promise off the public list", "Keep it off", to("commitment", pk), "It is off the public list.",
        _commitment_trail(found, "Keep off the list"), intro=found.promised,
    )  # fmt: skip
    return answer(request, form, save, page, current=lambda record: {})


@login_not_required
@require_GET
def you_said_we_did(request: Request) -> HttpResponse:
    """For everybody, the same whoever looks."""
    state = request.GET.get("state", "")
    lines = reads.public_lines(reads.list_public(state=state)[:300], today(request))
    context = {"lines": lines, "state": state, "days": reads.open_days(), "on": today(request)}
    return render(request, "engagement/you_said_we_did.jinja", context)
