"""What is frozen when an assessment is submitted: one plain dictionary of everything that it says.

Each part has its own function, which takes the assessment and gives what JSON can hold; each is asked anew at every
submission. A part that says nothing is there with an empty list, never left out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from commonweal.assess.impact.models import Assessment
from commonweal.assess.impact.reads import frozen
from commonweal.assess.impact.reads.drafted import lessons_of, searched_of, statements_of
from commonweal.assess.impact.rules.words import TRIGGERS


def operation_of(assessment: Assessment) -> dict[str, Any]:
    operation = assessment.operation
    return {
        "title": operation.title,
        "kind": operation.get_kind_display(),
        "triggers": [TRIGGERS[trigger] for trigger in operation.triggers],
        "unit": operation.unit,
        "owner": operation.owner.name,
        "summary": operation.summary,
        "needed_by_at": _moment(operation.needed_by_at),
        "starts_at": _moment(operation.starts_at),
        "ends_at": _moment(operation.ends_at),
        "sensitivity": operation.get_sensitivity_display(),
        "is_covert": operation.is_covert,
        "gold": operation.gold_post,
        "silver": operation.silver_post,
        "bronze": operation.bronze_post,
    }


def areas_of(assessment: Assessment) -> list[dict[str, str]]:
    rows = assessment.operation.areas.order_by("area__code").values_list("area__code", "area__name")
    return [{"code": code, "name": name} for code, name in rows]


def communities_of(assessment: Assessment) -> list[str]:
    rows = assessment.operation.communities.order_by("community__name")
    return list(rows.values_list("community__name", flat=True))


def ratings_of(assessment: Assessment) -> dict[str, str]:
    return {
        "before": assessment.rating_before,
        "after": assessment.rating_after,
        "reason": assessment.rating_reason,
    }


PARTS: tuple[tuple[str, Callable[[Assessment], Any]], ...] = (
    ("operation", operation_of),
    ("areas", areas_of),
    ("communities", communities_of),
    ("ratings", ratings_of),
    # What was drafted from the sources.
    ("searched", searched_of),
    ("statements", statements_of),
    ("lessons", lessons_of),
    # What was advised, consulted and recommended.
    ("impacts", frozen.impacts_of),
    ("consultations", frozen.consultations_of),
    ("recommendations", frozen.recommendations_of),
    ("observations", frozen.observations_of),
    ("bronze", frozen.bronze_of),
    ("disclosure", frozen.disclosure_of),
)


def content_of(assessment: Assessment) -> dict[str, Any]:
    return {"phase": assessment.phase, **{name: read(assessment) for name, read in PARTS}}


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
