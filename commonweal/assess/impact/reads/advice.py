"""What do people advise about an assessment, what became of it, and what of that is frozen with a version?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from commonweal.assess.impact.models import (
    Assessment,
    AssessmentVersion,
    CommunityImpact,
    Consultation,
    DisclosureChoice,
    Operation,
    OperationTold,
    Recommendation,
)
from commonweal.assess.impact.rules import advice as rules
from commonweal.assess.impact.rules.disclosure import PARTS
from commonweal.assess.impact.rules.effects import worst
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community


def assessments(viewer: Viewer) -> QuerySet[Assessment]:
    """Those whose advice the viewer reads: not everybody who sees the assessment does."""
    rows = Assessment.objects.visible_to(viewer).select_related("operation__owner")
    return rows if viewer.sees(Tier.POLICE) else rows.none()


def operations(viewer: Viewer) -> QuerySet[Operation]:
    rows = Operation.objects.visible_to(viewer).select_related("owner")
    return rows if viewer.sees(Tier.POLICE) else rows.none()


def told(viewer: Viewer, operation: Operation) -> QuerySet[OperationTold]:
    """Who may be asked about a covert operation."""
    return OperationTold.objects.visible_to(viewer).filter(operation=operation).select_related("account")


def impacts(viewer: Viewer) -> QuerySet[CommunityImpact]:
    return CommunityImpact.objects.visible_to(viewer).select_related("assessment__operation", "community")


def communities_left(viewer: Viewer, assessment: Assessment) -> QuerySet[Community]:
    """The communities on which the impact is not judged yet."""
    judged = CommunityImpact.objects.filter(assessment=assessment).values("community")
    return Community.objects.visible_to(viewer).exclude(pk__in=judged)


def consultations(viewer: Viewer) -> QuerySet[Consultation]:
    return Consultation.objects.visible_to(viewer).select_related("assessment__operation", "told__account")


def assessed_consultations(viewer: Viewer) -> QuerySet[Consultation]:
    """For whoever works on the assessment; those who oversee read what was declined on a page of its own."""
    rows = consultations(viewer)
    return rows if viewer.sees(Tier.POLICE) else rows.none()


def recommendations(viewer: Viewer) -> QuerySet[Recommendation]:
    """Each with its press line and its forum, by the day on which it is due."""
    return Recommendation.objects.visible_to(viewer).select_related(
        "assessment__operation",
        "owner_body",
        "press_line",
        "convening__record_of_advice",
        "proposed_by",
        "decided_by",
    )


def assessed_recommendations(viewer: Viewer) -> QuerySet[Recommendation]:
    rows = recommendations(viewer)
    return rows if viewer.sees(Tier.POLICE) else rows.none()


def choices_of_disclosure(viewer: Viewer) -> QuerySet[DisclosureChoice]:
    return DisclosureChoice.objects.visible_to(viewer)


def parts_going_in(rows: Iterable[DisclosureChoice]) -> set[str]:
    """The keys of the parts that go into the disclosable copy."""
    chosen = {row.part: row.included for row in rows}
    return {key for key, part in PARTS.items() if chosen.get(key, part.by_default)}


def is_in_a_version(consultation: Consultation) -> bool:
    return AssessmentVersion.objects.filter(
        assessment=consultation.assessment_id, submitted_at__gte=consultation.entered_at
    ).exists()


def is_released(recommendation: Recommendation) -> bool:
    line = getattr(recommendation, "press_line", None)
    return line is not None and line.released_at is not None


def is_convened(recommendation: Recommendation) -> bool:
    convening = getattr(recommendation, "convening", None)
    return convening is not None and convening.convened_on is not None


def worst_ratings(assessment: Assessment) -> tuple[str, str]:
    """The summary rating before and after what is done about it: the worst of all communities; empty where none is judged."""
    found = list(assessment.impacts.all())
    return worst(i.before.rating for i in found) or "", worst(i.after.rating for i in found) or ""


def check_ready(assessment: Assessment) -> None:
    """Raises NotPossible while advice about the assessment waits for an answer; a correction answers for what it corrects."""
    rows = list(assessment.consultations.all())
    corrected = {row.corrects_id for row in rows}
    rules.check_answered(row.answer for row in rows if row.pk not in corrected)


def unsettled(assessment: Assessment) -> int:
    """Recommendations that keep the assessment from closing."""
    return assessment.recommendations.filter(state__in=rules.UNSETTLED).count()


def overdue_forums(viewer: Viewer, *, on: date) -> QuerySet[Recommendation]:
    """Forums that had to meet by now and did not: an obligation, not a wish."""
    return recommendations(viewer).filter(
        kind="forum", state="accepted", convening__convened_on=None, convening__convene_by_on__lt=on
    )
