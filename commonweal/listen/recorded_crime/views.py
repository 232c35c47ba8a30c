"""Pages about recorded crime: the classes, one class through the months, and loading counts after seeing what was found."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from commonweal.design.files import FORMATS, as_file, file_of
from commonweal.design.series import Point, Rupture, SeriesDrawing, draw_series
from commonweal.design.words import MONTHS
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.places import waiting
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may
from commonweal.listen.recorded_crime import reads, writes
from commonweal.listen.recorded_crime.forms import BreakForm, ClassForm, LoadForm, ReasonForm, StoreForm

PERMISSION = "crime_counts.load"


@require_GET
def list_page(request: Request) -> HttpResponse:
    classes = list(reads.list_classes(request.viewer))
    return render(request, "recorded_crime/list.jinja", {
        "classes": classes, "status_of": status_of, "may_load": request.viewer.may(PERMISSION),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    offence_class = get_object_or_404(reads.list_classes(request.viewer), pk=pk)
    if (kind := request.GET.get("format", "")) in FORMATS:
        return _file(reads.all_counts(offence_class, request.viewer), offence_class.strength, kind)
    months = reads.totals_by_month(offence_class, request.viewer)
    breaks = list(reads.list_breaks(offence_class, request.viewer))
    chosen = _chosen(request, months)
    context = {
        "offence_class": offence_class,
        "strength": status_of(offence_class.strength_scale, offence_class.strength),
        "drawing": _drawing(months, breaks),
        "says": _says(months),
        "months": [month for month, _, _ in reversed(months)],
        "chosen": chosen,
        "counts": list(reads.counts_in(offence_class, chosen, request.viewer)) if chosen else [],
        "breaks": breaks,
        "loads": list(reads.list_loads(offence_class, request.viewer)[:20]),
        "may_load": request.viewer.may(PERMISSION),
        "month_words": month_words,
        "history": entries_of(list_history(offence_class)),
    }
    return render(request, "recorded_crime/show.jinja", context)


def month_words(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _chosen(request: Request, months: list[tuple[date, int, int]]) -> date | None:
    known = {f"{month:%Y-%m}": month for month, _, _ in months}
    return known.get(request.GET.get("month", "")) or (months[-1][0] if months else None)


def _drawing(months: list[tuple[date, int, int]], breaks: list[Any]) -> SeriesDrawing:
    points = [Point(month, month_words(month), float(number), f"{number:,}") for month, number, _ in months]
    standing = [b for b in breaks if b.withdrawn_at is None and b.area_id is None]
    return draw_series(points, ruptures=[Rupture(b.from_on, b.reason) for b in standing])


def _says(months: list[tuple[date, int, int]]) -> str:
    if not months:
        return "Nothing has been loaded yet."
    highest = max(months, key=lambda row: row[1])
    last = months[-1]
    return (
        f"{last[1]:,} were recorded in {month_words(last[0])}, in {last[2]} areas together. The highest number was "
        f"{highest[1]:,}, in {month_words(highest[0])}."
    )


def _file(rows: Any, strength: str, kind: str) -> HttpResponse:
    columns = ("area_code", "area", "month", "count", "strength")
    table = [
        dict(zip(columns, (code, name, f"{month:%Y-%m}", number, strength), strict=True))
        for code, name, month, number in rows
    ]
    return as_file(file_of(table, columns, kind), kind, "monthly-counts")


def add(request: Request) -> HttpResponse:
    check_may(request.viewer, PERMISSION)
    form = ClassForm(request.POST or None, on=timezone.localdate(request.at))
    if request.method == "POST" and form.is_valid():
        made = writes.add_offence_class(
            by=request.viewer, at=request.at, once=request.POST.get("once"), note=form.said_of_text,
            **form.cleaned_data,
        )  # fmt: skip
        return _to(made.pk)
    return _form(request, form, "Add a class of offences", "Add it", once=uuid.uuid4().hex)


def load(request: Request, pk: int) -> HttpResponse:
    """Check a file and show what was found. Nothing is stored here."""
    offence_class = get_object_or_404(reads.list_classes(request.viewer), pk=pk)
    check_may(request.viewer, PERMISSION)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LoadForm(*given, too_large=getattr(request, "upload_too_large", False))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            report = reads.check_file(
                content,
                file_name=file.name,
                offence_class=offence_class,
                today=timezone.localdate(request.at),
                add_up=form.cleaned_data["add_up"],
            )
        except NotPossible as fault:
            form.add_error("file", str(fault))
        else:
            mark = waiting.keep(content, at=request.at) if report.may_be_stored else ""
            context = {
                "report": report, "form": form, "mark": mark, "file_name": file.name, "offence_class": offence_class,
                "month_words": month_words,
            }  # fmt: skip
            return render(request, "recorded_crime/report.jinja", context)
    context = {"form": form, "offence_class": offence_class}
    return render(request, "recorded_crime/load.jinja", context, status=422 if form.errors else 200)


@require_POST
def store(request: Request, pk: int) -> HttpResponse:
    offence_class = get_object_or_404(reads.list_classes(request.viewer), pk=pk)
    check_may(request.viewer, PERMISSION)
    form = StoreForm(request.POST)
    content = waiting.find(request.POST.get("mark", ""))
    if content is None or not form.is_valid():
        raise NotPossible("The file is no longer here: choose it again.")
    made = writes.load_counts(
        content=content, file_name=request.POST.get("file_name", "")[:200], offence_class=offence_class,
        source=form.cleaned_data["source"], add_up=form.cleaned_data["add_up"],
        by=request.viewer, at=request.at, once=request.POST.get("once"),
    )  # fmt: skip
    messages.success(request, f"Stored {made.new_count + made.revised_count:,} counts.")
    return _to(pk)


def declare_break(request: Request, pk: int) -> HttpResponse:
    offence_class = get_object_or_404(reads.list_classes(request.viewer), pk=pk)
    check_may(request.viewer, PERMISSION)
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.declare_break(
            offence_class=offence_class, by=request.viewer, at=request.at, once=request.POST.get("once"),
            note=form.said_of_text, **form.cleaned_data,
        )  # fmt: skip
        return _to(pk)
    return _form(request, form, "Declare a break", "Declare it", once=uuid.uuid4().hex, of=offence_class)


def withdraw_break(request: Request, pk: int) -> HttpResponse:
    known = get_object_or_404(reads.find_breaks(request.viewer), pk=pk)
    check_may(request.viewer, PERMISSION)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.withdraw_break(
            known_break=known, by=request.viewer, at=request.at, note=form.said_of_text, **form.cleaned_data
        )
        return _to(known.offence_class_id)
    return _form(request, form, "Withdraw a break", "Withdraw it", of=known.offence_class)


def _form(
    request: Request, form: Any, words: str, action: str, *, once: str = "", of: Any = None
) -> HttpResponse:
    context = {"form": form, "words": words, "action": action, "once": once, "of": of}
    return render(request, "recorded_crime/form.jinja", context, status=422 if form.errors else 200)


def _to(pk: int) -> HttpResponse:
    response = redirect(reverse("recorded_crime:show", args=[pk]))
    response.status_code = 303
    return response
