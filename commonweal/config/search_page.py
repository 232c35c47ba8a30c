"""Where is what I am looking for?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.config.searching import LONGEST, search, words_of
from commonweal.ground.visibility.requests import Request


@require_safe
def search_page(request: Request) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = search(request.viewer, typed, timezone.localdate(request.at))
    number = sum(len(kind.hits) for kind in found)
    context = {"typed": typed, "found": found, "number": number, "understood": bool(words_of(typed))}
    return render(request, "config/search.jinja", context)
