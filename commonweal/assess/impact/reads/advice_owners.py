"""Whose is what hangs on an operation, and may the assessment still be written or advised on?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.assess.impact.models import Assessment
from commonweal.assess.impact.rules.states import OVER, WRITING
from commonweal.ground.visibility.rules import NotPossible

Owners = Iterable[int | None]


def of_assessment(assessment: Any) -> Owners:
    return [assessment.operation.owner_id]


def owners_given(given: dict[str, Any]) -> Owners:
    return of_assessment(given["assessment"])


def of_recommendation(recommendation: Any) -> Owners:
    return of_assessment(recommendation.assessment)


def owners_of_operation(given: dict[str, Any]) -> Owners:
    return [given["operation"].owner_id]


def of_monitor(monitor: Any) -> Owners:
    return [monitor.operation.owner_id]


def owners_of_advice(given: dict[str, Any]) -> Owners:
    return [given["advice"].operation.owner_id]


def of_request(request: Any) -> Owners:
    return of_assessment(request.of_version.assessment)


def owners_of_version(given: dict[str, Any]) -> Owners:
    return of_assessment(given["of_version"].assessment)


def check_drafting(assessment: Assessment) -> None:
    if assessment.state not in WRITING:
        raise NotPossible("This assessment is not being written now. Have it reviewed first.")


def check_open(assessment: Assessment) -> None:
    if assessment.state in OVER:
        raise NotPossible("This assessment is over, and takes no more advice.")
