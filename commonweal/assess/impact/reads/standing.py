"""How does it stand with an operation: is it assessed, on what was it let through, and what is owed?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from commonweal.assess.impact.models import Assessment, AssessmentVersion, Operation, SeniorOverride
from commonweal.assess.impact.rules import gate
from commonweal.assess.impact.rules.states import OVERSEE
from commonweal.ground.visibility.rules import Viewer

NOT_AT_WORK = ("declined", "superseded")


def assessment_at_work(operation: Operation) -> Assessment | None:
    return operation.assessments.exclude(state__in=NOT_AT_WORK).order_by("-pk").first()


def newest_version(assessment: Assessment | None) -> AssessmentVersion | None:
    return None if assessment is None else assessment.versions.order_by("-number").first()


def standing_of(operation: Operation) -> gate.Standing:
    assessment = assessment_at_work(operation)
    return standing_with(operation, assessment, newest_version(assessment))


def standing_with(
    operation: Operation, assessment: Assessment | None, version: AssessmentVersion | None
) -> gate.Standing:
    known = None
    if version is not None:
        hands = (version.author_id, version.submitted_by_id, version.approved_by_id)
        known = gate.Version(version.outcome, *hands)
    state = assessment.state if assessment else ""
    return gate.Standing(operation.state, operation.asked_by_id, state, known)


# Duties that overrides left


def _meeting() -> QuerySet[AssessmentVersion]:
    """The versions that meet the duty of the override around it: of its operation, approved after it."""
    return AssessmentVersion.objects.filter(
        assessment__operation=OuterRef("operation"), outcome="approved",
        approved_at__gte=OuterRef("granted_at"),
    ).order_by("approved_at")  # fmt: skip


def list_duties(viewer: Viewer, *, only_open: bool = False) -> QuerySet[SeniorOverride]:
    """Every override that the viewer sees, with met_at: when its duty was met; None while it is open."""
    rows = SeniorOverride.objects.visible_to(viewer).select_related("operation", "officer")
    rows = rows.annotate(met_at=Subquery(_meeting().values("approved_at")[:1]))
    return rows.filter(~Exists(_meeting())) if only_open else rows


def count_late_untold(viewer: Viewer, *, now: datetime) -> int:
    """How many overrides of which this overseer was not told are owed for longer than they may be.

    Not before: a number that goes up tonight would tell that something happens tonight.
    """
    if viewer.enforces_immigration or not viewer.may_somewhere(OVERSEE):
        return 0
    late = SeniorOverride.objects.filter(~Exists(_meeting()), duty_due_at__lte=now)
    told = SeniorOverride.objects.visible_to(viewer).values("pk")
    return late.exclude(pk__in=told).count()


def duty_of(operation: Operation) -> Any:
    """The override of an operation with met_at, or None."""
    rows = SeniorOverride.objects.filter(operation=operation).select_related("officer")
    return rows.annotate(met_at=Subquery(_meeting().values("approved_at")[:1])).first()


def is_late(duty: Any, *, now: datetime) -> bool:
    return (duty.met_at or now) > duty.duty_due_at


def duty_is_met(operation: Operation) -> bool:
    """Nothing is owed: there was no override, or an approved version met its duty."""
    duty = duty_of(operation)
    return duty is None or duty.met_at is not None
