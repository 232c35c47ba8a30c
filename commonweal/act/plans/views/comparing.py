"""The page on which two plans, or two bodies' parts of plans, stand side by side."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.act.plans.forms_exchange import CompareForm
from commonweal.act.plans.reads import comparing
from commonweal.ground.audit.writes import note_read
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused


@require_safe
def compare_page(request: Request) -> HttpResponse:
    plans = comparing.plans_to_compare(request.viewer)
    bodies = comparing.bodies_in_plans(request.viewer)
    left = comparing.find_side(request.GET.get("left", ""), plans, bodies)
    right = comparing.find_side(request.GET.get("right", ""), plans, bodies)
    basis = request.GET.get("basis", "area")
    basis = basis if basis in comparing.BASES else "area"
    initial = {"left": left.code if left else "", "right": right.code if right else "", "basis": basis}
    context = {
        "form": CompareForm(initial=initial, plans=plans, bodies=bodies, auto_id="by-%s"),
        "plans": plans, "left": left, "right": right, "basis": basis, "bases": comparing.BASES, "found": None,
        "same": bool(left and right and left.code == right.code),
    }  # fmt: skip
    if left and right and not context["same"]:
        found = comparing.compare_sides(request.viewer, left, right, basis)
        if request.GET.get("as") == "csv":
            return _as_csv(request, found, left, right, basis)
        context["found"], context["gaps"] = found, found.gaps(left.name, right.name)
    return render(request, "plans/compare.jinja", context)


def _as_csv(request: Request, found: Any, left: Any, right: Any, basis: str) -> HttpResponse:
    if not request.viewer.may_somewhere("plans.export"):
        raise Refused("Your role does not allow taking a plan out.")
    for plan in dict.fromkeys([left.plan, right.plan]):
        note_read(what="a comparison with another plan as CSV", by=request.viewer, at=request.at, record=plan)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="side-by-side.csv"'
    csv.writer(response).writerows(comparing.as_rows(found, left, right, basis))
    return response
