"""Pages on those who take part in an action and on its resources."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.act.plans import forms
from commonweal.act.plans.reads import rows
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage, to
from commonweal.act.plans.views.editing import action_page, add, edit, find_action
from commonweal.act.plans.views.one import find
from commonweal.act.plans.views.progress import trail_to
from commonweal.act.plans.writes import partners, resources
from commonweal.ground.audit.answering import answer, values_of
from commonweal.ground.visibility.requests import Request, check_may, today


@GET_OR_POST
def partners_page(request: Request, pk: int) -> HttpResponse:
    """Who leads, who takes part, whom one asks; the form on it states the lead."""
    picture = find(request, pk)
    action, lead = picture.action, picture.lead
    owners = picture.link_body_ids
    check_may(request, "plans.assign_contact", owners | picture.reporting_ids)
    if request.method == "POST":
        check_may(request, "plans.edit", owners)
    form = forms.LeadForm(
        request.POST or None, on=today(request), initial=_lead_values(action), version=action.version
    )

    def save(**values: Any) -> None:
        partners.set_lead(action=action, version=form.version, by=request.viewer, at=request.at, **values)

    page = FormPage(
        title=f"Who answers for {action.reference}",
        button="Save the lead",
        back=to("partners", pk),
        done="The lead is stated." if request.POST.get("organisation") else "The lead is now not stated.",
        trail=trail_to(action, "Partners"),
        template="plans/partners.jinja",
        more={
            "picture": picture,
            "action": action,
            "lead": lead,
            "may_edit": request.viewer.may("plans.edit", owners),
            "may_name": {
                p.pk: request.viewer.may("plans.assign_contact", owners | {p.organisation_id})
                for p in picture.partners
            },
        },
    )
    return answer(request, form, save, page, current=_lead_values)


def _lead_values(action: Any) -> dict[str, Any]:
    row = action.lead_row
    return {"organisation": row.organisation_id, "contact_post": row.contact_post} if row else {}


@GET_OR_POST
def add_partner(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = FormPage(
        "Add a partner",
        "Add it",
        to("partners", pk),
        "The partner is added.",
        trail_to(action, "Add a partner"),
    )
    return edit(
        request, action, forms.PartnerForm, partners.add_partner, page, name="action",
        values=lambda record: {"role": "partner"}, owners=action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def partner_contact(request: Request, pk: int) -> HttpResponse:
    partner = get_object_or_404(rows.partners(request.viewer), pk=pk)
    action = partner.action
    page = FormPage(f"Contact at {partner.organisation}", "Save", to("partners", action.pk), "The contact is named.",
                    trail_to(action, "Contact"))  # fmt: skip

    def write(**given: Any) -> None:
        partners.assign_contact(partner=partner, **given)

    def values(record: Any) -> dict[str, Any]:
        row = next((p for p in record.partners.all() if p.pk == partner.pk), partner)
        return {"contact_post": row.contact_post}

    return edit(
        request, action, forms.ContactForm, write, page, name="action", values=values,
        owners=action.link_body_ids() | {partner.organisation_id}, permission="plans.assign_contact",
    )  # fmt: skip


@GET_OR_POST
def remove_partner(request: Request, pk: int) -> HttpResponse:
    partner = get_object_or_404(rows.partners(request.viewer), pk=pk)
    action = partner.action
    page = FormPage(f"Take {partner.organisation} off the action", "Take it off", to("partners", action.pk),
                    "The organisation no longer takes part.", trail_to(action, "Take off"))  # fmt: skip

    def write(**given: Any) -> None:
        partners.remove_partner(partner=partner, **given)

    return edit(
        request, action, forms.ReasonForm, write, page, name="action", values=lambda record: {},
        owners=action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def add_resource(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    page = action_page(action, "Add a resource", "Add it", "The resource is added.")
    return add(
        request, forms.NewResourceForm, resources.add_resource, page, owners=action.link_body_ids(),
        initial={"kind": "staff_time", "state": "secured"}, action=action,
    )  # fmt: skip


@GET_OR_POST
def edit_resource(request: Request, pk: int) -> HttpResponse:
    resource = get_object_or_404(rows.resources(request.viewer), pk=pk)
    page = action_page(resource.action, "Change the resource", "Save", "The resource is changed.")
    return edit(
        request, resource, forms.ResourceForm, resources.edit_resource, page, name="resource",
        values=values_of("kind", "text", "provider", "amount", "condition"), owners=resource.action.link_body_ids(),
    )  # fmt: skip


@GET_OR_POST
def move_resource(request: Request, pk: int) -> HttpResponse:
    resource = get_object_or_404(rows.resources(request.viewer), pk=pk)
    page = action_page(resource.action, "What became of the resource", "Save", "The resource’s state is kept.",
                        f"{resource.text}: {resource.get_state_display().lower()}.")  # fmt: skip
    return edit(
        request, resource, forms.ResourceStateForm, resources.move_resource, page, name="resource",
        values=values_of("condition"), owners=resource.action.link_body_ids(), state=resource.state,
    )  # fmt: skip
