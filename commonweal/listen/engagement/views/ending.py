"""Pages by which a post changes, and by which a post, its cover and what a desk answers for come to an end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.ground.audit.answering import answer, values_of
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement import forms
from commonweal.listen.engagement.reads import desks as reads
from commonweal.listen.engagement.views.answering import DESK, GET_OR_POST, FormPage, make, to, trail
from commonweal.listen.engagement.writes import desks as writes
from commonweal.listen.engagement.writes import outreach

WORKER = values_of("title", "languages", "knowledge", "since_on", "until_on")
UNTIL = values_of("until_on")


def _page(about: Any, address: str, title: str, button: str, done: str) -> FormPage:
    back = to(address, about.pk)
    steps = (("Desks", to("desks")), (str(about), back), (title, ""))
    return FormPage(f"{title}: {about}", button, back, done, trail(*steps))


def _now(rows: Any, key: int) -> dict[str, Any]:
    """What somebody else saved meanwhile; nothing where they took it away."""
    found = rows.filter(pk=key).first()
    return UNTIL(found) if found else {}


@GET_OR_POST
def change_worker(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = get_object_or_404(reads.workers(request.viewer), pk=pk)
    form = make(request, forms.ChangeWorkerForm, initial=WORKER(found), version=found.version)

    def save(**values: Any) -> None:
        outreach.change_worker(worker=found, version=form.version, by=request.viewer, at=request.at, **values)

    page = _page(found, "worker", "Change the post", "Save", "Saved.")
    return answer(request, form, save, page, current=WORKER)


@GET_OR_POST
def close_worker(request: Request, pk: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = get_object_or_404(reads.workers(request.viewer), pk=pk)
    form = make(request, forms.UntilForm, initial=UNTIL(found), version=found.version)

    def save(**values: Any) -> None:
        outreach.close_worker(worker=found, version=form.version, by=request.viewer, at=request.at, **values)

    page = _page(found, "worker", "End the post", "End it", "The post ends, and its cover with it.")
    return answer(request, form, save, page, current=UNTIL)


@GET_OR_POST
def end_cover(request: Request, pk: int, cover: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = get_object_or_404(reads.workers(request.viewer), pk=pk)
    ends = get_object_or_404(reads.cover(request.viewer), pk=cover, worker=found)
    form = make(request, forms.UntilForm, initial=UNTIL(ends), version=found.version)

    def save(**values: Any) -> None:
        outreach.end_cover(
            worker=found, cover=ends, version=form.version, by=request.viewer, at=request.at, **values
        )

    title = f"No longer go out to: {ends.community}{f' in {ends.area}' if ends.area else ''}"
    page = _page(found, "worker", title, "End it", "The cover ends.")
    return answer(request, form, save, page, current=lambda worker: _now(worker.cover, cover))


@GET_OR_POST
def end_desk_cover(request: Request, pk: int, link: int) -> HttpResponse:
    check_may(request.viewer, DESK)
    found = get_object_or_404(reads.desks(request.viewer), pk=pk)
    ends = get_object_or_404(reads.covered(request.viewer), pk=link, desk=found)
    form = make(request, forms.UntilForm, initial=UNTIL(ends), version=found.version)

    def save(**values: Any) -> None:
        writes.end_desk_community(
            desk=found, link=ends, version=form.version, by=request.viewer, at=request.at, **values
        )

    title = f"No longer answer for: {ends.community}"
    page = _page(
        found, "desk", title, "End it", "The desk no longer answers for the community from that day on."
    )
    return answer(request, form, save, page, current=lambda desk: _now(desk.covered, link))
