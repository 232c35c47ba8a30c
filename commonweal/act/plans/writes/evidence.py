"""How is an outcome proven: who offers evidence, and who else judges it?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.act.plans.models import Evidence, Outcome
from commonweal.act.plans.rules.states import EVIDENCE
from commonweal.act.plans.writes.building import _check_text
from commonweal.act.plans.writes.notices import _tell_bodies, _tell_person
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.act.plans.writes.structure import _check_at_work
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import Viewer


def _may_offer(given: Any) -> frozenset[int]:
    return given["outcome"].action.reporting_ids() & {given["organisation"].pk}


def _reporters(evidence: Evidence) -> frozenset[int]:
    return evidence.outcome.action.reporting_ids()


def _overseers(evidence: Evidence) -> frozenset[int]:
    return evidence.outcome.action.link_body_ids()


@write("offered evidence", permission="plans.report", owners=_may_offer)
def offer_evidence(
    *,
    outcome: Outcome,
    organisation: Organisation,
    text: str,
    source: str,
    strength: str,
    by: Viewer,
    at: datetime,
    shown_from_on: date | None = None,
) -> Evidence:
    _check_at_work(outcome.action)
    evidence = Evidence(outcome=outcome, organisation=organisation)
    _state(evidence, text=text, source=source, strength=strength, shown_from_on=shown_from_on, by=by, at=at)
    _refresh(outcome.action, at)
    _tell_judges(evidence, by, at)
    return evidence


def _tell_judges(evidence: Evidence, by: Viewer, at: datetime) -> None:
    bodies = evidence.outcome.action.link_body_ids()
    _tell_bodies(bodies, "plans.judge", by=by, at=at, page="evidence", record=evidence)


@write("offered the evidence again", permission="plans.report", locks="evidence", owners=_reporters)
def offer_evidence_again(
    *,
    evidence: Evidence,
    text: str,
    source: str,
    strength: str,
    by: Viewer,
    at: datetime,
    shown_from_on: date | None = None,
) -> Evidence:
    """Evidence that was turned down or withdrawn can be bettered; nothing that was judged stays judged."""
    _check_at_work(evidence.outcome.action)
    evidence.state = EVIDENCE.follow(evidence.state, "offer")
    evidence.judged_by, evidence.judged_at = None, None
    _state(evidence, text=text, source=source, strength=strength, shown_from_on=shown_from_on, by=by, at=at)
    _refresh(evidence.outcome.action, at)
    _tell_judges(evidence, by, at)
    return evidence


def _state(
    evidence: Evidence,
    *,
    text: str,
    source: str,
    strength: str,
    shown_from_on: date | None,
    by: Viewer,
    at: datetime,
) -> None:
    _check_text(text, "Say what the evidence shows.")
    _check_text(source, "Say where the evidence can be found.")
    evidence.text, evidence.source, evidence.strength = text.strip(), source.strip(), strength
    evidence.shown_from_on = shown_from_on
    evidence.strength_scale = check_strength(strength, timezone.localdate(at))
    evidence.offered_by_id, evidence.offered_at = by.account_id, at
    evidence.save()


@write("withdrew the evidence", permission="plans.report", locks="evidence", owners=_reporters)
def withdraw_evidence(*, evidence: Evidence, by: Viewer, at: datetime) -> Evidence:
    evidence.state = EVIDENCE.follow(evidence.state, "withdraw")
    evidence.save()
    _refresh(evidence.outcome.action, at)
    return evidence


@write("accepted the evidence", permission="plans.judge", locks="evidence", owners=_overseers)
def accept_evidence(*, evidence: Evidence, by: Viewer, at: datetime, reason: str = "") -> Evidence:
    return _judge(evidence, "accept", reason, by, at)


@write("turned down the evidence", permission="plans.judge", locks="evidence", owners=_overseers)
def reject_evidence(*, evidence: Evidence, reason: str, by: Viewer, at: datetime) -> Evidence:
    return _judge(evidence, "reject", reason, by, at)


def _judge(evidence: Evidence, event: str, reason: str, by: Viewer, at: datetime) -> Evidence:
    state = EVIDENCE.follow(evidence.state, event)
    _check_at_work(evidence.outcome.action)
    EVIDENCE.check_person(event, by.account_id, [evidence.offered_by_id])
    EVIDENCE.check_reason(event, reason)
    evidence.state, evidence.judged_by_id, evidence.judged_at = state, by.account_id, at
    evidence.judged_reason = reason.strip()
    evidence.save()
    _refresh(evidence.outcome.action, at)
    _tell_person(evidence.offered_by_id, by=by, at=at, page="evidence", record=evidence)
    return evidence
