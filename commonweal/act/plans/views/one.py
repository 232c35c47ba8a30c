"""Pages about one action: the action itself and its history."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commonweal.act.plans.reads import buttons, equality, list_action_history, one, rows
from commonweal.act.plans.reads.words import status_words
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request, today


@require_safe
def action_page(request: Request, pk: int) -> HttpResponse:
    picture = find(request, pk)
    context = {
        "picture": picture,
        "action": picture.action,
        "statuses": status_words(today(request)),
        "may": buttons.for_action(request.viewer, picture),
        "on": today(request),
        "status_of": status_of,
        "equality": equality.standing_of(equality.list_links(request.viewer, picture.action)),
    }
    return render(request, "plans/action.jinja", context)


def find(request: Request, pk: int) -> one.ActionPicture:
    picture = one.get_action(request.viewer, pk, today(request))
    if picture is None:
        raise Http404
    return picture


@require_safe
def history_page(request: Request, pk: int) -> HttpResponse:
    action = get_object_or_404(rows.actions(request.viewer), pk=pk)
    entries = list_action_history(request.viewer, action)[:200]
    runs = one.list_runs(request.viewer, action)
    context = {"action": action, "entries": entries, "runs": runs, "statuses": status_words(today(request))}
    return render(request, "plans/history.jinja", context)
