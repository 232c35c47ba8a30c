"""Pages by which a table of sizes comes in: seen and checked first, then stored whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from commonweal.ground.audit.answering import redirect
from commonweal.ground.places import waiting
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may
from commonweal.listen.engagement.forms import SizesDetails, SizesForm
from commonweal.listen.engagement.reads import loading, sizes
from commonweal.listen.engagement.views.answering import GET_OR_POST, make, sent, to
from commonweal.listen.engagement.writes.communities import load_sizes

LOAD = "engagement.sizes"


@GET_OR_POST
def load_page(request: Request) -> HttpResponse:
    """POST shows what was found in the file. Nothing is stored."""
    check_may(request.viewer, LOAD)
    files = request.FILES if request.method == "POST" else None
    form = make(request, SizesForm, files=files)
    if request.method == "POST" and getattr(request, "upload_too_large", False):
        form.add_error("file", "The file is too large: split it and try again")
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            report = loading.check_table(
                content, file_name=form.cleaned_data["file"].name, on=form.cleaned_data["counted_on"]
            )
        except loading.BadTable as fault:
            form.add_error("file", str(fault))
        else:
            return _checked(request, form, report, content)
    context = {"form": form, "loads": sizes.list_loads(request.viewer)}
    return render(request, "engagement/load.jinja", context, status=422 if form.errors else 200)


def _checked(request: Request, form: Any, report: Any, content: bytes) -> HttpResponse:
    mark = waiting.keep(content, at=request.at) if report.may_be_stored else ""
    context = {
        "form": form, "report": report, "mark": mark, "file_name": form.cleaned_data["file"].name,
        "details": form.cleaned_data,
    }  # fmt: skip
    return render(request, "engagement/load_checked.jinja", context, status=200 if mark else 422)


@require_POST
def store(request: Request) -> HttpResponse:
    check_may(request.viewer, LOAD)
    form, mark = make(request, SizesDetails), sent(request, "mark")
    content = waiting.find(mark)
    if content is None or not form.is_valid():
        messages.error(request, "The file is no longer here, or its details are incomplete: choose it again.")
        return redirect(to("load"))
    try:
        load = load_sizes(
            content=content, file_name=sent(request, "file_name"), by=request.viewer, at=request.at,
            once=sent(request, "once"), **form.cleaned_data,
        )  # fmt: skip
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect(to("load"))
    messages.success(request, f"{load.size_count:,} counts are stored.")
    return redirect(to("list"))
