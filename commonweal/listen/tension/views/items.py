"""Pages on which an officer notes items and what lies ahead."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from commonweal.ground.audit.answering import answer_form, done, values_of
from commonweal.ground.visibility.requests import Request, check_may
from commonweal.listen.tension.forms.officer import AheadForm, ItemForm
from commonweal.listen.tension.reads import returns
from commonweal.listen.tension.views.answering import GET_OR_POST, FormPage, to
from commonweal.listen.tension.views.own import get_return, seen
from commonweal.listen.tension.writes import noting

VALUES = values_of(*noting.COLUMNS)


def _own(request: Request, pk: int) -> Any:
    sent = get_return(request, pk)
    check_may(request, "tension.send", [sent.organisation_id])
    if sent.variant != "officer":
        raise Http404
    return sent


def _page(sent: Any, title: str, words: str) -> FormPage:
    back = to("return", sent.pk)
    return FormPage(
        title=title,
        button="Save",
        back=back,
        done=words,
        trail=(("My returns", to("mine")), (str(sent.area), back), (title, "")),
        intro="Community-level information only. What is about a person belongs in your force's own systems.",
    )


@GET_OR_POST
def note_item(request: Request, pk: int) -> HttpResponse:
    sent = _own(request, pk)
    initial = {"scheme": "3x5x2", "source_grade": "2", "origin": "local"}
    form = ItemForm(
        request.POST or None, chosen=sent.round, week=sent.week_starting, viewer=request.viewer, initial=initial,
        version=sent.version,
    )  # fmt: skip

    def save() -> Any:
        return noting.note_item(
            sent=sent, version=form.version, by=request.viewer, at=request.at, **form.kept()
        )

    return answer_form(
        request, form, save, _page(sent, "Note an item", "The item is noted."), current=lambda row: {}
    )


@GET_OR_POST
def change_item(request: Request, pk: int, number: int) -> HttpResponse:
    sent = _own(request, pk)
    line = returns.find_item(request.viewer, sent, number)
    if line is None:
        raise Http404
    form = ItemForm(
        request.POST or None, chosen=sent.round, week=sent.week_starting, viewer=request.viewer,
        initial=VALUES(line.item) | {"restricted_text": line.source or "", "communities": line.community_ids},
        version=sent.version,
    )  # fmt: skip

    def save() -> Any:
        values = form.kept()
        if line.source is None and not values["restricted_text"]:
            values["restricted_text"] = None  # perhaps there is one that this person may not read: it stays
        return noting.change_item(
            sent=sent, number=number, version=form.version, by=request.viewer, at=request.at, **values
        )

    def current(record: Any) -> dict[str, Any]:
        now = returns.find_item(request.viewer, record, number)
        return (
            VALUES(now.item) | {"restricted_text": now.source or "", "communities": now.community_ids}
            if now
            else {}
        )

    return answer_form(
        request, form, save, _page(sent, "Change the item", "The item is changed."), current=current
    )


@require_POST
def remove_item(request: Request, pk: int, number: int) -> HttpResponse:
    sent = _own(request, pk)
    noting.remove_item(sent=sent, number=number, version=seen(request), by=request.viewer, at=request.at)
    return done(request, "The item is removed.", to("return", pk))


@GET_OR_POST
def note_ahead(request: Request, pk: int) -> HttpResponse:
    sent = _own(request, pk)
    form = AheadForm(request.POST or None, chosen=sent.round, week=sent.week_starting, version=sent.version)

    def save() -> Any:
        return noting.note_ahead(
            sent=sent, version=form.version, by=request.viewer, at=request.at, **form.kept()
        )

    page = _page(sent, "What lies ahead", "Noted.")
    return answer_form(request, form, save, page, current=lambda row: {})


@require_POST
def remove_ahead(request: Request, pk: int, event: int) -> HttpResponse:
    sent = _own(request, pk)
    noting.remove_ahead(sent=sent, event=event, version=seen(request), by=request.viewer, at=request.at)
    return done(request, "It is removed.", to("return", pk))
