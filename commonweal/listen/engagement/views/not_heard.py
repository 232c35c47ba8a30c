"""The page that says who has not been heard: each community once, and the places of those that one asks about."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import check_may
from commonweal.listen.engagement.forms import CoverageFilter
from commonweal.listen.engagement.reads import coverage_shown as shown
from commonweal.listen.engagement.reads.coverage import Coverage, Line, get_coverage
from commonweal.listen.engagement.views.answering import COVERAGE, to
from commonweal.listen.engagement.views.communities import csv_file

MOST_LISTED = 12  # places on the page before somebody asks for all of them; the file always holds all


@require_GET
def not_heard(request: Request) -> HttpResponse:
    check_may(request.viewer, COVERAGE)
    form = CoverageFilter(request.GET or None)
    form.is_valid()
    typed = getattr(form, "cleaned_data", {})
    found = _found(request, typed)
    if request.GET.get("format") == "csv":
        note_read(what="who has not been heard, as a file", by=request.viewer, at=request.at)
        return csv_file(shown.as_csv(found), "who-has-not-been-heard")
    applied = _applied(request, typed, found)
    return render(request, "engagement/not_heard.jinja", {
        "coverage": found, "filter_form": form, "applied": applied, "lines": _listed(request, found, applied),
        "short": found.short, "duty": shown.duty(), "floor": shown.floor(), "query": request.GET.urlencode(),
        "tags": shown.TAGS, "gap_figures": shown.figures_of(found), "in_words": shown.gaps_in_words,
        "address_of": lambda **more: f"{to('not_heard')}?{_query(request, **more)}",
    })  # fmt: skip


def _found(request: Request, typed: dict[str, Any]) -> Coverage:
    return get_coverage(
        request.viewer, on=today(request), short=typed.get("short"), long=typed.get("long"), words=typed.get("words", ""),
        community=typed.get("community"), gap=typed.get("gap"),
    )  # fmt: skip


def _listed(request: Request, found: Coverage, applied: list[dict[str, str]]) -> tuple[Line, ...]:
    """Unasked, a long list is left to the table of communities above it."""
    if len(found.lines) <= MOST_LISTED or request.GET.get("all"):
        return found.lines
    return found.lines[:MOST_LISTED] if applied else ()


def _applied(request: Request, typed: dict[str, Any], found: Coverage) -> list[dict[str, str]]:
    """What is in force, each with its way out."""
    names = {line.community.pk: line.community.name for line in found.lines}
    gap = typed.get("gap")
    words = {
        "words": f"“{typed['words']}”" if typed.get("words") else "",
        "community": names.get(typed["community"], "One community") if typed.get("community") else "",
        "gap": shown.TAGS[gap][0] if gap is not None else "",
    }
    return [
        {"words": said, "remove_url": f"{to('not_heard')}?{_query(request, **{name: None})}"}
        for name, said in words.items()
        if said
    ]


def _query(request: Request, **more: object) -> str:
    """The address's own words with some of them changed, or gone where they are None."""
    query = request.GET.copy()
    query.pop("format", None)
    for name, value in more.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return query.urlencode()
