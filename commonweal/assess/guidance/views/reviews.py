"""Pages of a community's own review: asking for it, reading what is asked, answering, and what is said to the answer."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonweal.assess.guidance import forms
from commonweal.assess.guidance.reads import lists, page
from commonweal.assess.guidance.views.answering import (
    GET_OR_POST,
    REVIEW,
    WRITE,
    FormPage,
    check_own,
    check_reads,
    make,
    to,
    trail,
)
from commonweal.assess.guidance.writes import reviews as writes
from commonweal.ground.audit.answering import answer, values_of
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import Refused

ON_A_PAGE = 50


@require_GET
def asked_page(request: Request) -> HttpResponse:
    """What a community organisation is asked, for its own people."""
    if not request.viewer.may_somewhere(REVIEW):
        raise Refused("You do not have a role that answers for a community.")
    shown = Paginator(lists.list_asked(request.viewer), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "guidance/asked.jinja", {
        "page": shown, "stances": page.STANCE_TAGS, "waiting": sum(r.state == "asked" for r in shown.object_list),
        "owed": {r.pk: page.owed(r, today(request)) for r in shown.object_list},
    })  # fmt: skip


@GET_OR_POST
def ask(request: Request, pk: int) -> HttpResponse:
    check_reads(request)
    version = get_visible_or_404(page.versions(request.viewer), pk=pk)
    check_own(request, WRITE, [version.document.owner_id])
    form = make(request, forms.AskForm, of=version)

    def save(**given: Any) -> Any:
        return writes.ask_community(wording=version, by=request.viewer, at=request.at, **given)

    here, title = to("version", pk), "Ask the community"
    words = FormPage(
        title, "Ask them", here, "They are asked.",
        trail((version.document.title, to("show", version.document_id)), (f"Version {version.number}", here), (title, "")),
        intro="The people of this organisation will read this version and answer in their own words.",
    )  # fmt: skip
    return answer(request, form, save, words)


def _find(request: Request, pk: int) -> Any:
    check_reads(request)
    return get_visible_or_404(page.reviews(request.viewer), pk=pk)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    review = _find(request, pk)
    viewer, document = request.viewer, review.wording.document
    mine, own = viewer.may(REVIEW, [review.group_id]), viewer.may(WRITE, [document.owner_id])
    return render(request, "guidance/review.jinja", {
        "review": review, "document": document, "version_of": review.wording, "tag": page.STANCE_TAGS[review.stance],
        "owed": page.owed(review, today(request)), "blocks": page.blocks(review.wording.text),
        "signposts": review.wording.signposts.splitlines(), "protection": page.protection(document),
        "may_answer": mine and review.state == "asked", "may_take_back": own and review.state == "asked",
        "may_reply": own and review.state == "answered" and not review.reply,
        "history": entries_of(list_history(review)),
    })  # fmt: skip


STEPS: dict[str, tuple[Any, Any, str, str, str, str]] = {
    "answer": (
        forms.AnswerForm, writes.answer_review, REVIEW, "Answer for your community",
        "You speak for your organisation. You may disagree: it will be shown, and nobody can change it.",
        "Your answer stands beside the text. Thank you.",
    ),
    "take-back": (
        forms.ReasonForm, writes.take_back, WRITE, "Take the question back", "They are not asked any more.",
        "The question is taken back.",
    ),
    "reply": (
        forms.ReplyForm, writes.reply, WRITE, "Reply to the community",
        "Your reply stands below what they said. It can be given once.", "The reply stands below what they said.",
    ),
}  # fmt: skip
# What stands there now, where somebody else answered first.
STANDS: dict[str, Any] = {
    "answer": values_of("stance", "words", "post"),
    "reply": lambda review: {"words": review.reply},
}


@GET_OR_POST
def step(request: Request, pk: int, deed: str) -> HttpResponse:
    if deed not in STEPS:
        raise Http404
    review = _find(request, pk)
    form_class, write, permission, title, intro, done = STEPS[deed]
    owner = review.group_id if permission == REVIEW else review.wording.document.owner_id
    check_own(request, permission, [owner])
    form = make(request, form_class, of=review.wording, version=review.version)

    def save(**given: Any) -> Any:
        return write(review=review, version=form.version, by=request.viewer, at=request.at, **given)

    here = to("review", pk)
    gone = deed == "take-back"
    words = FormPage(
        title, title, (lambda saved: to("version", review.wording_id)) if gone else here, done,
        trail((review.wording.document.title, here), (title, "")), intro=intro,
    )  # fmt: skip
    return answer(request, form, save, words, current=STANDS.get(deed))
