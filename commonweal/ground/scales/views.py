"""Which scales are there, where do they come from, and what exactly does each version say?"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.ground.scales import reads
from commonweal.ground.scales.values import EVIDENCE, KINDS
from commonweal.ground.visibility.requests import Request


@require_GET
def list_page(request: Request) -> HttpResponse:
    scales = reads.list_scales()
    groups = [(words, [s for s in scales if s.kind == kind]) for kind, words in KINDS.items()]
    context = {"groups": groups, "today": _today(request), "evidence": EVIDENCE, "number": len(scales)}
    return render(request, "scales/list.jinja", context)


@require_GET
def show(request: Request, key: str) -> HttpResponse:
    try:
        scale = reads.get_scale(key)
    except reads.UnknownScale as unknown:
        raise Http404(str(unknown)) from unknown
    context = {
        "scale": scale,
        "kind": KINDS[scale.kind],
        "evidence": EVIDENCE[scale.evidence],
        "versions": reads.all_versions(scale.name),
        "today": _today(request),
    }
    return render(request, "scales/show.jinja", context)


def _today(request: Request) -> date:
    return timezone.localdate(request.at)
