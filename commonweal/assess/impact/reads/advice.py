"""What do people advise about an assessment, what became of it, and what of that is frozen with a version?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.impact.models import (
    Assessment,
    AssessmentVersion,
    CommunityImpact,
    Consultation,
    DisclosureChoice,
    Observation,
    Recommendation,
)
from commonweal.assess.impact.rules import advice as rules
from commonweal.assess.impact.rules.disclosure import PARTS
from commonweal.assess.impact.rules.effects import worst
from commonweal.assess.impact.rules.scores import RATING_WORDS
from commonweal.ground.visibility.rules import SYSTEM, Viewer

Rows = list[dict[str, Any]]


def impacts(viewer: Viewer) -> QuerySet[CommunityImpact]:
    return CommunityImpact.objects.visible_to(viewer).select_related("assessment__operation", "community")


def consultations(viewer: Viewer) -> QuerySet[Consultation]:
    return Consultation.objects.visible_to(viewer).select_related("assessment__operation", "told__account")


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


# What is frozen. Every row is plain text and numbers, in a fixed order.


def frozen_advice(assessment: Assessment) -> dict[str, Rows]:
    """The parts of a version's content that stand in this file's tables, by name."""
    return {
        "impacts": [_impact(row) for row in impacts(SYSTEM).filter(assessment=assessment)],
        "consultations": [_consultation(row) for row in consultations(SYSTEM).filter(assessment=assessment)],
        "recommendations": [
            _recommendation(row) for row in recommendations(SYSTEM).filter(assessment=assessment)
        ],
        "observations": _observations(assessment),
        "disclosure": _disclosure(assessment),
    }


def _impact(row: CommunityImpact) -> dict[str, Any]:
    return {
        "community": row.community.name, "likely_effect": row.likely_effect, "concerns": row.concerns,
        "vulnerabilities": row.vulnerabilities, "positive_effects": row.positive_effects,
        "likelihood_before": row.likelihood_before, "impact_before": row.impact_before,
        "rating_before": RATING_WORDS[row.before.rating], "reason_before": row.reason_before, "mitigation": row.mitigation,
        "likelihood_after": row.likelihood_after, "impact_after": row.impact_after,
        "rating_after": RATING_WORDS[row.after.rating], "reason_after": row.reason_after,
        "confidence": row.get_confidence_display(),
    }  # fmt: skip


def _consultation(row: Consultation) -> dict[str, Any]:
    return {
        "group": row.get_group_display(), "who": row.who, "held_on": row.held_on.isoformat(), "way": row.get_way_display(),
        "shared": row.shared, "advice": row.advice, "answer": row.get_answer_display(), "reason": row.reason,
        "corrects": row.corrects_id,
    }  # fmt: skip


def _recommendation(row: Recommendation) -> dict[str, Any]:
    line = getattr(row, "press_line", None)
    return {
        "kind": row.get_kind_display(), "text": row.text, "owner": row.owner_body.name, "post": row.owner_post,
        "due_on": row.due_on.isoformat(), "state": row.get_state_display(), "reason": row.reason,
        "key_message": line.key_message if line else "", "holding_line": line.holding_line if line else "",
        "if_asked": line.if_asked if line else "", "languages": line.languages if line else "",
    }  # fmt: skip


def _observations(assessment: Assessment) -> Rows:
    seen = Observation.objects.visible_to(SYSTEM).filter(monitor__operation=assessment.operation_id)
    return [
        {
            "who": row.monitor.who, "seen_on": row.seen_on.isoformat(), "area": row.area.name, "text": row.text,
            "strength": row.strength,
        }
        for row in seen.select_related("monitor", "area").defer("area__boundary", "area__outline")
    ]  # fmt: skip


def _disclosure(assessment: Assessment) -> Rows:
    going_in = parts_going_in(choices_of_disclosure(SYSTEM).filter(assessment=assessment))
    return [{"part": key, "included": key in going_in} for key in PARTS]
