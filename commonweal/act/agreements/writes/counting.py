"""How are the counts of a month of joint work kept, and those of problems in how the law is enforced?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from commonweal.act.agreements.models import Agreement, JointActivity, PracticeProblem
from commonweal.act.agreements.rules.words import CATEGORIES, LED, SOURCES
from commonweal.assess.harm.models import Limb
from commonweal.ground.audit.writes import write
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer

RECORD = "agreements.record"


def _month(on: date, at: datetime) -> date:
    if on > timezone.localdate(at):
        raise NotPossible("Choose a month that has begun.")
    return on.replace(day=1)


@write("counted what was done together in a month", permission=RECORD, locks="agreement")
def record_activity(
    *, agreement: Agreement, month_on: date, area: Area, limb: int | None, led_by: str, operations_count: int,
    hours: int, tasked_count: int, complaints_count: int, by: Viewer, at: datetime,
) -> Agreement:  # fmt: skip
    """Counts for the same month, area, limb and lead take the place of earlier ones."""
    if agreement.state not in ("in_force", "ended"):
        raise NotPossible("Nothing is done together before the agreement is in force.")
    if led_by not in LED:
        raise NotPossible("Say whether it was led by harm or by a number to be reached.")
    version = agreement.definition_version_id
    if limb is not None and not Limb.objects.filter(of=version, number=limb).exists():
        raise NotPossible("The definition has no such limb.")
    month = _month(month_on, at)
    if month < agreement.from_on.replace(day=1):
        raise NotPossible("That was before the agreement began.")
    JointActivity.objects.update_or_create(
        agreement=agreement, month_on=month, area=area, limb=limb, led_by=led_by,
        defaults={
            "operations": operations_count, "hours": hours, "tasked": tasked_count, "complaints": complaints_count,
        },
    )  # fmt: skip
    return agreement


@write("counted a problem in how the law is enforced", permission=RECORD)
def record_problem(
    *, category: str, area: Area, month_on: date, source: str, number: int, by: Viewer, at: datetime
) -> PracticeProblem:
    """A count for the same category, borough, month and source takes the place of an earlier one."""
    if category not in CATEGORIES or source not in SOURCES:
        raise NotPossible("Choose a kind of problem and a kind of source from the lists.")
    if number < 1:
        raise NotPossible("Count at least one; what did not occur is not entered.")
    found, _ = PracticeProblem.objects.update_or_create(
        category=category,
        area=area,
        month_on=_month(month_on, at),
        source=source,
        defaults={"number": number},
    )
    return found
