"""Pages of agreements: the list, one of them, and how it is drafted, signed, agreed and ended."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from commonweal.act.agreements import forms
from commonweal.act.agreements.reads import agreements, effect
from commonweal.act.agreements.views.answering import anew, change, find_agreement, page_of, to
from commonweal.act.agreements.writes import agreeing
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage
from commonweal.assess.harm.reads.versions import list_definitions
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Refused


@require_GET
def list_page(request: Request) -> HttpResponse:
    if not request.viewer.may_somewhere(agreements.READ):
        raise Refused("You do not have a role that reads agreements.")
    found = list(agreements.list_agreements(request.viewer)[:200])
    return render(request, "agreements/list.jinja", {
        "agreements": found, "tags": agreements.TAGS, "may_edit": request.viewer.may(agreements.EDIT),
        "may_count": request.viewer.may_somewhere(agreements.PROBLEMS),
    })  # fmt: skip


@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    picture = agreements.picture_of(agreement, request.viewer)
    areas = [row.area for row in picture.areas]
    levels = effect.levels_now(request.viewer, areas, at=request.at)
    return render(request, "agreements/show.jinja", {
        "agreement": agreement, "picture": picture, "tags": agreements.TAGS,
        "events": agreements.events_open_to(agreement, request.viewer, picture),
        "levels": levels, "sees_levels": effect.sees_levels(request.viewer),
        "may_edit": request.viewer.may(agreements.EDIT) and agreement.state != "ended",
        "may_deploy": request.viewer.may(agreements.DEPLOY), "history": entries_of(list_history(agreement)),
        "definition_url": reverse("harm:show", args=[agreement.definition_id]),
    })  # fmt: skip


@require_GET
def uses(request: Request, pk: int) -> HttpResponse:
    """What rests on a definition: which agreements, and who is deployed under them."""
    definition = get_object_or_404(list_definitions(request.viewer), pk=pk)
    found = agreements.uses_of(definition, request.viewer)
    return render(request, "agreements/uses.jinja", {"uses": found, "tags": agreements.TAGS})


WORDS = ("nature", "purpose", "funding", "limits", "exit_terms", "from_on", "until_on")


def _values(agreement: Any) -> dict[str, Any]:
    return {
        "title": agreement.title, "owner": agreement.owner_id, "definition": agreement.definition_id,
        "drift_from_number": agreement.drift_from, **{name: getattr(agreement, name) for name in WORDS},
    }  # fmt: skip


@GET_OR_POST
def start(request: Request) -> HttpResponse:
    page = FormPage(
        "Draft an agreement", "Save the draft", to("list"), "The draft is saved. Now say what it is for, and who signs.",
        (("Joint working", to("list")), ("Draft an agreement", "")),
        "What is done together, for what, paid by whom, within which limits, and how it ends.",
    )  # fmt: skip
    return anew(
        request, forms.NewAgreementForm, agreeing.draft_agreement, page, permission=agreements.EDIT,
        initial={"drift_from_number": 20},
    )  # fmt: skip


@GET_OR_POST
def edit(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(agreement, "Change the draft", "Save the draft", "The draft is changed. Whoever had signed signs again.",
                   "Only a draft changes. Whoever has signed has to sign again.")  # fmt: skip
    return change(
        request, agreement, forms.AgreementForm, agreeing.edit_agreement, page, name="agreement",
        permission=agreements.EDIT, values=_values,
    )  # fmt: skip


@GET_OR_POST
def scope(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(agreement, "What it is for, and where", "Save", "It is kept what the agreement is for.",
                   "Work for any other limb, or for none, is counted as outside the purpose.")  # fmt: skip
    limbs = agreements.limbs_to_choose(agreement.definition)

    def values(record: Any) -> dict[str, Any]:
        return {
            "limbs": [str(limb.number) for limb in record.limbs.all()],
            "areas": [row.area_id for row in record.areas.all()],
        }

    return change(
        request, agreement, forms.ScopeForm, agreeing.set_scope, page, name="agreement",
        permission=agreements.EDIT, values=values,
        more={"limbs": [(str(limb.number), f"{limb.number}. {limb.title}") for limb in limbs]},
    )  # fmt: skip


@GET_OR_POST
def add_party(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(agreement, "Name a party", "Name it", "The party is named.")
    return change(
        request, agreement, forms.PartyForm, agreeing.add_party, page, name="agreement",
        permission=agreements.EDIT,
    )  # fmt: skip


@GET_OR_POST
def sign(request: Request, pk: int) -> HttpResponse:
    party = get_object_or_404(agreements.list_parties(request.viewer), pk=pk)
    title = f"{party.organisation} signed"
    page = page_of(
        party.agreement,
        title,
        "Keep the signature",
        "The signature is kept.",
        f"Signed for by: {party.post}.",
    )
    return change(
        request, party.agreement, forms.SignForm, agreeing.sign, page, name="agreement",
        permission=agreements.EDIT, values=lambda record: {"signed_on": party.signed_on}, party=party,
    )  # fmt: skip


@GET_OR_POST
def link(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(agreement, "Put a joint operation under it", "Put it under the agreement", "It is kept.",
                   "Whether it may go ahead is decided by its own assessment and by the harm that it names.")  # fmt: skip
    return change(
        request, agreement, forms.LinkForm, agreeing.link_operation, page, name="agreement",
        permission=agreements.EDIT, more={"operations": agreements.operations_to_link(request.viewer)},
    )  # fmt: skip


STEPS: dict[str, tuple[Any, Any, str, str, str, str]] = {
    "agree": (
        forms.StepForm, agreeing.agree, agreements.AGREE, "Agree to it", "It is agreed.",
        "What the parties signed does not change any more.",
    ),
    "bring-into-force": (
        forms.StepForm, agreeing.bring_into_force, agreements.AGREE, "Bring it into force", "It is in force.",
        "It works from now on to the version of the definition that is agreed today, and people may be deployed.",
    ),
    "adopt": (
        forms.StepForm, agreeing.adopt_version, agreements.AGREE, "Move it to the agreed version", "It is moved.",
        "The definition has a newer agreed version. The limbs that the parties agreed on stay the same.",
    ),
    "end": (
        forms.ReasonForm, agreeing.end_agreement, agreements.EDIT, "End it", "It is ended.",
        "Whoever is deployed under it has to be called back first.",
    ),
}  # fmt: skip


@GET_OR_POST
def step(request: Request, pk: int, event: str) -> HttpResponse:
    if event not in STEPS:
        raise Http404
    agreement = find_agreement(request, pk)
    form, write, permission, title, done, intro = STEPS[event]
    page = page_of(agreement, title, title, done, intro)
    return change(request, agreement, form, write, page, name="agreement", permission=permission)
