"""The page on which a unit says for which harm a joint operation is meant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.assess.impact.forms.joint import JointForm
from commonweal.assess.impact.reads import joint, showing
from commonweal.assess.impact.views.answering import REQUEST, to
from commonweal.assess.impact.writes.joint import claim_joint
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may

WORDS = ("limb", "evidence", "strength", "expected_effect", "protects_victims")


def _values(claim: Any) -> dict[str, Any]:
    if claim is None:
        return {}
    return {
        name: getattr(claim, f"{name}_id" if name == "limb" else name) for name in WORDS if claim.shows(name)
    }


@require_http_methods(["GET", "POST"])
def claim(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    check_may(request.viewer, REQUEST, [found.owner_id])
    part = joint.joint_part(found, request.viewer)
    if not part.is_joint:
        raise Http404
    form = JointForm(
        request.POST or None, on=timezone.localdate(request.at), limbs=joint.limbs_to_claim(request.viewer),
        initial=_values(part.claim), version=found.version,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            claim_joint(
                operation=found, by=request.viewer, at=request.at, version=form.version, note=form.said_of_text,
                **form.cleaned_data,
            )  # fmt: skip
        except Stale as stale:
            return merge(request, form, stale, _values(joint.claim_of(found)))
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "It is kept for which harm the operation is meant.")
            return to("operation", pk)
    status = 422 if form.errors else 200
    context = {"form": form, "operation": found, "part": part}
    return render(request, "impact/joint.jinja", context, status=status)
