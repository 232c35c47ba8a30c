"""What needs this person first? For whoever is not signed in: what is this, and how does one get in?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.answer.publications.reads.public import list_published
from commonweal.config.awaiting import list_awaiting
from commonweal.config.lately import LEVELS, how_it_stands, map_of_actions
from commonweal.ground.people import session
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Tier

# Whoever has to act needs the list; a map of where things happen is for those who watch over it.
ACTS = ("plans.report", "plans.confirm", "plans.edit")


@login_not_required
@require_safe
def home(request: Request) -> HttpResponse:
    viewer = request.viewer
    if not viewer.is_signed_in:
        return _front_door(request)
    on = timezone.localdate(request.at)
    if not viewer.sees(Tier.PARTNERSHIP):
        return render(request, "config/home_public_tier.jinja", {
            "needs": list_awaiting(viewer, on), "documents": _newest(),
        })  # fmt: skip
    watches = not any(viewer.may_somewhere(permission) for permission in ACTS)
    return render(request, "config/home.jinja", {
        "needs": list_awaiting(viewer, on), "lately": how_it_stands(viewer, on, session.last_visit(request.session)),
        "map": map_of_actions(viewer, on) if watches else None, "levels": LEVELS, "on": on,
    })  # fmt: skip


def _front_door(request: Request) -> HttpResponse:
    if settings.DEMONSTRATION:
        return HttpResponseRedirect(reverse("demonstration:choose"))
    return render(request, "config/front_door.jinja", {"documents": _newest()})


def _newest() -> list[Any]:
    return list(list_published().order_by("-published_at")[:5])
