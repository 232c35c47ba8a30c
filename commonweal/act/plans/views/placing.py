"""Pages on where an action happens, where else it is listed, and what its reading left in doubt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from commonweal.act.plans import forms
from commonweal.act.plans.reads import placing, rows
from commonweal.act.plans.views.answering import GET_OR_POST, to
from commonweal.act.plans.views.editing import action_page, edit, find_action
from commonweal.act.plans.writes import doubts, structure
from commonweal.ground.audit.answering import done, redirect
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request, today
from commonweal.ground.visibility.rules import NotPossible


@GET_OR_POST
def areas_page(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(
        action,
        "Say where it happens",
        "Save",
        "The places are kept.",
        "Tick nothing where no place is stated.",
    )

    def write(*, action: Any, version: int, note: str, by: Any, at: Any, **chosen: list[str]) -> None:
        areas = placing.find_areas(key for keys in chosen.values() for key in keys)
        structure.set_areas(action=action, areas=areas, version=version, note=note, by=by, at=at)

    return edit(
        request, action, forms.AreasForm, write, page, name="action", values=placing.chosen_areas,
        owners=action.link_body_ids(), offered=placing.choices_of_areas(action, today(request)),
    )  # fmt: skip


@GET_OR_POST
def listing_page(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(
        action, "List it elsewhere too", "Save", "The listing is kept.",
        f"It belongs to {action.objective.service_area}. The link body of each area where it is listed oversees it too.",
    )  # fmt: skip

    def write(*, action: Any, service_areas: list[str], **given: Any) -> None:
        found = placing.find_service_areas(action, service_areas)
        structure.cross_list(action=action, service_areas=found, **given)

    return edit(
        request, action, forms.ListingForm, write, page, name="action", values=placing.chosen_listing,
        owners=action.link_body_ids(), offered=placing.choices_of_listing(request.viewer, action),
    )  # fmt: skip


@require_POST
def settle_doubt(request: Request, pk: int) -> HttpResponse:
    """One click; where somebody else was first, the page says so."""
    doubt = get_object_or_404(rows.doubts(request.viewer), pk=pk)
    back = to("action", doubt.action_id) if doubt.action_id else to("structure", doubt.strategy_id)
    try:
        doubts.settle_doubt(doubt=doubt, by=request.viewer, at=request.at)
    except (NotPossible, Stale) as why:
        messages.error(request, str(why))
        return redirect(back)
    return done(request, "The doubt is settled.", back)
