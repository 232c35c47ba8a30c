"""Pages of layers: which there are, one of them, and loading a file after seeing what was found in it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from commonweal.assess.exposure import writes
from commonweal.assess.exposure.forms import LayerDetails, LayerForm
from commonweal.assess.exposure.reads import layers
from commonweal.assess.exposure.views.answering import (
    LAYERS,
    check_reads,
    end_with_a_reason,
    to,
)
from commonweal.assess.exposure.views.studies import GET_OR_POST
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.places import waiting
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may


@require_GET
def list_page(request: Request) -> HttpResponse:
    check_reads(request)
    return render(request, "exposure/layers.jinja", {
        "layers": list(layers.list_layers(request.viewer)[:200]), "may_load": request.viewer.may(LAYERS),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    layer = get_object_or_404(layers.list_layers(request.viewer, with_content=True), pk=pk)
    return render(request, "exposure/layer.jinja", {
        "layer": layer, "rows": layers.first_sites(layer), "listed": layers.LISTED, "history": entries_of(list_history(layer)),
        "may_retire": request.viewer.may(LAYERS) and layer.retired_at is None,
    })  # fmt: skip


@GET_OR_POST
def load(request: Request) -> HttpResponse:
    """Check a file and show what was found. Nothing is stored here."""
    check_may(request.viewer, LAYERS)
    form = LayerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and getattr(request, "upload_too_large", False):
        form.add_error("file", "The file is too large: split it and try again")
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            found = layers.check_file(content, what=form.cleaned_data["what"], file_name=file.name)
        except NotPossible as why:
            form.add_error("file", str(why))
        else:
            return render(request, "exposure/load_checked.jinja", {
                "form": form, "found": found, "mark": waiting.keep(content, at=request.at), "file_name": file.name,
                "once": uuid.uuid4().hex,
            })  # fmt: skip
    return render(request, "exposure/load.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
def store(request: Request) -> HttpResponse:
    check_may(request.viewer, LAYERS)
    form = LayerDetails(request.POST)
    content = waiting.find(request.POST.get("mark", "")[:64])
    if content is None or not form.is_valid():
        messages.error(request, "The file is no longer here, or its details are incomplete: choose it again.")
        return redirect("exposure:load")
    given: dict[str, Any] = form.cleaned_data
    try:
        made = writes.load_layer(
            content=content, file_name=request.POST.get("file_name", "")[:200], by=request.viewer, at=request.at,
            once=request.POST.get("once"), note=form.said_of_text, **given,
        )  # fmt: skip
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("exposure:load")
    messages.success(request, f"The layer is stored: {made.row_count:,} rows.")
    return to("layer", made.pk)


@GET_OR_POST
def retire(request: Request, pk: int) -> HttpResponse:
    layer = get_object_or_404(layers.list_layers(request.viewer), pk=pk)
    check_may(request.viewer, LAYERS)

    def change(**given: Any) -> None:
        writes.retire_layer(layer=layer, **given)
        messages.success(request, "The layer is put aside. Studies that rest on it stay as they are.")

    return end_with_a_reason(request, change, record=layer, words="Put the layer aside", of="layer")
