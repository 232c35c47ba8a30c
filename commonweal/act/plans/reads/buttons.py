"""What to offer a person on a page? Each write decides for itself again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from commonweal.act.plans.models import Evidence, PlannedAction, ProgressUpdate
from commonweal.act.plans.reads.grants import organisations_with
from commonweal.act.plans.reads.one import ActionPicture
from commonweal.act.plans.rules.states import AT_WORK, EVIDENCE, UPDATE
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Viewer


def for_action(viewer: Viewer, picture: ActionPicture) -> dict[str, bool]:
    state = picture.action.state
    overseers, reporters = picture.link_body_ids, picture.reporting_ids
    at_work, fresh = state in AT_WORK, state in ("open", "reopened")
    return {
        "edit": at_work and viewer.may("plans.edit", overseers),
        "report": at_work and viewer.may("plans.report", reporters),
        "contact": at_work and viewer.may("plans.assign_contact", overseers | reporters),
        "judge": at_work and viewer.may("plans.judge", overseers),
        "override": at_work and viewer.may("plans.override_status", overseers),
        "propose": fresh and viewer.may("plans.propose_close", overseers | reporters),
        "close": state == "proposed" and viewer.may("plans.close", overseers),
        "give_up": fresh and viewer.may("plans.close", overseers),
        "reopen": state in ("closed", "undelivered") and viewer.may("plans.close", overseers),
        "answer": viewer.may("plans.close", overseers),
        "press": state != "undelivered" and viewer.may("plans.challenge", overseers),
        "challenge": state != "undelivered"
        and picture.open_challenge is None
        and viewer.may("plans.challenge", overseers),
    }


def for_update(viewer: Viewer, update: ProgressUpdate) -> dict[str, bool]:
    """own says that the person would confirm it, were it not their own."""
    reports = viewer.may("plans.report", update.action.reporting_ids() & {update.organisation_id})
    confirms = viewer.may("plans.confirm", update.action.link_body_ids())
    own = viewer.account_id in (update.drafted_by_id, update.reported_by_id)
    return {
        "own": own and confirms and UPDATE.may(update.state, "confirm"),
        "confirm": confirms and not own and UPDATE.may(update.state, "confirm"),
        "send_back": confirms and not own and UPDATE.may(update.state, "send_back"),
        "write": reports and UPDATE.may(update.state, "save"),
        "withdraw": reports and UPDATE.may(update.state, "withdraw"),
    }


def for_evidence(viewer: Viewer, item: Evidence) -> dict[str, bool]:
    action = item.outcome.action
    at_work = action.state in AT_WORK
    own = viewer.account_id == item.offered_by_id
    judges = at_work and viewer.may("plans.judge", action.link_body_ids())
    judges = judges and (EVIDENCE.may(item.state, "accept") or EVIDENCE.may(item.state, "reject"))
    reports = at_work and viewer.may("plans.report", action.reporting_ids())
    return {
        "own": own and judges,
        "judge": judges and not own,
        "offer": reports and EVIDENCE.may(item.state, "offer"),
        "withdraw": reports and EVIDENCE.may(item.state, "withdraw"),
    }


def reporting_bodies(viewer: Viewer, action: PlannedAction) -> QuerySet[Any]:
    """The organisations for which this person reports on this action."""
    mine = organisations_with(viewer, "plans.report")
    keys = action.reporting_ids() if mine is None else action.reporting_ids() & mine
    return Organisation.objects.visible_to(viewer).filter(pk__in=keys)


def report_before(viewer: Viewer, update: ProgressUpdate) -> ProgressUpdate | None:
    """The same organisation's last report before this one, to be read beside it."""
    earlier = ProgressUpdate.objects.visible_to(viewer).filter(
        action=update.action_id,
        organisation=update.organisation_id,
        sent_at__isnull=False,
        period_until_on__lt=update.period_until_on,
    )
    found: ProgressUpdate | None = earlier.first()
    return found
