"""The page on which somebody lays a study of what lies near beside an operation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commonweal.assess.impact.forms.near import LayStudyForm
from commonweal.assess.impact.reads import showing
from commonweal.assess.impact.reads.near import studies_to_lay
from commonweal.assess.impact.views.answering import ASSESS, form_page, to
from commonweal.assess.impact.writes import near
from commonweal.ground.audit.answering import merge
from commonweal.ground.audit.writes import Stale
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import NotPossible, check_may


@require_http_methods(["GET", "POST"])
def lay(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(showing.find_operations(request.viewer), pk=pk)
    check_may(request.viewer, ASSESS, [found.owner_id])
    studies = studies_to_lay(found, request.viewer)
    form = LayStudyForm(request.POST or None, studies=studies, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            near.lay_study(
                operation=found, by=request.viewer, at=request.at, version=form.version, **form.cleaned_data
            )
        except Stale as stale:
            return merge(request, form, stale)
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, "The study lies beside the operation. The next draft says what it found."
            )
            return to("operation", pk)
    says = (
        "Choose the study of its route or its place."
        if studies.exists()
        else "There is no other study that you may read. Make one on the page “What lies near”, and come back."
    )
    back = (found.title, reverse("impact:operation", args=[found.pk]))
    return form_page(
        request,
        form,
        "Lay a study of what lies near beside it",
        "Lay it beside the operation",
        says=says,
        back=back,
    )
