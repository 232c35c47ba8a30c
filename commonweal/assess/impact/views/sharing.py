"""Pages on which another unit asks to read an assessment, is answered, reads it and says that it relied on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from commonweal.assess.impact.forms import advising as forms
from commonweal.assess.impact.reads import disclosed
from commonweal.assess.impact.reads import sharing as reads
from commonweal.assess.impact.views.formed import DECIDE, GET_OR_POST, READ, FormPage, answer, make, to
from commonweal.assess.impact.writes import sharing as writes
from commonweal.ground.audit.answering import Trail
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused, check_may

ALL = "Shared assessments"


def _check_reads(request: Request) -> None:
    if not request.viewer.may_somewhere(READ):
        raise Refused("You do not have a role that reads assessments.")


@require_GET
def list_page(request: Request) -> HttpResponse:
    _check_reads(request)
    rows = list(reads.requests(request.viewer)[: reads.SHOWN + 1])
    context = {"rows": rows[: reads.SHOWN], "more": len(rows) > reads.SHOWN, "tags": reads.TAGS,
               "may_ask": request.viewer.may_somewhere(DECIDE)}  # fmt: skip
    return render(request, "impact/advice/sharing.jinja", context)


@GET_OR_POST
def ask(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(DECIDE):
        raise Refused("Only a commander asks to read what another unit assessed.")
    form = make(
        request,
        forms.AskForm,
        askable=reads.askable(request.viewer),
        bodies=reads.bodies_of(request.viewer),
    )

    def save(version_wanted: str, **given: Any) -> None:
        found = get_object_or_404(reads.can_be_asked_for(request.viewer), pk=int(version_wanted))
        writes.ask_to_share(of_version=found, **given)

    page = FormPage("Ask to read an assessment", "Ask", to("sharing"), "Whoever owns it is asked.",
                    ((ALL, to("sharing")), ("Ask", "")))  # fmt: skip
    return answer(request, form, save, page)


def _request(request: Request, pk: int) -> Any:
    return get_object_or_404(reads.requests(request.viewer), pk=pk)


def _trail(found: Any, last: str) -> Trail:
    return ((ALL, to("sharing")), ("Request", to("shared", found.pk)), (last, ""))


@require_GET
def shared(request: Request, pk: int) -> HttpResponse:
    """The request; and the version as it was approved, for whoever was let to read it."""
    found = _request(request, pk)
    may_read = reads.may_read(found, request.viewer)
    if may_read:
        note_read(what="a shared assessment", by=request.viewer, at=request.at, record=found)
    return render(request, "impact/advice/shared.jinja", {
        "found": found, "tag": reads.TAGS[found.state], "may_read": may_read,
        "content": disclosed.readable(found.of_version) if may_read else (),
        "reliances": list(reads.reliances(request.viewer).filter(request=found)[: reads.SHOWN]),
        "may_answer": found.state == "asked" and found.asked_by_id != request.viewer.account_id
        and request.viewer.may(DECIDE, [found.of_version.assessment.operation.owner_id]),
    })  # fmt: skip


DEEDS: dict[str, tuple[Any, str]] = {
    "grant": (writes.grant_sharing, "Let them read it"),
    "refuse": (writes.refuse_sharing, "Refuse the request"),
}


@GET_OR_POST
def answer_request(request: Request, pk: int, deed: str) -> HttpResponse:
    if deed not in DEEDS:
        raise Http404
    found = _request(request, pk)
    check_may(request.viewer, DECIDE, [found.of_version.assessment.operation.owner_id])
    change, title = DEEDS[deed]
    form = make(request, forms.ReasonForm, version=found.version)

    def save(**given: Any) -> None:
        change(request=found, version=form.version, **given)

    page = FormPage(title, title, to("shared", pk), "The request is answered.", _trail(found, title),
                    intro=found.purpose)  # fmt: skip
    return answer(request, form, save, page)


@GET_OR_POST
def rely(request: Request, pk: int) -> HttpResponse:
    found = _request(request, pk)
    if not reads.may_read(found, request.viewer):
        raise Refused("Only whoever was let to read this version can say that they relied on it.")

    def save(**given: Any) -> None:
        writes.rely_on(request=found, **given)

    title = "Say that you relied on it"
    page = FormPage(title, "Keep it", to("shared", pk), "It is kept that you relied on this version.",
                    _trail(found, title))  # fmt: skip
    return answer(request, make(request, forms.RelyForm), save, page)
