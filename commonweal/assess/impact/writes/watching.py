"""How are community monitors deployed and what they saw entered, and how does the Bronze community's advice reach Gold?"""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from commonweal.assess.impact.models import BronzeAdvice, GoldDecision, Monitor, Observation, Operation
from commonweal.assess.impact.reads.advice_owners import of_monitor, owners_of_advice, owners_of_operation
from commonweal.assess.impact.rules.advice import DECISIONS
from commonweal.ground.audit.writes import write
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

ASSESS, ADVISE, DECIDE = "impact.assess", "impact.advise", "impact.approve"


@write("deployed community monitors", permission=ASSESS, owners=owners_of_operation)
def deploy_monitor(
    *,
    operation: Operation,
    who: str,
    task: str,
    area: Area,
    from_on: date,
    until_on: date,
    by: Viewer,
    at: datetime,
) -> Monitor:
    if not who.strip() or not task.strip():
        raise NotPossible("Say which group watches, and what it is asked to watch.")
    if until_on < from_on:
        raise NotPossible("The last day cannot come before the first.")
    return Monitor.objects.create(
        operation=operation, who=who.strip(), task=task, area=area, from_on=from_on, until_on=until_on, deployed_at=at,
        deployed_by_id=by.account_id or 0,
    )  # fmt: skip


@write("stood community monitors down", permission=ASSESS, locks="monitor", owners=of_monitor)
def stand_down(*, monitor: Monitor, by: Viewer, at: datetime) -> Monitor:
    """What they saw before can still be entered."""
    if monitor.stood_down_at is not None:
        raise NotPossible("These monitors were stood down already.")
    monitor.stood_down_at = at
    monitor.save()
    return monitor


@write("entered what monitors saw", permission=ADVISE, locks="monitor", owners=of_monitor)
def observe(
    *, monitor: Monitor, seen_on: date, seen_clock: time, area: Area, text: str, strength: str, by: Viewer, at: datetime,
    corrects: Observation | None = None,
) -> Monitor:  # fmt: skip
    if not text.strip():
        raise NotPossible("Say what was seen.")
    if seen_on > timezone.localdate(at):
        raise NotPossible("What was seen lies in the past.")
    if corrects is not None and corrects.monitor_id != monitor.pk:
        raise NotPossible("Correct an observation of the same monitors.")
    scale = check_strength(strength, timezone.localdate(at))
    Observation.objects.create(
        monitor=monitor, seen_on=seen_on, seen_clock=seen_clock, area=area, text=text, strength=strength, strength_scale=scale,
        corrects=corrects, entered_at=at, entered_by_id=by.account_id or 0,
    )  # fmt: skip
    return monitor


@write("advised Gold", permission=ADVISE, owners=owners_of_operation)
def advise_gold(*, operation: Operation, advice: str, by: Viewer, at: datetime) -> BronzeAdvice:
    if not advice.strip():
        raise NotPossible("Write down the advice.")
    return BronzeAdvice.objects.create(
        operation=operation, advice=advice, given_at=at, given_by_id=by.account_id or 0
    )


@write("decided on the Bronze community’s advice", permission=DECIDE, owners=owners_of_advice)
def decide_advice(
    *, advice: BronzeAdvice, decision: str, reason: str, by: Viewer, at: datetime
) -> GoldDecision:
    """Once; never by whoever advised. The advice itself never changes, so nothing of it is locked."""
    if decision not in DECISIONS:
        raise NotPossible("Choose what is decided.")
    if not reason.strip():
        raise NotPossible("Say why: the log keeps the reason beside the decision.")
    if by.person_id == advice.given_by_id:
        raise Refused("Somebody else has to decide on the advice that you gave.")
    if GoldDecision.objects.filter(advice=advice).exists():
        raise NotPossible("This advice was decided on already. The log is only added to.")
    return GoldDecision.objects.create(
        advice=advice, decision=decision, reason=reason, decided_at=at, decided_by_id=by.account_id or 0
    )
