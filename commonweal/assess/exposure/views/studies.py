"""Pages of studies: asking, reading, taking out, and what may be disclosed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.assess.exposure import writes
from commonweal.assess.exposure.forms import FIELD_OF, StudyForm
from commonweal.assess.exposure.reads import documents, downloads, layers, owners, pictures, studies, tables
from commonweal.assess.exposure.reads.answering import Asked
from commonweal.assess.exposure.views.answering import (
    STUDY,
    check_reads,
    end_with_a_reason,
    to,
)
from commonweal.design.documents.pictures import as_png
from commonweal.design.tables import Column
from commonweal.design.words import distance
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, Refused, check_may

SHOWN = 100
COPIES = ("csv", *documents.DOCUMENTS, *pictures.PICTURES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    rows = list(studies.list_studies(request.viewer)[: SHOWN + 1])
    return render(request, "exposure/list.jinja", {
        "studies": rows[:SHOWN], "more": len(rows) > SHOWN, "may_ask": request.viewer.may_somewhere(STUDY),
        "shown": SHOWN,
    })  # fmt: skip


@GET_OR_POST
def ask(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(STUDY):
        raise Refused("You do not have a role that asks what lies near a place.")
    kinds = layers.kinds_in_use(request.viewer)
    form = StudyForm(
        request.POST or None, request.FILES or None,
        kinds=[(kind, f"{kind or 'No kind stated'} ({number:,})") for kind, number in kinds],
        owners=owners.owners_for(request.viewer),
    )  # fmt: skip
    if request.method == "POST" and getattr(request, "upload_too_large", False):
        form.add_error("file", "The file is too large: take a part of it and try again")
    if request.method == "POST" and form.is_valid() and (made := _made(request, form)) is not None:
        return to("show", made.pk)
    context = {
        "form": form, "once": uuid.uuid4().hex, "has_sites": bool(kinds),
        "ground": pictures.ground_map(timezone.localdate(request.at)),
    }  # fmt: skip
    return render(request, "exposure/ask.jinja", context, status=422 if form.errors else 200)


def _made(request: Request, form: StudyForm) -> Any:
    """What is refused stands beside the field that it is about."""
    given = form.cleaned_data
    file = given["file"]
    asked = Asked(
        way=given["way"], within=given["within"], kinds=given["kinds"], positions=given["positions"],
        shape=given["shape"] or "route", file=file.read() if file else b"", file_name=file.name if file else "",
        names=given["names"], place=given["place"],
    )  # fmt: skip
    if asked.way == "uploaded" and not file:
        form.add_error("file", "Choose a file")
        return None
    try:
        return writes.make_study(
            title=given["title"], owner=owners.find_owner(request.viewer, given["owner"]), reach=given["reach"],
            asked=asked, by=request.viewer, at=request.at, once=request.POST.get("once"), note=form.said_of_text,
        )  # fmt: skip
    except NotPossible as why:
        field = "within" if "distance" in str(why).lower() and "metres" in str(why) else FIELD_OF[asked.way]
        form.add_error(field, str(why))
        return None


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    study = get_object_or_404(studies.find_studies(request.viewer), pk=pk)
    answer = studies.answer_of(study)
    return render(request, "exposure/show.jinja", {
        "study": study,
        "answer": answer,
        "map": pictures.map_of(answer),
        "tables": tables.tables_of(answer, most_sites=pictures.DRAWN),
        "may_withdraw": request.viewer.may(STUDY, [study.owner_id]) and study.withdrawn_at is None,
        "history": entries_of(list_history(study)),
    })  # fmt: skip


@require_GET
def answer_file(request: Request, pk: int, form: str) -> HttpResponse:
    """The answer as a file; who took it out is kept."""
    study = get_object_or_404(studies.find_studies(request.viewer), pk=pk)
    if form not in (*downloads.FILES, *documents.DOCUMENTS):
        raise Http404
    note_read(what="the answer of a study of what lies near", by=request.viewer, at=request.at, record=study)
    name = f"study-{pk}.{form}"
    if form in documents.DOCUMENTS:
        kind, write = documents.DOCUMENTS[form]
        document = documents.whole_document(studies.answer_of(study), owner=str(study.owner))
        return _file(write(document), kind, name)
    return _file(downloads.file_of(study, form), downloads.FILES[form], name)


@require_GET
def show_picture(request: Request, pk: int, picture: str) -> HttpResponse:
    study = get_object_or_404(studies.find_studies(request.viewer), pk=pk)
    if picture not in pictures.PICTURES:
        raise Http404
    drawn = pictures.still_picture(study)
    content = drawn.encode() if picture == "svg" else as_png(drawn)
    return _file(content, pictures.PICTURES[picture], f"study-{pk}-map.{picture}")


@require_GET
def disclosable(request: Request, pk: int) -> HttpResponse:
    study = get_object_or_404(studies.find_studies(request.viewer), pk=pk)
    answer = studies.answer_of(study)
    protected = answer.protected
    return render(request, "exposure/disclosable.jinja", {
        "study": study, "answer": answer, "protected": protected,
        "map": pictures.map_of(answer, with_sites=False),
        "ring_columns": _columns(answer.within), "shown_columns": _columns(protected.within),
    })  # fmt: skip


def _columns(within: Sequence[float]) -> list[Column]:
    return [Column(str(at), f"Within {distance(metres)}", numeric=True) for at, metres in enumerate(within)]


@require_GET
def disclosable_file(request: Request, pk: int, copy: str) -> HttpResponse:
    study = get_object_or_404(studies.find_studies(request.viewer), pk=pk)
    answer = studies.answer_of(study)
    name = f"study-{pk}-disclosable.{copy}"
    if copy == "csv":
        return _file(downloads.disclosable_file(answer), downloads.FILES["csv"], name)
    if copy not in COPIES:
        raise Http404
    if copy in documents.DOCUMENTS:
        kind, write = documents.DOCUMENTS[copy]
        return _file(write(documents.disclosable_document(answer, owner=str(study.owner))), kind, name)
    drawn = pictures.picture_of(answer, with_sites=False)
    return _file(drawn.encode() if copy == "svg" else as_png(drawn), pictures.PICTURES[copy], name)


@GET_OR_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    study = get_object_or_404(studies.find_studies(request.viewer), pk=pk)
    check_may(request.viewer, STUDY, [study.owner_id])

    def change(**given: Any) -> None:
        writes.withdraw_study(study=study, **given)
        messages.success(request, "The study is withdrawn; it stays readable with your reason.")

    return end_with_a_reason(request, change, record=study, words="Withdraw the study", of="show")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
