"""The pages on which something is prepared, released by a second person, or withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.answer.papers.reads import content, drafting, lists
from commonweal.answer.publications import writes
from commonweal.answer.publications.forms import ReasonForm, ReleaseForm
from commonweal.answer.publications.reads import statements, waiting
from commonweal.answer.publications.views.public import MEDIA
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at}


def _to(name: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"publications:{name}", args=args), status=303)


@require_safe
def show_list(request: Request) -> HttpResponse:
    on = timezone.localdate(request.at)
    return render(request, "publications/list.jinja", {
        "releases": list(waiting.list_waiting(viewer=request.viewer)[:100]),
        "published": [(p, waiting.may_withdraw(p, request.viewer)) for p in waiting.list_public_for_staff()[:100]],
        "plans": drafting.list_plans(viewer=request.viewer) if request.viewer.may_somewhere("publications.prepare") else [],
        "on": on,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def release_paper(request: Request, paper: int) -> HttpResponse:
    """The frozen bytes once more, and the button that makes them public."""
    found = lists.find_full_paper(paper, viewer=request.viewer)
    if found is None:
        raise Http404
    check_may(request.viewer, "papers.publish", lists.owners_of(found))
    form = ReleaseForm(request.POST or None, initial={"seen": found.frozen_hash})
    if request.method == "POST" and form.is_valid():
        writes.release_paper(
            paper=found, seen=form.cleaned_data["seen"], embargoed_until_at=form.until, **_who(request)
        )
        return _to("list")
    now = content.present_content(found, on=timezone.localdate(request.at))
    return render(request, "publications/release_paper.jinja", {
        "form": form, "paper": found, "fragment": content.safe_fragment(now),
    })  # fmt: skip


@require_POST
def prepare_plan(request: Request, plan: int) -> HttpResponse:
    found = drafting.find_plan(plan, viewer=request.viewer)
    if found is None:
        raise Http404
    on = timezone.localdate(request.at)
    statement = statements.plan_statement(found, on=on)
    release = writes.prepare_plan_statement(
        plan_id=found.pk, owner_id=found.owner_organisation_id, name=found.title, stands_on=on,
        rendered=content.render_content(statement), lines=statement["lines"], **_who(request),
    )  # fmt: skip
    return _to("release", release.pk)


@require_http_methods(["GET", "POST"])
def prepare_decisions(request: Request, meeting: int) -> HttpResponse:
    found = get_object_or_404(waiting.all_meetings(viewer=request.viewer), pk=meeting)
    check_may(request.viewer, "publications.prepare", lists.meeting_owners(found))
    lines = statements.decision_lines(found)
    if request.method == "POST":
        rendered = content.render_content(statements.decisions_content(found, lines))
        return _to(
            "release",
            writes.prepare_decisions(meeting=found, rendered=rendered, lines=lines, **_who(request)).pk,
        )
    return render(request, "publications/prepare_decisions.jinja", {"meeting": found, "lines": lines})


@require_http_methods(["GET", "POST"])
def prepare_equality(request: Request, assessment: int) -> HttpResponse:
    """The public copy of a signed assessment as it would go out, and the button that lays it before a second person."""
    found = get_object_or_404(waiting.signed_assessments(viewer=request.viewer), pk=assessment)
    check_may(request.viewer, "publications.prepare", [found.owner_id])
    statement = statements.equality_statement(found)
    if request.method == "POST":
        rendered = content.render_content(statement)
        return _to(
            "release", writes.prepare_equality(assessment=found, rendered=rendered, **_who(request)).pk
        )
    return render(request, "publications/prepare_equality.jinja", {
        "assessment": found, "fragment": content.safe_fragment(statement),
    })  # fmt: skip


def _release(request: Request, pk: int) -> Any:
    return get_object_or_404(waiting.list_releases(viewer=request.viewer), pk=pk)


def _check_may_release(request: Request, found: Any) -> None:
    check_may(request.viewer, "publications.release", waiting.owners_of_release(found))


@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    """What was prepared, byte for byte, and the second person's button."""
    found = _release(request, pk)
    if request.method == "POST":
        _check_may_release(request, found)
    form = ReleaseForm(request.POST or None, initial={"seen": found.hash})
    if request.method == "POST" and form.is_valid():
        writes.release_statement(
            release=found, seen=form.cleaned_data["seen"], embargoed_until_at=form.until, **_who(request)
        )
        return _to("list")
    may = request.viewer.may("publications.release", waiting.owners_of_release(found))
    return render(request, "publications/release.jinja", {
        "form": form, "release": found, "may_release": may and found.prepared_by_id != request.viewer.account_id,
        "may_send_back": may, "fragment": mark_safe(waiting.release_bytes(found, "fragment").decode()),  # noqa: S308
    })  # fmt: skip


@require_safe
def release_file(request: Request, pk: int, form: str) -> HttpResponse:
    found = _release(request, pk)
    if form not in MEDIA:
        raise Http404
    response = HttpResponse(waiting.release_bytes(found, form), content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.{form}"'
    return response


@require_http_methods(["GET", "POST"])
def send_back(request: Request, pk: int) -> HttpResponse:
    found, form = _release(request, pk), ReasonForm(request.POST or None)
    _check_may_release(request, found)
    if request.method == "POST" and form.is_valid():
        writes.send_back_release(release=found, note=form.said_of_text, **form.cleaned_data, **_who(request))
        return _to("list")
    return render(request, "publications/reason.jinja", {
        "form": form, "words": "Send it back", "action": "Send it back", "about": found.title,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    found, form = get_object_or_404(waiting.list_public_for_staff(), pk=pk), ReasonForm(request.POST or None)
    check_may(request.viewer, "publications.withdraw", waiting.owners_of_publication(found))
    if request.method == "POST" and form.is_valid():
        writes.withdraw_publication(
            publication=found, note=form.said_of_text, **form.cleaned_data, **_who(request)
        )
        return _to("list")
    return render(request, "publications/reason.jinja", {
        "form": form, "words": "Withdraw this from the public", "action": "Withdraw it now", "about": found.title,
    })  # fmt: skip
