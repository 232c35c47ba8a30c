"""How does an assessment stand against the criteria of its own exit?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Max
from django.utils import timezone

from commonweal.assess.impact.models import Assessment
from commonweal.assess.impact.reads.advice import unsettled
from commonweal.assess.impact.rules.exiting import SETTLED, Criterion, is_back_to_usual
from commonweal.design.words import count, day, listed
from commonweal.listen.tension.models import TensionReturn
from commonweal.listen.tension.rules.states import LOOKED_AT


def exit_signed(assessment: Assessment) -> Criterion:
    signed = assessment.exit_signed_at is not None
    words = "The exit strategy is signed." if signed else "The exit strategy is not signed."
    return Criterion("Exit strategy signed", signed, words)


def debrief_set(assessment: Assessment) -> Criterion:
    on = assessment.debrief_on
    return Criterion(
        "Debrief", on is not None, f"The debrief is on {day(on)}." if on else "No debrief is set."
    )


def tension_settled(assessment: Assessment) -> Criterion:
    """In every area: the newest two returns at or under the level before the operation began."""
    title = "Tension back to its usual level"
    if assessment.baseline_reason:
        return Criterion(title, True, f"Not applicable: {assessment.baseline_reason}")
    began = timezone.localdate(assessment.operation.began_at or assessment.asked_at)
    raised = [name for name, is_back in _levels_by_area(assessment, began) if not is_back]
    if not raised:
        return Criterion(title, True, "It is back to its usual level in every area.")
    return Criterion(
        title,
        False,
        f"Tension is not back to its usual level for {SETTLED} returns in a row in {listed(raised)}.",
    )


def _levels_by_area(assessment: Assessment, began: date) -> list[tuple[str, bool]]:
    """For each area its name, and whether it is back; of several returns of a week the most worrying one counts."""
    areas = dict(assessment.operation.areas.values_list("area__code", "area__name"))
    rows = TensionReturn.objects.filter(area__code__in=areas, state__in=LOOKED_AT).order_by()
    weeks = rows.values("area__code", "week_starting").annotate(worst=Max("rank"))
    told: dict[str, list[tuple[date, int | None]]] = {code: [] for code in areas}
    for week in weeks:
        told[week["area__code"]].append((week["week_starting"], week["worst"]))
    found = []
    for code, name in sorted(areas.items(), key=lambda pair: pair[1]):
        newest_first = sorted(told[code], reverse=True)
        baseline = next((rank for week, rank in newest_first if week < began and rank is not None), None)
        after = [rank for week, rank in newest_first if week >= began]
        found.append((name, is_back_to_usual(after, baseline)))
    return found


def advice_settled(assessment: Assessment) -> Criterion:
    """Every recommendation is done, declined or handed on."""
    left = unsettled(assessment)
    words = f"{count(left, 'recommendation')} not settled." if left else "Every recommendation is settled."
    return Criterion("Recommendations settled", left == 0, words)


CRITERIA: tuple[Callable[[Assessment], Criterion], ...] = (
    tension_settled,
    exit_signed,
    debrief_set,
    advice_settled,
)


def criteria_of(assessment: Assessment) -> list[Criterion]:
    return [criterion(assessment) for criterion in CRITERIA]
