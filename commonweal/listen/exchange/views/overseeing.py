"""Pages on which the public reads the promise, and oversight whether it is kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.ground.visibility.requests import Request, check_may_somewhere, today
from commonweal.listen.exchange import reads


@login_not_required
@require_safe
def promise(request: Request) -> HttpResponse:
    return render(request, "exchange/promise.jinja", reads.the_promise(on=today(request)))


@require_safe
def oversight(request: Request) -> HttpResponse:
    check_may_somewhere(request, "trusted.oversee")
    seen = reads.oversight_of(request.viewer, on=today(request))
    return render(request, "exchange/oversight.jinja", {"seen": seen, "label": reads.purpose_label})
