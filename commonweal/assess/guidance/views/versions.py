"""Pages of versions: their words, what differs, why, and the steps that bring them into force or take them out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from commonweal.assess.guidance import forms
from commonweal.assess.guidance.reads import page
from commonweal.assess.guidance.views.answering import (
    APPROVE,
    GET_OR_POST,
    WRITE,
    FormPage,
    check_own,
    check_reads,
    make,
    to,
    trail,
)
from commonweal.assess.guidance.writes import versions as writes
from commonweal.ground.audit.answering import answer, values_of
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.requests import Request, today

TEXT = values_of("summary", "text", "signposts", "author", "consented_on", "agreed_tier")


def _find(request: Request, pk: int) -> Any:
    check_reads(request)
    return get_visible_or_404(page.versions(request.viewer), pk=pk)


def _trail(version: Any, *steps: tuple[str, str]) -> Any:
    document = version.document
    return trail(
        (document.title, to("show", document.pk)),
        (f"Version {version.number}", to("version", version.pk)),
        *steps,
    )


def _sees_document(request: Request, version: Any) -> bool:
    return bool(page.documents(request.viewer).filter(pk=version.document_id).exists())


@require_GET
def version_page(request: Request, pk: int) -> HttpResponse:
    version = _find(request, pk)
    owners = [version.document.owner_id]
    occasions = page.occasions_of(version, request.viewer)
    return render(request, "guidance/version.jinja", {
        "version": version, "document": version.document, "tag": page.TAGS[version.state],
        "blocks": page.blocks(version.text), "signposts": version.signposts.splitlines(),
        "compared": page.compare(version, request.viewer, against=request.GET.get("against", "")),
        "occasions": occasions, "kinds": dict(page.occasion_kinds()), "led": page.led_by(occasions, request.viewer),
        "reviews": page.reviews_of(version, request.viewer), "stances": page.STANCE_TAGS,
        "deeds": page.deeds_open_to(version, request.viewer), "protection": page.protection(version.document),
        "may_write": request.viewer.may(WRITE, owners), "on": today(request), "may_approve": request.viewer.may(APPROVE, owners),
        "document_url": to("show", version.document_id) if _sees_document(request, version) else "",
        "history": entries_of(list_history(version)),
    })  # fmt: skip


@require_GET
def print_page(request: Request, pk: int) -> HttpResponse:
    """The words alone, as they hang on a wall: with the version, the day and the hash."""
    version = _find(request, pk)
    occasions = page.occasions_of(version, request.viewer)
    return render(request, "guidance/print.jinja", {
        "version": version, "document": version.document, "tag": page.TAGS[version.state], "on": today(request),
        "blocks": page.blocks(version.text), "signposts": version.signposts.splitlines(),
        "protection": page.protection(version.document), "reviews": page.reviews_of(version, request.viewer),
        "stances": page.STANCE_TAGS, "occasions": occasions, "kinds": dict(page.occasion_kinds()),
        "led": page.led_by(occasions, request.viewer),
    })  # fmt: skip


def _on_version(
    request: Request, pk: int, form_class: Any, write: Any, *, permission: str, title: str, button: str, done: str,
    intro: str = "", values: Any = None, more: Any = None,
) -> HttpResponse:  # fmt: skip
    """A form on one version, saved against the version of its record that the person saw."""
    found = _find(request, pk)
    check_own(request, permission, [found.document.owner_id])
    initial = values(found) if values else {}
    form = make(request, form_class, of=found, initial=initial, version=found.version)

    def save(**given: Any) -> Any:
        return write(wording=found, version=form.version, by=request.viewer, at=request.at, **given)

    here = to("version", pk)
    words = FormPage(
        title,
        button,
        here,
        done,
        _trail(found, (title, "")),
        intro=intro,
        more=more(found) if more else {},
    )
    return answer(request, form, save, words, current=values)


@GET_OR_POST
def text(request: Request, pk: int) -> HttpResponse:
    return _on_version(
        request, pk, forms.TextForm, writes.change_text, permission=WRITE, title="Write the text", button="Save",
        done="Saved.", intro="Name no person in it. Whoever writes last cannot approve it.", values=TEXT,
    )  # fmt: skip


@GET_OR_POST
def why(request: Request, pk: int) -> HttpResponse:
    return _on_version(
        request, pk, forms.OccasionForm, writes.add_occasion, permission=WRITE, title="Say why it is changed",
        button="Add it", done="The reason stands with the version.",
        intro="Name the scrutiny, assessment, recommendation or review, so that the change can be traced to it.",
    )  # fmt: skip


@require_POST
def remove_why(request: Request, pk: int) -> HttpResponse:
    check_reads(request)
    occasion = get_visible_or_404(page.occasion_rows(request.viewer), pk=pk)
    found = get_visible_or_404(page.versions(request.viewer), pk=occasion.changed_id)
    check_own(request, WRITE, [found.document.owner_id])
    form = make(request, forms.ConfirmForm, of=found, version=found.version)

    def save(**given: Any) -> Any:
        return writes.remove_occasion(
            wording=found, occasion=occasion, version=form.version, by=request.viewer, at=request.at, **given
        )

    here, title = to("version", found.pk), "Take the reason back"
    words = FormPage(title, "Take it back", here, "The reason is taken back.", _trail(found, (title, "")))
    return answer(request, form, save, words)


STEPS: dict[str, tuple[Any, str, str, str]] = {
    "submit": (
        writes.submit,
        "Submit it for approval",
        "Somebody else is asked to put it in force.",
        "It is submitted.",
    ),
    "approve": (
        writes.approve,
        "Put it in force",
        "From then on nobody can change these words, and the version before them is superseded.",
        "It is in force.",
    ),
    "send-back": (
        writes.send_back,
        "Send it back",
        "Say what is missing. It becomes a draft again.",
        "It is sent back.",
    ),
    "give-up": (
        writes.give_up,
        "Give this version up",
        "What is in force stays in force.",
        "It is given up.",
    ),
    "withdraw": (
        writes.withdraw,
        "Withdraw it",
        "Nobody works by it any more. It stays to be read, with your reason.",
        "It is withdrawn.",
    ),
}
WITHOUT_REASON = ("submit", "approve")


@GET_OR_POST
def step(request: Request, pk: int, event: str) -> HttpResponse:
    if event not in STEPS:
        raise Http404
    write, title, intro, done = STEPS[event]
    form_class = forms.ConfirmForm if event in WITHOUT_REASON else forms.ReasonForm

    def more(version: Any) -> dict[str, Any]:
        return {"compared": page.compare(version, request.viewer)} if event == "approve" else {}

    return _on_version(
        request, pk, form_class, write, permission=page.permission_of(event), title=title, button=title, done=done,
        intro=intro, more=more,
    )  # fmt: skip
