"""What of the advice is frozen with a version: plain text and numbers, in a fixed order, as reads/content.py asks for it."""

from __future__ import annotations

from typing import Any

from commonweal.assess.impact.models import (
    Assessment,
    BronzeAdvice,
    CommunityImpact,
    Consultation,
    Observation,
    Recommendation,
)
from commonweal.assess.impact.reads import advice
from commonweal.assess.impact.rules.disclosure import PARTS
from commonweal.assess.impact.rules.scores import RATING_WORDS
from commonweal.ground.visibility.rules import SYSTEM

Rows = list[dict[str, Any]]


def impacts_of(assessment: Assessment) -> Rows:
    return [_impact(row) for row in advice.impacts(SYSTEM).filter(assessment=assessment)]


def consultations_of(assessment: Assessment) -> Rows:
    return [_consultation(row) for row in advice.consultations(SYSTEM).filter(assessment=assessment)]


def recommendations_of(assessment: Assessment) -> Rows:
    return [_recommendation(row) for row in advice.recommendations(SYSTEM).filter(assessment=assessment)]


def observations_of(assessment: Assessment) -> Rows:
    """What community monitors saw of the operation so far, returned into its assessment."""
    seen = Observation.objects.visible_to(SYSTEM).filter(monitor__operation=assessment.operation_id)
    return [
        {
            "who": row.monitor.who, "seen_on": row.seen_on.isoformat(), "area": row.area.name, "text": row.text,
            "strength": row.strength,
        }
        for row in seen.select_related("monitor", "area").defer("area__boundary", "area__outline")
    ]  # fmt: skip


def bronze_of(assessment: Assessment) -> Rows:
    rows = BronzeAdvice.objects.visible_to(SYSTEM).filter(operation=assessment.operation_id)
    return [
        {
            "advice": row.advice, "given_at": row.given_at.isoformat(),
            "decision": row.decision.get_decision_display() if hasattr(row, "decision") else "Not decided yet",
            "reason": row.decision.reason if hasattr(row, "decision") else "",
        }
        for row in rows.select_related("decision")
    ]  # fmt: skip


def disclosure_of(assessment: Assessment) -> Rows:
    going_in = advice.parts_going_in(advice.choices_of_disclosure(SYSTEM).filter(assessment=assessment))
    return [{"part": key, "included": key in going_in} for key in PARTS]


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
