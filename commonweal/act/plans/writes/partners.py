"""How is it settled who leads an action, who takes part, and whom one asks there?"""

from __future__ import annotations

from datetime import datetime

from commonweal.act.plans.models import ActionPartner, PlannedAction
from commonweal.act.plans.writes.building import _make_partner
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.act.plans.writes.structure import _check_at_work, _overseers
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer, check_may

Role = ActionPartner.Role


@write("set the lead of the action", permission="plans.edit", locks="action", owners=_overseers)
def set_lead(
    *,
    action: PlannedAction,
    organisation: Organisation | None,
    by: Viewer,
    at: datetime,
    contact_post: str = "",
) -> PlannedAction:
    """None says that the lead is not stated. Who led before stays a partner."""
    _check_at_work(action)
    _demote_lead(action, keep=organisation)
    if organisation is not None:
        _promote(action, organisation, contact_post)
    _refresh(action, at)
    return action


def _demote_lead(action: PlannedAction, keep: Organisation | None) -> None:
    lead = action.partners.filter(role=Role.LEAD).first()
    if lead is None or lead.organisation == keep:
        return
    if action.partners.filter(organisation=lead.organisation, role=Role.PARTNER).exists():
        lead.delete()
    else:
        lead.role = Role.PARTNER
        lead.save(update_fields=["role"])


def _promote(action: PlannedAction, organisation: Organisation, contact_post: str) -> None:
    rows = action.partners.filter(organisation=organisation, role__in=[Role.LEAD, Role.PARTNER])
    row = rows.filter(role=Role.LEAD).first() or rows.first()
    if row is None:
        _make_partner(action=action, organisation=organisation, role=Role.LEAD, contact_post=contact_post)
        return
    row.role = Role.LEAD
    row.contact_post = contact_post or row.contact_post
    row.save(update_fields=["role", "contact_post"])


@write("added a partner to the action", permission="plans.edit", locks="action", owners=_overseers)
def add_partner(
    *,
    action: PlannedAction,
    organisation: Organisation,
    role: str,
    by: Viewer,
    at: datetime,
    contact_post: str = "",
) -> PlannedAction:
    _check_at_work(action)
    _make_partner(action=action, organisation=organisation, role=role, contact_post=contact_post)
    _refresh(action, at)
    return action


@write("took a partner off the action", permission="plans.edit", locks="action", owners=_overseers)
def remove_partner(
    *, action: PlannedAction, partner: ActionPartner, reason: str, by: Viewer, at: datetime
) -> PlannedAction:
    _check_at_work(action)
    if not reason.strip():
        raise NotPossible("Say why this organisation no longer takes part.")
    action.partners.filter(pk=partner.pk).delete()
    _refresh(action, at)
    return action


@write("named the contact for the action", permission=None, locks="action")
def assign_contact(
    *, action: PlannedAction, partner: ActionPartner, contact_post: str, by: Viewer, at: datetime
) -> PlannedAction:
    """A partner names its own contact; the link body and the manager may name anybody's."""
    row = action.partners.filter(pk=partner.pk).first()
    if row is None:
        raise NotPossible("This organisation no longer takes part in the action.")
    check_may(by, "plans.assign_contact", {row.organisation_id} | action.link_body_ids())
    row.contact_post = contact_post.strip()
    row.save(update_fields=["contact_post"])
    _refresh(action, at)
    return action
