"""How does an update go from draft to confirmed, and back?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from commonweal.act.plans.models import PlannedAction, ProgressUpdate
from commonweal.act.plans.rules.states import UPDATE
from commonweal.act.plans.writes.notices import _tell_bodies, _tell_person
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.act.plans.writes.structure import _check_at_work, _set
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer

UPDATE_COLUMNS = (
    "period_from_on", "period_until_on", "narrative", "forecast_on", "issue", "recovery_plan", "decision_needed",
)  # fmt: skip


def _may_report_for(given: Any) -> frozenset[int]:
    return given["action"].reporting_ids() & {given["organisation"].pk}


def _reporters(update: ProgressUpdate) -> frozenset[int]:
    return update.action.reporting_ids() & {update.organisation_id}


def _overseers(update: ProgressUpdate) -> frozenset[int]:
    return update.action.link_body_ids()


@write("began an update", permission="plans.report", owners=_may_report_for)
def start_update(
    *,
    action: PlannedAction,
    organisation: Organisation,
    period_until_on: date,
    by: Viewer,
    at: datetime,
    **values: Any,
) -> ProgressUpdate:
    _check_at_work(action)
    update = ProgressUpdate(
        action=action, organisation=organisation, period_until_on=period_until_on, drafted_by_id=by.account_id
    )
    _set(update, UPDATE_COLUMNS, values)
    _check_period(update)
    update.save()
    return update


def _check_period(update: ProgressUpdate) -> None:
    if update.period_from_on and update.period_from_on > update.period_until_on:
        raise NotPossible("The period cannot end before it begins.")
    same = ProgressUpdate.objects.filter(
        action=update.action, organisation=update.organisation, period_until_on=update.period_until_on
    )
    if same.exclude(pk=update.pk).exclude(state="withdrawn").exists():
        raise NotPossible(
            f"{update.organisation} already has an update on this action for that period. Open that one."
        )


@write("changed the update", permission="plans.report", locks="update", owners=_reporters)
def save_draft(*, update: ProgressUpdate, by: Viewer, at: datetime, **values: Any) -> ProgressUpdate:
    update.state = UPDATE.follow(update.state, "save")
    _check_at_work(update.action)
    _set(update, UPDATE_COLUMNS, values)
    _check_period(update)
    update.save()
    return update


@write("sent the update", permission="plans.report", locks="update", owners=_reporters)
def send_update(*, update: ProgressUpdate, by: Viewer, at: datetime, **values: Any) -> ProgressUpdate:
    """Sends it as it stands, or with the values that were typed last."""
    update.state = UPDATE.follow(update.state, "send")
    _check_at_work(update.action)
    _set(update, UPDATE_COLUMNS, values)
    _check_period(update)
    if not update.narrative.strip():
        raise NotPossible("Say what was done in this period before you send the update.")
    if update.recovery_plan.strip() and not update.issue.strip():
        raise NotPossible("A recovery plan belongs to an issue. Say what the issue is.")
    update.reported_by_id, update.sent_at = by.account_id, at
    update.confirmed_by, update.confirmed_at = None, None
    update.save()
    _refresh(update.action, at)
    bodies = update.action.link_body_ids()
    _tell_bodies(bodies, "plans.confirm", by=by, at=at, page="update", record=update)
    return update


@write("withdrew the update", permission="plans.report", locks="update", owners=_reporters)
def withdraw_update(*, update: ProgressUpdate, by: Viewer, at: datetime) -> ProgressUpdate:
    update.state = UPDATE.follow(update.state, "withdraw")
    update.save()
    _refresh(update.action, at)
    return update


@write("confirmed the update", permission="plans.confirm", locks="update", owners=_overseers)
def confirm_update(*, update: ProgressUpdate, by: Viewer, at: datetime) -> ProgressUpdate:
    state = UPDATE.follow(update.state, "confirm")
    UPDATE.check_person("confirm", by.account_id, [update.drafted_by_id, update.reported_by_id])
    update.state, update.confirmed_by_id, update.confirmed_at = state, by.account_id, at
    update.save()
    _refresh(update.action, at)
    _tell_person(update.reported_by_id, by=by, at=at, page="update", record=update)
    return update


@write("sent back the update", permission="plans.confirm", locks="update", owners=_overseers)
def send_back_update(*, update: ProgressUpdate, reason: str, by: Viewer, at: datetime) -> ProgressUpdate:
    state = UPDATE.follow(update.state, "send_back")
    UPDATE.check_person("send_back", by.account_id, [update.drafted_by_id, update.reported_by_id])
    UPDATE.check_reason("send_back", reason)
    update.state, update.sent_back_by_id, update.sent_back_at = state, by.account_id, at
    update.sent_back_reason = reason.strip()
    update.confirmed_by, update.confirmed_at = None, None
    update.save()
    _refresh(update.action, at)
    _tell_person(update.reported_by_id, by=by, at=at, page="update", record=update)
    return update
