"""What did we make of the paper you brought, and what do you say to our doubts?"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.intake import reads, writes
from commonweal.listen.intake.forms import BringForm, DecideForm, KeepForm, sign_preview


@require_GET
def list_page(request: Request) -> HttpResponse:
    documents = reads.list_documents(request.viewer)
    return render(request, "intake/list.jinja", {"documents": documents})


def bring(request: Request) -> HttpResponse:
    """GET asks for the paper; POST shows what was understood. Nothing is stored."""
    check_may(request.viewer, "intake.read")
    if request.method != "POST":
        return render(request, "intake/bring.jinja", {"form": BringForm()})
    files = request.FILES
    form = BringForm(request.POST, files, too_large=getattr(request, "upload_too_large", False))
    if not form.is_valid():
        return render(request, "intake/bring.jinja", {"form": form}, status=422)
    preview = form.preview
    context = {
        "preview": preview,
        "signed": sign_preview(preview),
        "once": uuid.uuid4().hex,
        "lines": reads.marked_lines(preview["lines"], preview["result"]),
        "doubts": reads.doubt_lines(preview["result"], preview["result"]),
        "private": reads.private_lines(preview["lines"]),
        "same": reads.find_same(preview["sha256"], request.viewer),
        "result": preview["result"],
    }
    return render(request, "intake/preview.jinja", context)


@require_POST
def keep(request: Request) -> HttpResponse:
    check_may(request.viewer, "intake.read")
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, "This preview is too old or was changed. Bring the paper again.")
        return redirect("intake:bring")
    values = form.cleaned_data
    document = writes.keep_reading(**values["preview"], once=values["once"], by=request.viewer, at=request.at)
    return HttpResponseRedirect(reverse("intake:show", args=[document.pk]), status=303)


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    document = get_object_or_404(reads.get_documents(request.viewer), pk=pk)
    doubts = reads.list_doubts(document)
    context = {
        "document": document,
        "lines": reads.marked_lines(document.lines, document.result),
        "doubts": doubts,
        "open_doubts": [d for d in doubts if not d.decision],
        "result": reads.get_settled(document),
        "history": entries_of(list_history(document)[:50]),
    }
    return render(request, "intake/show.jinja", context)


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    document = get_object_or_404(reads.get_documents(request.viewer), pk=pk)
    check_may(request.viewer, "intake.resolve")
    form = DecideForm(request.POST)
    if not form.is_valid():
        if form.asked_fields() or form.has_error("typed"):
            context = {"form": form, "document": document, "fields": ["typed", *form.asked_fields()]}
            return render(request, "intake/decide.jinja", context, status=422)
        messages.error(request, "Choose to accept, to correct or to leave the doubt.")
        return redirect("intake:show", pk=pk)
    values = form.cleaned_data
    writes.decide_doubt(
        document=document, doubt=values["doubt"], choice=values["choice"], typed=values["typed"],
        note=form.said_of_text, by=request.viewer, at=request.at,
    )  # fmt: skip
    return HttpResponseRedirect(reverse("intake:show", args=[pk]) + "#doubts", status=303)


@require_GET
def download(request: Request, pk: int) -> HttpResponse:
    document = get_object_or_404(reads.get_documents(request.viewer), pk=pk)
    answer = JsonResponse(reads.get_settled(document), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="reading-{document.pk}.json"'
    return answer
