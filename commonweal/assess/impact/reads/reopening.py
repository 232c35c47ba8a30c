"""Which assessments may something new re-open, what is it, and whom does it concern?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from commonweal.assess.impact.models import Assessment, AssessmentVersion, Reopening
from commonweal.assess.impact.reads.lessons import shape_of
from commonweal.assess.impact.reads.news import News, what_is_new
from commonweal.assess.impact.reads.people import people_with
from commonweal.assess.impact.rules.states import APPROVE, STANDING
from commonweal.assess.surveillance.models import Alert
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import TensionReturn

WATCHED = (*STANDING, "under_review")


def _approved(of: OuterRef) -> QuerySet[AssessmentVersion]:
    return AssessmentVersion.objects.filter(assessment=of, outcome="approved").order_by("-number")


def watched() -> QuerySet[Assessment]:
    """Assessments that stand or are under review and were approved once, each with when its last version was written.

    What came after that moment cannot be in the version, even where it was approved later.
    """
    written = Subquery(_approved(OuterRef("pk")).values("submitted_at")[:1])
    rows = Assessment.objects.filter(state__in=WATCHED).annotate(written_at=written)
    return rows.filter(written_at__isnull=False)


def newest_at() -> datetime | None:
    """When the newest thing came that could re-open anything at all; asked twice a minute, so it is cheap."""
    returns = TensionReturn.objects.aggregate(arrived=Max("arrived_at"), checked=Max("checked_at"))
    alert = Alert.objects.aggregate(raised=Max("raised_at"))
    met = AuditEntry.objects.filter(action="tension.record_meeting").aggregate(at=Max("at"))
    known = [moment for found in (returns, alert, met) for moment in found.values() if moment is not None]
    return max(known, default=None)


def waiting() -> list[Assessment]:
    """Those that are older than the newest thing that came."""
    newest = newest_at()
    if newest is None:
        return []
    rows: Any = watched()
    return list(rows.filter(written_at__lt=newest).order_by("pk"))


def news_for(assessment: Assessment) -> list[News]:
    """What came into its areas after its last version was written and has not re-opened it before."""
    if assessment.state not in WATCHED:
        return []
    written_at = (
        AssessmentVersion.objects.filter(assessment=assessment, outcome="approved")
        .order_by("-number")
        .values_list("submitted_at", flat=True)
        .first()
    )
    if written_at is None:
        return []
    around = shape_of(assessment.operation)
    known = set(assessment.reopenings.values_list("cites_kind", "cites_id"))
    return what_is_new(since=written_at, areas=around.areas, communities=around.communities, known=known)


def people_of(assessment: Assessment, at: datetime) -> set[int]:
    """Its author, whoever asked for it and those who approve it, all of whom see the operation."""
    operation = assessment.operation
    decide = people_with(APPROVE, operation, at)
    return decide | {key for key in (assessment.author_id, operation.asked_by_id) if key is not None}


def reopened_by(assessment: Assessment, viewer: Viewer) -> QuerySet[Reopening]:
    """What came since, the newest first, for the page of the assessment."""
    rows: QuerySet[Reopening] = Reopening.objects.visible_to(viewer).filter(assessment=assessment)
    return (
        rows.select_related("area")
        .defer("area__boundary", "area__outline")
        .order_by(F("came_at").desc(), "-pk")
    )
